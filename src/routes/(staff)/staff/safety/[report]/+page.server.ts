import { error } from '@sveltejs/kit';
import { readReport } from '#rooms/server';
import { signedIn } from '../../../signed-in.server.ts';
import { decided } from '../decided.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const report = await readReport(signedIn(event), event.params.report);
  if (report === 'not_found') error(404);
  return { report };
};

export const actions: Actions = { decide: decided };
