import { error, redirect } from '@sveltejs/kit';
import { isReason, OUTCOMES, type Outcome, type RowFilter } from '#schedule';
import { confirmImport, discardImport, findImport, undoImport } from '#schedule/server';
import { localizeHref } from '#paraglide/runtime';
import { signedIn } from '../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const filter = filterOf(event.url.searchParams);
  const found = await findImport(viewer, event.params.id, filter);
  if (!found) error(404);
  return { found, filter };
};

function filterOf(asked: URLSearchParams): RowFilter {
  const reason = asked.get('reason') ?? '';
  const page = Number(asked.get('page'));
  return {
    outcome: OUTCOMES.find((one: Outcome) => one === asked.get('outcome')) ?? null,
    reason: isReason(reason) ? reason : null,
    page: Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1,
  };
}

export const actions: Actions = {
  confirm: async (event) => {
    if ((await confirmImport(signedIn(event), event.params.id)) === 'not_found') error(404);
  },
  undo: async (event) => {
    if ((await undoImport(signedIn(event), event.params.id)) === 'not_found') error(404);
  },
  discard: async (event) => {
    if ((await discardImport(signedIn(event), event.params.id)) === 'not_found') error(404);
    redirect(303, localizeHref('/staff/imports'));
  },
};
