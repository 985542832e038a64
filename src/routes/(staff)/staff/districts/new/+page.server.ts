import { error, fail, redirect } from '@sveltejs/kit';
import { DISTRICT_KINDS, type DistrictKind } from '#areas';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { addDistrict, placesToKeep } from '#windows/server';
import { signedIn } from '../../../signed-in.server.ts';
import { emptyDistrictForm } from '../district-form.ts';
import { errorsOf, kindChoices } from '../district-words.ts';
import { readEditor } from '../editing.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const kept = await placesToKeep(signedIn(event));
  const places = kept === 'all' ? [] : kept;
  if (kept !== 'all' && places.length === 0) error(404);
  const kinds = kept === 'all' ? DISTRICT_KINDS : kindsIn(places);
  return {
    initial: emptyDistrictForm(
      kinds.includes('catchment') ? 'catchment' : 'group',
      places[0]?.code ?? '',
    ),
    kinds: kindChoices(kinds),
    places: places.map(({ code, name }) => ({ value: code, label: name })),
  };
};

/** A prefecture groups its municipalities, a municipality divides itself. */
const kindsIn = (places: { code: string }[]): readonly DistrictKind[] =>
  DISTRICT_KINDS.filter((kind) =>
    places.some(({ code }) => (kind === 'group') === (code.length === 2)),
  );

export const actions: Actions = {
  save: async (event) => {
    const viewer = signedIn(event);
    const typed = await readEditor(event.request);
    const refuse = (status: 400 | 404, errors: Record<string, string>) =>
      fail(status, { values: typed.values, errors });
    const added = await addDistrict(viewer, typed.input);
    if (added === 'not_found') return refuse(404, { place: m.staff_district_problem_not_yours() });
    if ('problems' in added) return refuse(400, errorsOf(typed, added.problems));
    redirect(303, `${localizeHref(`/staff/districts/${added.id}`)}?saved=added`);
  },
};
