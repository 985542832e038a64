import { error, fail } from '@sveltejs/kit';
import { hasRole, type AccountViewer } from '#accounts';
import { organisationsOf } from '#organisations/server';
import { now } from '#platform/clock';
import { textOf } from '#platform/form';
import { addDays, localDate } from '#platform/tokyo';
import { cancelOccurrence, findSeries, saveSlots, seriesOf } from '#schedule/server';
import { m } from '#paraglide/messages';
import { signedIn } from '../../signed-in.server.ts';
import { problemWord } from '../series/editor-words.ts';
import { typedDate, typedNumber, typedTime } from '../typed.ts';
import { slotTimes } from './slot-times.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const series = await consultationsOf(viewer);
  const mine = await Promise.all(series.map(({ id }) => slotsOfMine(viewer, id)));
  const slots = mine.flat().sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const usual: SlotsForm = {
    seriesId: series[0]?.id ?? '',
    date: addDays(localDate(now()), 1),
    from: '19:00',
    to: '21:00',
    length: '30',
    pause: '10',
  };
  return { series, slots, usual };
};

async function consultationsOf(viewer: AccountViewer): Promise<{ id: string; title: string }[]> {
  const organisations = (await organisationsOf(viewer)).filter(({ id }) =>
    hasRole(viewer, id, 'peer_supporter'),
  );
  const series = await Promise.all(organisations.map(({ id }) => seriesOf(viewer, id)));
  return series
    .flat()
    .filter(({ kind, state }) => kind === 'peer_consultation' && state === 'published')
    .map(({ id, title }) => ({ id, title }));
}

const slotsOfMine = async (viewer: AccountViewer, seriesId: string) =>
  ((await findSeries(viewer, seriesId))?.occurrences ?? []).filter(
    (slot) => slot.supporterAccountId === viewer.accountId && slot.state === 'scheduled',
  );

interface SlotsForm {
  seriesId: string;
  date: string;
  from: string;
  to: string;
  length: string;
  pause: string;
}

async function readSlots(request: Request): Promise<SlotsForm> {
  const data = await request.formData();
  const text = (name: string) => textOf(data, name).slice(0, 200);
  return {
    seriesId: text('seriesId'),
    date: text('date'),
    from: text('from'),
    to: text('to'),
    length: text('length'),
    pause: text('pause'),
  };
}

const timesOf = (values: SlotsForm) =>
  slotTimes({
    from: typedTime(values.from),
    to: typedTime(values.to),
    length: typedNumber(values.length) ?? NaN,
    pause: typedNumber(values.pause) ?? 0,
  });

export const actions: Actions = {
  preview: async (event) => {
    signedIn(event);
    const values = await readSlots(event.request);
    return { values, times: timesOf(values) };
  },
  save: async (event) => {
    const viewer = signedIn(event);
    const values = await readSlots(event.request);
    const slots = timesOf(values);
    const refuse = (errors: Record<string, string>) => fail(400, { values, times: slots, errors });
    if (slots.length === 0) return refuse({ from: m.staff_problem_slots() });
    const date = typedDate(values.date);
    const saved = await saveSlots(viewer, { seriesId: values.seriesId, date, slots });
    if (saved === 'saved') return { values, saved: slots.length };
    if (saved === 'not_found') return refuse({ seriesId: m.staff_slots_none() });
    if (saved === 'overlaps') return refuse({ from: m.staff_slots_overlaps() });
    return refuse(
      Object.fromEntries(
        Object.entries(saved.problems).map(([path, key]) => [fieldOf(path), problemWord(key)]),
      ),
    );
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
};

/** Times of a single slot are wrong only through the day's own. */
const fieldOf = (path: string): string => {
  if (path.endsWith('startsAt')) return 'from';
  return path.endsWith('endsAt') ? 'to' : path;
};
