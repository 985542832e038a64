import { error, fail, redirect } from '@sveltejs/kit';
import { newFormId } from '#platform/made-once';
import { addWindow, keepsDistricts, organisationsToKeep } from '#windows/server';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { signedIn } from '../../../signed-in.server.ts';
import {
  districtsFor,
  errorsOf,
  partnersOf,
  previewAction,
  readEditor,
  shownBeside,
} from '../editing.server.ts';
import { emptyWindowForm } from '../window-form.ts';
import { windowInputOf } from '../window-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const organisations = await organisationsToKeep(viewer);
  const [first] = organisations;
  if (!first) error(404);
  const initial = emptyWindowForm(first.id, first.place);
  const nowhere = { prefCode: first.prefCode, code5: first.code5, serves: [], excludes: [] };
  const input = windowInputOf(initial, nowhere);
  return {
    formId: newFormId(),
    initial,
    organisations,
    districts: await districtsFor(input),
    partners: await partnersOf(input),
    keepsDistricts: await keepsDistricts(viewer),
  };
};

export const actions: Actions = {
  preview: previewAction,
  save: async (event) => {
    const viewer = signedIn(event);
    const typed = await readEditor(event.request);
    const refuse = async (status: 400 | 404, errors: Record<string, string>) =>
      fail(status, { values: typed.values, errors, ...(await shownBeside(typed)) });
    const added = await addWindow(viewer, typed.input, typed.formId);
    if (added === 'not_found')
      return refuse(404, { organisationId: m.staff_window_problem_not_yours() });
    if ('problems' in added) return refuse(400, errorsOf(typed, added.problems));
    redirect(303, `${localizeHref(`/staff/windows/${added.id}`)}?saved=added`);
  },
};
