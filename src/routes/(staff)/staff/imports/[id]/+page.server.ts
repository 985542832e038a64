import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { AccountViewer } from '#accounts';
import { isReason, OUTCOMES, type Outcome, type RowFilter } from '#imports';
import { confirmImport, discardImport, findImport, undoImport } from '#imports/server';
import { localizeHref } from '#paraglide/runtime';
import { IMPORTED_LISTS } from '../../../../../imported-lists.server.ts';
import { signedIn } from '../../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const filter = filterOf(event.url.searchParams);
  const found = await findImport(viewer, event.params.id, filter, IMPORTED_LISTS);
  if (!found) error(404);
  return { found, filter, kind: found.kind };
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

type Act = (viewer: AccountViewer, id: string, lists: typeof IMPORTED_LISTS) => Promise<unknown>;

/** Then the page shows how it stands: reading it again does nothing again. */
const doing =
  (act: Act, then: (id: string) => string) =>
  async (event: RequestEvent): Promise<never> => {
    const id = event.params['id'] ?? '';
    if ((await act(signedIn(event), id, IMPORTED_LISTS)) === 'not_found') error(404);
    redirect(303, localizeHref(then(id)));
  };

const itself = (id: string) => `/staff/imports/${id}`;

export const actions: Actions = {
  confirm: doing(confirmImport, itself),
  undo: doing(undoImport, itself),
  discard: doing(discardImport, () => '/staff/imports'),
};
