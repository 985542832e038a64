import { error, fail, redirect } from '@sveltejs/kit';
import { may, type AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { textOf } from '#platform/form';
import { localDate } from '#platform/tokyo';
import type { Fates, Problems } from '#schedule';
import {
  cancelOccurrence,
  consultationsOf,
  hidePortraitAt,
  nameStandBy,
  portraitAt,
  limitRepeats,
  previewAvailability,
  readAvailability,
  repeatsOf,
  saveAvailability,
  showPortraitAt,
  slotsOfSupporter,
  slotsUncovered,
  standByFor,
} from '#schedule/server';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import { signedIn } from '../../signed-in.server.ts';
import { portraitAnswer } from '../portrait-answer.server.ts';
import { problemWord } from '../series/editor-words.ts';
import {
  availabilityFormOf,
  availabilityInputOf,
  emptyAvailability,
  readAvailabilityForm,
  withBlanks,
  type AvailabilityForm,
  type ExceptionForm,
} from './availability-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const consultations = await consultationsOf(viewer);
  const chosen = chosenOf(consultations, viewer, event.url.searchParams);
  const uncovered = await slotsUncovered(viewer);
  if (!chosen) return { consultations, uncovered, chosen: null };
  const { seriesId, supporter } = chosen;
  const own = await readAvailability(viewer, seriesId, supporter);
  if (own === 'not_found') error(404);
  const said = (name: string) => Number(event.url.searchParams.get(name)) || 0;
  return {
    consultations,
    uncovered,
    chosen: {
      ...chosen,
      own: supporter === viewer.accountId,
      portrait: supporter === viewer.accountId ? await portraitAt(viewer, seriesId) : undefined,
      linkHost: own?.linkHost ?? null,
      values: own
        ? availabilityFormOf(own, localDate(now()))
        : emptyAvailability(seriesId, supporter),
      slots: await slotsOfSupporter(viewer, supporter),
      repeats: await repeatsToSet(viewer, consultations, seriesId),
      standBy: await standByOf(viewer, { seriesId, supporterAccountId: supporter }),
    },
    saved: event.url.searchParams.has('opened')
      ? { opened: said('opened'), gone: said('gone'), kept: said('kept') }
      : null,
  };
};

async function standByOf(
  viewer: AccountViewer,
  of: { seriesId: string; supporterAccountId: string },
) {
  const choice = await standByFor(viewer, of);
  if (choice === 'not_found') error(404);
  return choice;
}

/** Null for whoever publishes nothing there. */
const repeatsToSet = async (viewer: AccountViewer, all: Consultations, seriesId: string) => {
  const of = all.find(({ id }) => id === seriesId);
  return of && may(viewer, 'publish', of.organisationId) ? repeatsOf(seriesId) : null;
};

type Consultations = Awaited<ReturnType<typeof consultationsOf>>;

/** What the address asks for, else one's own, else the first there is. */
function chosenOf(all: Consultations, viewer: AccountViewer, asked: URLSearchParams) {
  const isOwn = ({ accountId }: { accountId: string }) => accountId === viewer.accountId;
  const series =
    all.find(({ id }) => id === asked.get('series')) ??
    all.find(({ supporters }) => supporters.some(isOwn)) ??
    all.find(({ supporters }) => supporters.length > 0);
  const supporter =
    series?.supporters.find(({ accountId }) => accountId === asked.get('supporter')) ??
    series?.supporters.find(isOwn) ??
    series?.supporters[0];
  return series && supporter && { seriesId: series.id, supporter: supporter.accountId };
}

export const actions: Actions = {
  preview: async (event) => {
    const viewer = signedIn(event);
    const { values, input, fieldOf } = await readForm(event, viewer);
    const fates = await previewAvailability(viewer, input);
    if (fates === 'not_found') error(404);
    if ('problems' in fates) return refuse(values, errorsOf(fates.problems, fieldOf));
    return { values, preview: shown(fates), clashes: fates.clashes };
  },
  save: async (event) => {
    const viewer = signedIn(event);
    const { values, input, fieldOf, seen, fields } = await readForm(event, viewer);
    const saved = await saveAvailability(viewer, input, seen);
    if (saved === 'not_found') error(404);
    if (typeof saved === 'string') return refuse(values, { 'day-1': REFUSED[saved]() });
    if ('problems' in saved) return refuse(values, errorsOf(saved.problems, fieldOf));
    if ('clashes' in saved) return fail(400, { values, clashes: saved.clashes });
    if ('review' in saved)
      return { review: { ...saved.review, fields, again: seen !== undefined } };
    const { opened, gone, kept } = saved;
    const told = new URLSearchParams({
      ...{ series: values.seriesId, supporter: values.supporter },
      ...{ opened: String(opened), gone: String(gone), kept: String(kept) },
    });
    redirect(303, `${localizeHref('/staff/slots')}?${told}`);
  },
  withdraw: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const [slot, reason] = [textOf(data, 'slot'), textOf(data, 'reason')];
    const done = await cancelOccurrence(viewer, slot, reason);
    if (done === 'not_found') error(404);
    if (done === 'over') return fail(400, { slot, refused: m.staff_dates_refused_over() });
    if (typeof done === 'object') return fail(400, { slot, refused: m.staff_problem_reason() });
    return { withdrawn: true };
  },
  standBy: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const of = { seriesId: textOf(data, 'series'), supporterAccountId: textOf(data, 'supporter') };
    const done = await nameStandBy(viewer, of, textOf(data, 'standBy'));
    if (done === 'not_found') error(404);
    return { standBy: done };
  },
  repeats: async (event) => {
    const viewer = signedIn(event);
    const data = await event.request.formData();
    const [mostHeld, mostIn30Days] = [countIn(data, 'mostHeld'), countIn(data, 'mostIn30Days')];
    const done = await limitRepeats(viewer, textOf(data, 'series'), { mostHeld, mostIn30Days });
    if (done === 'not_found') error(404);
    return { limited: true };
  },
  showPortrait: async (event) => portraitAnswer(await showPortraitAt(...(await ownPlace(event)))),
  hidePortrait: async (event) => portraitAnswer(await hidePortraitAt(...(await ownPlace(event)))),
};

const ownPlace = async (event: RequestEvent) =>
  [signedIn(event), textOf(await event.request.formData(), 'series')] as const;

/** Left empty: no limit. */
const countIn = (data: FormData, name: string) => Number(textOf(data, name)) || null;

const REFUSED = { overlaps: m.staff_slots_overlaps, busy: m.staff_slots_busy };

async function readForm(event: RequestEvent, viewer: AccountViewer) {
  const data = await event.request.formData();
  const typed = readAvailabilityForm(data);
  const values = { ...typed, exceptions: withBlanks(typed.exceptions.filter(isTyped)) };
  const seen = textOf(data, 'seen') || undefined;
  const fields = [...data].flatMap(([name, value]) =>
    typeof value === 'string' && name !== 'seen' ? [[name, value] as const] : [],
  );
  const read = availabilityInputOf(values, values.supporter === viewer.accountId);
  return { values, seen, fields, ...read };
}

const isTyped = ({ date, times }: ExceptionForm) => date.trim() !== '' || times.trim() !== '';

const refuse = (values: AvailabilityForm, errors: Record<string, string>) =>
  fail(400, { values, errors });

const errorsOf = (problems: Problems, fieldOf: (path: string) => string) =>
  Object.fromEntries(
    Object.entries(problems).map(([path, key]) => [fieldOf(path), problemWord(key)]),
  );

/** Coming slots as they would be. */
const shown = ({ dates }: Fates) => ({
  slots: dates.flatMap(({ to, taken }) => (to ? [{ ...to, taken }] : [])),
  goes: dates.filter(({ fate }) => fate === 'goes').length,
});
