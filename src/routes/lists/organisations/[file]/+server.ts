import { error } from '@sveltejs/kit';
import { findOrganisation } from '#organisations/server';
import { eventListOf } from '#schedule/server';
import { download, fileAsked } from '../../../download.server.ts';
import type { RequestHandler } from './$types';

/** An organisation's coming dates as municipal open data. */
export const GET: RequestHandler = async ({ params, url }) => {
  const asked = fileAsked(params.file);
  const organisation = asked && (await findOrganisation(asked.name));
  if (!asked || !organisation?.shown) error(404);
  const page = (id: string) => `${url.origin}/sessions/${id}`;
  const table = await eventListOf({ organisationId: organisation.id }, page);
  return download(table, { ...asked, open: true, name: 'events' });
};
