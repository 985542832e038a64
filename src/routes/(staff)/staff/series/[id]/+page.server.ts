import { error, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { may, type AccountViewer } from '#accounts';
import { findOrganisation } from '#organisations/server';
import { textOf } from '#platform/form';
import { localDate, localTime } from '#platform/tokyo';
import type { Problems, Revision, SeriesInput, SeriesRecord } from '#schedule';
import {
  cancelOccurrence,
  endSeries,
  findSeries,
  moveOccurrence,
  previewRevision,
  reviseSeries,
} from '#schedule/server';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { promoteWaiting } from '#signup/server';
import { signedIn } from '../../../signed-in.server.ts';
import { typedDate, typedTime } from '../../typed.ts';
import { areaWord, errorsOf, previewOf, readEditor } from '../editing.server.ts';
import { problemWord } from '../editor-words.ts';
import { saysAllDates, seriesFormOf } from '../series-input.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const series = await findOwn(viewer, event.params.id);
  const place = { prefCode: series.input.prefCode, code5: series.input.code5 };
  const initial = seriesFormOf(series.input, await areaWord(place));
  const organisation = await findOrganisation(series.organisationId);
  return {
    initial,
    keepsRules: !saysAllDates(series.input),
    state: series.state,
    mayPublish: may(viewer, 'publish', series.organisationId),
    organisations: organisation ? [{ id: organisation.id, name: organisation.name }] : [],
    preview: previewOf(initial),
    dates: series.occurrences.slice(0, 24).map((one) => ({
      ...one,
      date: localDate(one.startsAt),
      startTime: localTime(one.startsAt),
      endTime: localTime(one.endsAt),
    })),
    saved: event.url.searchParams.get('saved'),
  };
};

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
  end: async (event) => {
    const viewer = signedIn(event);
    const reason = textOf(await event.request.formData(), 'reason').slice(0, 2000);
    const ended = await endSeries(viewer, event.params.id, reason);
    if (ended === 'not_found') error(404);
    if (ended !== 'ended') return fail(400, { endRefused: m.staff_problem_reason() });
    return { ended };
  },
  cancel: async (event) => {
    const { viewer, occurrence, text } = await readChange(event);
    const reason = text('reason');
    const done = await cancelOccurrence(viewer, occurrence, reason);
    return reply(occurrence, done, { reason });
  },
  move: async (event) => {
    const { viewer, occurrence, text } = await readChange(event);
    const typed = { date: text('date'), startsAt: text('startsAt'), endsAt: text('endsAt') };
    const to = {
      date: typedDate(typed.date),
      startsAt: typedTime(typed.startsAt),
      endsAt: typedTime(typed.endsAt),
    };
    return reply(occurrence, await moveOccurrence(viewer, occurrence, to), typed);
  },
};

async function save(event: RequestEvent, publish: boolean) {
  const viewer = signedIn(event);
  const { id } = event.params;
  const posted = await event.request.clone().formData();
  const typed = await readEditor(event.request);
  const { input: stored } = await findOwn(viewer, id);
  // What the form could not show it must not overwrite.
  const rules = saysAllDates(stored) ? typed.input.rules : stored.rules;
  const answer = await saveWhatWasSeen(viewer, id, { ...typed.input, rules }, posted, publish);
  if (answer === 'saved')
    redirect(
      303,
      `${localizeHref(`/staff/series/${id}`)}?saved=${publish ? 'published' : 'draft'}`,
    );
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
): Promise<'saved' | 'not_found' | { problems: Problems } | Revision> {
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

async function readChange(event: RequestEvent) {
  const viewer = signedIn(event);
  const data = await event.request.formData();
  const text = (name: string) => textOf(data, name).slice(0, 2000);
  return { viewer, occurrence: text('occurrence'), text };
}

type Changed = 'cancelled' | 'moved' | 'over' | 'overlaps' | 'not_found' | { problems: Problems };

/** What became of one date, told beside it with what was typed. */
function reply(occurrence: string, changed: Changed, typed: Record<string, string>) {
  if (changed === 'not_found') error(404);
  if (changed === 'cancelled')
    return { changed: { occurrence, done: m.staff_dates_done_cancelled() } };
  if (changed === 'moved') return { changed: { occurrence, done: m.staff_dates_done_moved() } };
  if (changed === 'over') return refusal(occurrence, { all: m.staff_dates_refused_over() }, typed);
  if (changed === 'overlaps')
    return refusal(occurrence, { all: m.staff_dates_refused_overlaps() }, typed);
  const errors = Object.fromEntries(
    Object.entries(changed.problems).map(([field, key]) => [field, problemWord(key)]),
  );
  return refusal(occurrence, errors, typed);
}

const refusal = (
  occurrence: string,
  errors: Record<string, string>,
  typed: Record<string, string>,
) => fail(400, { changed: { occurrence, errors, typed } });
