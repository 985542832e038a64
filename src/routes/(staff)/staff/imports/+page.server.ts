import { error, fail, redirect } from '@sveltejs/kit';
import { may, type AccountViewer } from '#accounts';
import { fileRefusalWord, IMPORT_KINDS, importKindWord, type ImportKind } from '#imports';
import { handIn, importsOf } from '#imports/server';
import { organisationsOf } from '#organisations/server';
import { textOf } from '#platform/form';
import { turns } from '#platform/turns';
import { organisationsToKeep } from '#windows/server';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { IMPORTED_LISTS } from '../../../../imported-lists.server.ts';
import { signedIn } from '../../signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const owners = { events: await publishing(viewer), windows: await keepingWindows(viewer) };
  const kinds = IMPORT_KINDS.filter((kind) => owners[kind].length > 0);
  const [first] = kinds;
  if (!first) error(404);
  return {
    kinds: kinds.map((kind) => ({ value: kind, label: importKindWord(kind) })),
    kind: kindOf(event.url.searchParams.get('kind') ?? '', kinds) ?? first,
    owners,
    imports: await importsOf(viewer, IMPORTED_LISTS),
  };
};

const kindOf = (asked: string, kinds: readonly ImportKind[]): ImportKind | undefined =>
  kinds.find((kind) => kind === asked);

const publishing = async (viewer: AccountViewer) =>
  (await organisationsOf(viewer))
    .filter(({ id }) => may(viewer, 'publish', id))
    .map(({ id, name }) => ({ value: id, label: name }));

/** What the operator reads off public pages is nobody's, until its organisation takes it over. */
async function keepingWindows(viewer: AccountViewer) {
  const kept = await organisationsToKeep(viewer);
  return [
    ...(viewer.operator ? [{ value: '', label: m.staff_imports_of_site() }] : []),
    ...kept.map(({ id, name }) => ({ value: id, label: name })),
  ];
}

export const actions: Actions = {
  default: async (event) => {
    const viewer = signedIn(event);
    const inTurn = (await speaksForShown(viewer)) ? inTurnOfShown : inTurnOfHidden;
    const taken = await inTurn(() => take(viewer, event.request));
    if (taken !== 'busy') return taken;
    event.setHeaders({ 'retry-after': RETRY_AFTER_S });
    return fail(503, { kind: undefined, organisationId: '', problem: m.staff_imports_busy() });
  },
};

const RETRY_AFTER_S = '30';

// A body is in memory several times over while it is read; who just applied cannot keep the others waiting.
const inTurnOfShown = turns(2, 4);
const inTurnOfHidden = turns(1, 2);

const speaksForShown = async (viewer: AccountViewer): Promise<boolean> =>
  viewer.operator || (await organisationsOf(viewer)).some(({ shown }) => shown);

async function take(viewer: AccountViewer, request: Request) {
  const form = await request.formData();
  const file = form.get('file');
  const kind = kindOf(textOf(form, 'kind'), IMPORT_KINDS) ?? 'events';
  const organisationId = textOf(form, `${kind}-organisation`);
  const typed = { kind, organisationId };
  if (!(file instanceof File) || file.name === '')
    return fail(422, { ...typed, problem: m.staff_imports_file_missing() });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const given = { kind, organisationId: organisationId || null, fileName: file.name, bytes };
  const taken = await handIn(viewer, given, IMPORTED_LISTS);
  if (taken === 'not_found') error(404);
  if (typeof taken !== 'string')
    return fail(422, { ...typed, problem: fileRefusalWord(taken.refused) });
  redirect(303, localizeHref(`/staff/imports/${taken}`));
}
