import { error, fail, redirect } from '@sveltejs/kit';
import { may, type AccountViewer } from '#accounts';
import type { OrganisationRecord } from '#organisations';
import { findOrganisation, shownNames } from '#organisations/server';
import { now } from '#platform/clock';
import { textOf } from '#platform/form';
import type { Fates, Problems, ReadSeries, SeriesInput, SeriesRecord } from '#schedule';
import {
  approveSeries,
  discardWriting,
  endSeries,
  findSeries,
  otherWriters,
  ownHosting,
  portraitAt,
  previewFates,
  reviseSeries,
  sendSeriesBack,
  submissionOf,
} from '#schedule/server';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { promoteWaiting } from '#signup/server';
import { signedIn } from '../../../signed-in.server.ts';
import { areaWord, errorsOf, previewOf, readEditor } from '../editing.server.ts';
import { problemWord } from '../editor-words.ts';
import { talkPlacesFor } from '../first-talk.server.ts';
import { readSeriesForm } from '../series-form.ts';
import { besidesTheForm, seriesFormOf } from '../series-input.ts';
import { showPreview } from '../show.server.ts';
import { autosaveAction, autosavePosted, basisOf, openWriting } from '../writing.server.ts';
import { approvalWord } from './approval-word.ts';
import { dateActions } from './date-actions.server.ts';
import { factsOf } from './facts.server.ts';
import { hostActions } from './host-actions.server.ts';
import { plannedDates } from './planned.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** A year of weeks, and some. */
const MOST_SHOWN = 60;

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const series = await findOwn(viewer, event.params.id);
  const { waiting, remark } = await submissionOf(viewer, series.id);
  // What waits is what is mended further: begun from what is public it would be lost.
  const { prefCode, code5, ...input } = waiting?.input ?? series.input;
  const saved = seriesFormOf({ ...input, prefCode, code5 }, await areaWord({ prefCode, code5 }));
  const { values, ...writing } = await openWriting(viewer, series.id, event.url);
  const initial = values ?? saved;
  const organisation = await findOrganisation(series.organisationId);
  const shown = series.state === 'published' ? series.input : null;
  return {
    id: series.id,
    title: series.title,
    kind: series.kind,
    /** Invented before its organisation was a real one's. */
    sample: series.demonstration && !organisation?.demonstration,
    initial,
    writing,
    hosting: await ownHosting(viewer, series.id),
    portrait: await portraitAt(viewer, series.id),
    others: await otherWriters(viewer, series.id),
    revision: series.revision,
    answers: series.answers,
    state: series.state,
    waiting: waiting && { ...waiting, facts: await factsOf(waiting.input, shown) },
    remark,
    mayApprove: may(viewer, 'approve', series.organisationId),
    mayPublish: may(viewer, 'publish', series.organisationId),
    organisations: organisation ? [choiceOf(organisation)] : [],
    known: await shownNames(),
    talkPlaces: await talkPlacesFor(viewer),
    preview: previewOf(initial),
    dates: await plannedDates(viewer, series, MOST_SHOWN),
    asOf: now().toISOString(),
    saved: event.url.searchParams.get('saved'),
  };
};

const choiceOf = ({ id, name, wantsApproval }: OrganisationRecord) => ({ id, name, wantsApproval });

async function findOwn(viewer: AccountViewer, id: string): Promise<SeriesRecord> {
  const series = await findSeries(viewer, id);
  if (!series) error(404);
  return series;
}

export const actions: Actions = {
  preview: async (event) => {
    signedIn(event);
    const data = await event.request.formData();
    const { values, errors } = await readEditor(data);
    const basis = basisOf(data);
    return { values, errors, preview: previewOf(values), autosaved: undefined, basis };
  },
  /** Kept as typed, then shown as others would see it. */
  show: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    return showPreview(viewer, event.params.id, data);
  },
  keep: async (event) =>
    autosaveAction(signedIn(event), event.params.id, await event.request.formData()),
  discard: async (event) => {
    const viewer = signedIn(event);
    const { id } = event.params;
    await discardWriting(viewer, id, textOf(await event.request.formData(), 'mark'));
    redirect(303, localizeHref(`/staff/series/${id}`));
  },
  draft: (event) => save(event, false),
  publish: (event) => save(event, true),
  approve: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const read = { submission: textOf(data, 'submission'), seen: textOf(data, 'seen') };
    const approving = { ...read, promote: promoteWaiting };
    const done = await approveSeries(viewer, event.params.id, approving);
    if (done === 'not_found') error(404);
    if (done === 'approved')
      redirect(303, `${localizeHref(`/staff/series/${event.params.id}`)}?saved=approved`);
    if (typeof done === 'string') return fail(400, { approvalRefused: approvalWord(done) });
    return fail(400, { approvalRefused: Object.values(done.problems).map(problemWord).join('') });
  },
  sendBack: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const remark = textOf(data, 'remark').slice(0, 2000);
    const back = { submission: textOf(data, 'submission'), remark };
    const done = await sendSeriesBack(viewer, event.params.id, back);
    if (done === 'not_found') error(404);
    if (done === 'sent_back')
      redirect(303, `${localizeHref(`/staff/series/${event.params.id}`)}?saved=sent_back`);
    const refused = done === 'no_remark' ? {} : { approvalRefused: approvalWord(done) };
    return fail(400, { ...refused, remark: { typed: remark, missing: done === 'no_remark' } });
  },
  end: async (event) => {
    const viewer = signedIn(event);
    const reason = textOf(await event.request.formData(), 'reason').slice(0, 2000);
    const ended = await endSeries(viewer, event.params.id, reason);
    if (ended === 'not_found') error(404);
    if (ended !== 'ended') return fail(400, { endRefused: m.staff_problem_reason() });
    return { ended };
  },
  ...dateActions,
  ...hostActions,
};

async function save(event: RequestEvent, publish: boolean) {
  const viewer = signedIn(event);
  const { id } = event.params;
  const posted = await event.request.formData();
  const typed = await readEditor(posted);
  const series = await findOwn(viewer, id);
  const saving = { input: { ...besidesTheForm(series.input), ...typed.input }, posted, publish };
  const answer = await saveWhatWasSeen(viewer, series, saving);
  if (answer === 'not_found') error(404);
  if (answer === 'changed_meanwhile') return meanwhile(await findOwn(viewer, id), saving);
  if (typeof answer !== 'string')
    return 'problems' in answer
      ? refused(viewer, id, errorsOf(typed, answer.problems), posted)
      : review(posted, answer, publish);
  await discardWriting(viewer, id, textOf(posted, 'mark'));
  redirect(303, `${localizeHref(`/staff/series/${id}`)}?saved=${publish ? answer : 'draft'}`);
}

interface Saving {
  input: SeriesInput;
  posted: FormData;
  publish: boolean;
}

/** Saved, or what the publisher must see first. */
async function saveWhatWasSeen(
  viewer: AccountViewer,
  series: SeriesRecord,
  saving: Saving,
): Promise<
  'saved' | 'submitted' | 'changed_meanwhile' | 'not_found' | { problems: Problems } | Fates
> {
  const { input, posted, publish } = saving;
  const fates = await previewFates(viewer, series.id, input);
  if (fates === 'not_found' || 'problems' in fates) return fates;
  const basis = basisOf(posted);
  if (basis !== undefined && basis !== series.revision) return 'changed_meanwhile';
  const { seen } = fates;
  if (fates.mustBeSeen && textOf(posted, 'seen') !== seen) return fates;
  const how = { publish, promote: promoteWaiting, seen, basis };
  const saved = await reviseSeries(viewer, series.id, input, how);
  return saved === 'unseen' ? saveWhatWasSeen(viewer, series, saving) : saved;
}

/** Nothing is lost by a refusal, also when the page is left: it is kept as it was typed. */
async function refused(
  viewer: AccountViewer,
  id: string,
  errors: Record<string, string>,
  posted: FormData,
) {
  const answer = await autosavePosted(viewer, id, posted);
  const values = readSeriesForm(posted);
  const autosaved = answer === 'too_long' ? undefined : answer;
  const basis = basisOf(posted);
  return fail(400, { values, errors, preview: previewOf(values), autosaved, basis });
}

/** Everything typed goes with the page that shows what would become of the dates, and comes back with either answer. */
const review = (posted: FormData, fates: Fates, publish: boolean) => ({
  review: {
    fates,
    publish,
    again: textOf(posted, 'seen') !== '',
    fields: textsIn(posted).filter(([name]) => name !== 'seen'),
  },
});

/** Somebody saved it since: what differs, before anything is written over. */
async function meanwhile(series: SeriesRecord, { input, posted, publish }: Saving) {
  // Every field is there, and `previewFates` has found nothing wrong with it.
  const facts = await factsOf(input as ReadSeries, series.input);
  const fields = textsIn(posted).filter(([name]) => !['seen', 'basis'].includes(name));
  const { revision, revised } = series;
  return { meanwhile: { facts, fields, publish, revision, revised, basis: basisOf(posted) } };
}

const textsIn = (posted: FormData) =>
  [...posted].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
