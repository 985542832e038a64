import { error, fail, redirect } from '@sveltejs/kit';
import { may, type AccountViewer } from '#accounts';
import { organisationsOf, shownNames } from '#organisations/server';
import { now } from '#platform/clock';
import { newFormId } from '#platform/made-once';
import { localDate } from '#platform/tokyo';
import { textOf } from '#platform/form';
import { discardWriting, publishSeries, saveDraft, type Refused } from '#schedule/server';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { signedIn } from '../../../signed-in.server.ts';
import { originalOf, withOriginal } from '../copied.server.ts';
import { copyOf } from '../copy.ts';
import { areaWord, errorsOf, previewOf, readEditor } from '../editing.server.ts';
import { talkPlacesFor } from '../first-talk.server.ts';
import type { Preview } from '../RulePreview.svelte';
import { emptyForm, type SeriesForm } from '../series-form.ts';
import { seriesFormOf } from '../series-input.ts';
import { showPreview } from '../show.server.ts';
import { autosaveAction, autosavePosted, openWriting } from '../writing.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const mine = (await organisationsOf(viewer)).filter(({ id }) => may(viewer, 'publish', id));
  const [first] = mine;
  if (!first) error(404);
  const { values, ...writing } = await openWriting(viewer, null, event.url);
  const copied = await copiedForm(viewer, event.url.searchParams.get('copy'));
  const initial = values ?? copied ?? emptyForm(first.id, localDate(now()));
  return {
    organisations: mine.map(({ id, name, wantsApproval }) => ({ id, name, wantsApproval })),
    known: await shownNames(),
    talkPlaces: await talkPlacesFor(viewer),
    formId: newFormId(),
    initial,
    preview: previewOf(initial),
    copied: !values && copied !== undefined,
    writing,
  };
};

/** `?copy=` of a series that the viewer may publish the like of. */
async function copiedForm(
  viewer: AccountViewer,
  id: string | null,
): Promise<SeriesForm | undefined> {
  if (id === null) return undefined;
  const original = await originalOf(viewer, id);
  if (!original) error(404);
  const { prefCode, code5 } = original.input;
  const form = seriesFormOf(original.input, await areaWord({ prefCode, code5 }));
  return { ...copyOf(form, localDate(now())), copiedFrom: original.id };
}

export const actions: Actions = {
  preview: async (event) => {
    signedIn(event);
    const { values, errors } = await readEditor(await event.request.formData());
    return { values, errors, preview: previewOf(values), autosaved: undefined };
  },
  /** Kept as typed, then shown as others would see it. */
  show: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    return showPreview(viewer, null, data);
  },
  keep: async (event) => autosaveAction(signedIn(event), null, await event.request.formData()),
  discard: async (event) => {
    const viewer = signedIn(event);
    await discardWriting(viewer, null, textOf(await event.request.formData(), 'mark'));
    redirect(303, localizeHref('/staff/series/new'));
  },
  draft: (event) => save(event, saveDraft, 'draft'),
  publish: (event) => save(event, publishSeries, 'published'),
};

async function save(event: RequestEvent, verb: typeof publishSeries, done: string) {
  const viewer = signedIn(event);
  const data = await event.request.formData();
  const typed = await readEditor(data);
  const { values } = typed;
  const page = { values, preview: previewOf(values) };
  const input = await withOriginal(viewer, typed);
  const saved = await verb(viewer, input, textOf(data, 'formId'));
  if (isRefused(saved))
    return refused(viewer, { ...page, errors: errorsOf(typed, saved.problems) }, data);
  if (saved === 'not_found')
    return fail(404, {
      ...page,
      errors: { organisationId: m.staff_problem_not_yours() },
      autosaved: undefined,
    });
  await discardWriting(viewer, null, textOf(data, 'mark'));
  redirect(303, `${localizeHref(`/staff/series/${saved}`)}?saved=${done}`);
}

/** Nothing is lost by a refusal, also when the page is left: it is kept as it was typed. */
async function refused(
  viewer: AccountViewer,
  page: { values: SeriesForm; preview: Preview | undefined; errors: Record<string, string> },
  data: FormData,
) {
  const autosaved = await autosavePosted(viewer, null, data);
  return fail(400, { ...page, autosaved: autosaved === 'too_long' ? undefined : autosaved });
}

// A branded id is a string and an object to the compiler; this tells them apart.
const isRefused = (saved: string | Refused): saved is Refused => typeof saved !== 'string';
