import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { DistrictKind } from '#areas';
import { now } from '#platform/clock';
import { textOf } from '#platform/form';
import { localDate } from '#platform/tokyo';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import {
  districtToKeep,
  removeDistrict,
  reviseDistrict,
  type DistrictToKeep,
} from '#windows/server';
import { signedIn } from '../../../signed-in.server.ts';
import { errorsOf, kindChoices } from '../district-words.ts';
import { readEditor, shownOf } from '../editing.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const kept = await districtToKeep(signedIn(event), event.params.id);
  if (kept === 'not_found') error(404);
  // Whoever was writing keeps what was typed.
  if (kept === 'gone' && event.request.method !== 'POST') return leave('gone');
  return {
    kept: kept === 'gone' ? null : await pageOf(kept),
    today: localDate(now()),
    saved: event.url.searchParams.get('saved'),
  };
};

const pageOf = async (kept: DistrictToKeep) => ({
  ...(await shownOf(kept)),
  name: kept.district.name,
  code5: kept.district.code5,
  kinds: kindChoices(kept.district.kind === 'group' ? ['group'] : PARTS),
  windows: kept.windows,
});

/** A municipality's part may turn out to be of the other kind. */
const PARTS: DistrictKind[] = ['ward', 'catchment'];

const leave = (saved: string): never =>
  redirect(303, `${localizeHref('/staff/districts')}?saved=${saved}`);

/** What somebody else has made of it meanwhile, beside what was typed. */
async function meanwhile(event: RequestEvent, id: string) {
  const kept = await districtToKeep(signedIn(event), id);
  return typeof kept === 'string' ? undefined : shownOf(kept);
}

export const actions: Actions = {
  save: async (event) => {
    const viewer = signedIn(event);
    const { id } = event.params;
    const typed = await readEditor(event.request);
    const { values } = typed;
    const revised = await reviseDistrict(viewer, id, typed.input, typed.edition);
    if (revised === 'not_found') error(404);
    if (revised === 'gone') return fail(409, { values, errors: {}, gone: true });
    if (revised === 'changed_meanwhile')
      return fail(409, { values, errors: {}, newer: await meanwhile(event, id) });
    if (revised !== 'revised')
      return fail(400, { values, errors: errorsOf(typed, revised.problems) });
    redirect(303, `${localizeHref(`/staff/districts/${id}`)}?saved=revised`);
  },
  remove: async (event) => {
    const viewer = signedIn(event);
    const edition = textOf(await event.request.formData(), 'edition');
    const removed = await removeDistrict(viewer, event.params.id, edition);
    if (removed === 'not_found') error(404);
    if (removed === 'changed_meanwhile')
      return fail(409, { refused: m.staff_district_remove_changed() });
    if (removed === 'named') return fail(409, { refused: m.staff_district_remove_named() });
    return leave(removed);
  },
};
