import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#accounts';
import { organisationsOf, shownNames } from '#organisations/server';
import { now } from '#platform/clock';
import { localDate } from '#platform/tokyo';
import { publishSeries, saveDraft, type Refused } from '#schedule/server';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { signedIn } from '../../../signed-in.server.ts';
import { errorsOf, previewOf, readEditor } from '../editing.server.ts';
import { emptyForm } from '../series-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const mine = (await organisationsOf(viewer)).filter(({ id }) => may(viewer, 'publish', id));
  const [first] = mine;
  if (!first) error(404);
  return {
    organisations: mine.map(({ id, name, wantsApproval }) => ({ id, name, wantsApproval })),
    known: await shownNames(),
    initial: emptyForm(first.id, localDate(now())),
  };
};

export const actions: Actions = {
  preview: async (event) => {
    signedIn(event);
    const { values, errors } = await readEditor(event.request);
    return { values, errors, preview: previewOf(values) };
  },
  draft: (event) => save(event, saveDraft, 'draft'),
  publish: (event) => save(event, publishSeries, 'published'),
};

async function save(event: RequestEvent, verb: typeof publishSeries, done: string) {
  const viewer = signedIn(event);
  const typed = await readEditor(event.request);
  const { values } = typed;
  const saved = await verb(viewer, typed.input);
  if (isRefused(saved))
    return fail(400, {
      values,
      errors: errorsOf(typed, saved.problems),
      preview: previewOf(values),
    });
  if (saved === 'not_found')
    return fail(404, {
      values,
      errors: { organisationId: m.staff_problem_not_yours() },
      preview: previewOf(values),
    });
  redirect(303, `${localizeHref(`/staff/series/${saved}`)}?saved=${done}`);
}

// A branded id is a string and an object to the compiler; this tells them apart.
const isRefused = (saved: string | Refused): saved is Refused => typeof saved !== 'string';
