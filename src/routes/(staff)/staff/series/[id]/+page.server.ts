import { error, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { may, type AccountViewer } from '#accounts';
import type { OrganisationRecord } from '#organisations';
import { findOrganisation, shownNames } from '#organisations/server';
import { now } from '#platform/clock';
import { textOf } from '#platform/form';
import { localDate, localTime } from '#platform/tokyo';
import type { Problems, Revision, SeriesInput, SeriesRecord } from '#schedule';
import {
  approveSeries,
  endSeries,
  findSeries,
  previewRevision,
  reviseSeries,
  sendSeriesBack,
  submissionOf,
} from '#schedule/server';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { promoteWaiting } from '#signup/server';
import { signedIn } from '../../../signed-in.server.ts';
import { factsOf } from './approval.server.ts';
import { areaWord, errorsOf, previewOf, readEditor } from '../editing.server.ts';
import { problemWord } from '../editor-words.ts';
import { seriesFormOf } from '../series-input.ts';
import { dateActions } from './date-actions.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** A year of weeks, and some. */
const MOST_SHOWN = 60;

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const series = await findOwn(viewer, event.params.id);
  const place = { prefCode: series.input.prefCode, code5: series.input.code5 };
  const initial = seriesFormOf(series.input, await areaWord(place));
  const organisation = await findOrganisation(series.organisationId);
  const { waiting, remark } = await submissionOf(viewer, series.id);
  const shown = series.state === 'published' ? series.input : null;
  return {
    initial,
    state: series.state,
    waiting: waiting && { ...waiting, facts: await factsOf(waiting.input, shown) },
    remark,
    mayApprove: may(viewer, 'approve', series.organisationId),
    mayPublish: may(viewer, 'publish', series.organisationId),
    organisations: organisation ? [choiceOf(organisation)] : [],
    known: await shownNames(),
    preview: previewOf(initial),
    dates: series.occurrences.slice(0, MOST_SHOWN).map((one) => ({
      ...one,
      over: one.endsAt <= now(),
      date: localDate(one.startsAt),
      startTime: localTime(one.startsAt),
      endTime: localTime(one.endsAt),
    })),
    saved: event.url.searchParams.get('saved'),
  };
};

const choiceOf = ({ id, name, wantsApproval }: OrganisationRecord) => ({ id, name, wantsApproval });

async function findOwn(viewer: AccountViewer, id: string): Promise<SeriesRecord> {
  const series = z.guid().safeParse(id).success ? await findSeries(viewer, id) : undefined;
  if (!series) error(404);
  return series;
}

export const actions: Actions = {
  preview: async (event) => {
    signedIn(event);
    const { values, errors } = await readEditor(event.request);
    return { values, errors, preview: previewOf(values) };
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
    if (typeof done === 'string')
      return fail(400, { approvalRefused: m[`staff_approval_${done}`]() });
    return fail(400, { approvalRefused: Object.values(done.problems).map(problemWord).join('') });
  },
  sendBack: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const remark = textOf(data, 'remark').slice(0, 2000);
    const back = { submission: textOf(data, 'submission'), remark };
    const done = await sendSeriesBack(viewer, event.params.id, back);
    if (done === 'not_found') error(404);
    if (done === 'sent_back') redirect(303, localizeHref(`/staff/series/${event.params.id}`));
    return fail(400, { approvalRefused: m[`staff_approval_${done}`]() });
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
};

async function save(event: RequestEvent, publish: boolean) {
  const viewer = signedIn(event);
  const { id } = event.params;
  const posted = await event.request.clone().formData();
  const typed = await readEditor(event.request);
  await findOwn(viewer, id);
  const answer = await saveWhatWasSeen(viewer, id, typed.input, posted, publish);
  if (answer === 'saved' || answer === 'submitted')
    redirect(303, `${localizeHref(`/staff/series/${id}`)}?saved=${publish ? answer : 'draft'}`);
  if (answer === 'not_found') error(404);
  if (!('problems' in answer)) return review(posted, answer, publish);
  const { values } = typed;
  const errors = errorsOf(typed, answer.problems);
  return fail(400, { values, errors, preview: previewOf(values) });
}

/** Saved, or what the publisher must see first. */
async function saveWhatWasSeen(
  viewer: AccountViewer,
  id: string,
  input: SeriesInput,
  posted: FormData,
  publish: boolean,
): Promise<'saved' | 'submitted' | 'not_found' | { problems: Problems } | Revision> {
  const revision = await previewRevision(viewer, id, input);
  if (revision === 'not_found' || 'problems' in revision) return revision;
  const { seen } = revision;
  if (revision.mustBeSeen && textOf(posted, 'seen') !== seen) return revision;
  const saved = await reviseSeries(viewer, id, input, { publish, promote: promoteWaiting, seen });
  return saved === 'unseen' ? saveWhatWasSeen(viewer, id, input, posted, publish) : saved;
}

/** Everything typed goes with the page that shows what would become of the dates, and comes back with either answer. */
const review = (posted: FormData, revision: Revision, publish: boolean) => ({
  review: {
    revision,
    publish,
    again: textOf(posted, 'seen') !== '',
    fields: [...posted].flatMap(([name, value]) =>
      typeof value === 'string' && name !== 'seen' ? [[name, value] as const] : [],
    ),
  },
});
