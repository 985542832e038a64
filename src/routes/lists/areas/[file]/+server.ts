import { error } from '@sveltejs/kit';
import { findArea } from '#areas/server';
import { eventListOf } from '#schedule/server';
import { download, fileAsked } from '../../../download.server.ts';
import type { RequestHandler } from './$types';

/** A town's coming dates as municipal open data. */
export const GET: RequestHandler = async ({ params, url }) => {
  const asked = fileAsked(params.file);
  const area = asked && (await findArea(asked.name));
  if (!area) error(404);
  const table = await eventListOf({ code5: area.code5 }, (id) => `${url.origin}/sessions/${id}`);
  return download(table, { ...asked, open: true, name: `events-${area.code5}` });
};
