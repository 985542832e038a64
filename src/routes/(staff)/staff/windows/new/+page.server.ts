import { error, fail, redirect } from '@sveltejs/kit';
import { addWindow, organisationsToKeep } from '#windows/server';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { signedIn } from '../../../signed-in.server.ts';
import { choicesFor, errorsOf, previewOf, readEditor } from '../editing.server.ts';
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
  return { initial, organisations, choices: await choicesFor(windowInputOf(initial, nowhere)) };
};

export const actions: Actions = {
  preview: async (event) => {
    signedIn(event);
    const { values, errors } = await readEditor(event.request);
    return { values, errors, preview: previewOf(values) };
  },
  save: async (event) => {
    const viewer = signedIn(event);
    const typed = await readEditor(event.request);
    const { values } = typed;
    const refuse = (errors: Record<string, string>) =>
      fail(400, { values, errors, preview: previewOf(values) });
    if (Object.keys(typed.errors).length > 0) return refuse(typed.errors);
    const added = await addWindow(viewer, typed.input);
    if (added === 'not_found') return refuse({ organisationId: m.staff_problem_not_yours() });
    if ('problems' in added) return refuse(errorsOf(typed, added.problems));
    redirect(303, `${localizeHref(`/staff/windows/${added.id}`)}?saved=added`);
  },
};
