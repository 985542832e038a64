/** What becomes of each coming date when the rules or places of its series change: shown first, then done. */
import type { PlannedDate } from './dates.ts';
import type { OccurrenceId } from './occurrence.ts';

interface Span {
  startsAt: Date;
  endsAt: Date;
}

/** A date as it stands before the change. */
export interface ComingDate extends Span {
  id: OccurrenceId;
  originalStart: Date;
  origin: 'rule' | 'added' | 'kept';
  state: 'scheduled' | 'cancelled';
  capacity: number | null;
  taken: number;
  waiting: number;
  /** Somebody signed up once or entered its room: it is never deleted. */
  inUse: boolean;
  /** By hand: neither rule nor series takes it back. */
  moved: boolean;
  resized: boolean;
  /** Of another place by hand, which stays; null for the usual one. */
  placeName: string | null;
}

export interface DateFate {
  /** Null for a new one. */
  id: OccurrenceId | null;
  /** `kept`: outside the rules, and stays because it is in use. */
  fate: 'stays' | 'moves' | 'new' | 'goes' | 'kept';
  from: Span | null;
  to: Span | null;
  cancelled: boolean;
  /** Places afterwards. */
  capacity: number | null;
  /** More places than the series will have, because so many are taken. */
  keepsPlaces: boolean;
  /** Of another place than its series. */
  placeName: string | null;
  /** People hold it, and it does not simply go on as it was. */
  touched: boolean;
  taken: number;
  waiting: number;
}

/** As they are shown before anything is done. */
export interface Fates {
  dates: DateFate[];
  /** A date goes, or one that people hold changes. */
  mustBeSeen: boolean;
  /** Of all that is shown; `reviseSeries` given it saves nothing else. */
  seen: string;
}

/** In order of time. `existing`: starts that have a row already and get no other; new dates are written before `until`. */
export function fatesOf(
  coming: ComingDate[],
  planned: PlannedDate[],
  { capacity, until, existing }: { capacity: number | null; until: Date; existing: Date[] },
): DateFate[] {
  const plans = new Map(planned.map((plan) => [plan.originalStart.getTime(), plan]));
  const known = new Set(existing.map(Number));
  return [
    ...coming.map((one) => fateOf(one, plans.get(one.originalStart.getTime()), capacity)),
    ...planned
      .filter((plan) => !known.has(plan.originalStart.getTime()) && plan.startsAt < until)
      .map((plan) => newDate(plan, capacity)),
  ].sort((a, b) => startOf(a) - startOf(b));
}

const startOf = ({ from, to }: DateFate): number => (to ?? from)?.startsAt.getTime() ?? 0;

function fateOf(one: ComingDate, plan: PlannedDate | undefined, capacity: number | null): DateFate {
  const { id, startsAt, endsAt, taken, waiting, placeName } = one;
  const from = { startsAt, endsAt };
  const same = { id, from, cancelled: one.state === 'cancelled', taken, waiting, placeName };
  if (!plan) return { ...same, ...outside(one) };
  const to = one.moved ? from : { startsAt: plan.startsAt, endsAt: plan.endsAt };
  const moves = !sameSpan(from, to);
  const places = placesOf(one, capacity);
  const touched =
    (moves && taken + waiting > 0) || (places.keepsPlaces && places.capacity !== one.capacity);
  return { ...same, fate: moves ? 'moves' : 'stays', to, ...places, touched };
}

function outside({ inUse, origin, startsAt, endsAt, capacity }: ComingDate) {
  const same = { capacity, keepsPlaces: false };
  return inUse
    ? { ...same, fate: 'kept' as const, to: { startsAt, endsAt }, touched: origin !== 'kept' }
    : { ...same, fate: 'goes' as const, to: null, touched: false };
}

/** Nobody who has a place loses it; what was sized by hand keeps its size. */
function placesOf(one: ComingDate, capacity: number | null) {
  if (capacity === null || (one.resized && one.capacity !== null))
    return { capacity: capacity === null ? null : one.capacity, keepsPlaces: false };
  return { capacity: Math.max(capacity, one.taken), keepsPlaces: one.taken > capacity };
}

const sameSpan = (a: Span, b: Span): boolean =>
  a.startsAt.getTime() === b.startsAt.getTime() && a.endsAt.getTime() === b.endsAt.getTime();

const newDate = ({ startsAt, endsAt }: PlannedDate, capacity: number | null): DateFate => ({
  id: null,
  fate: 'new',
  from: null,
  to: { startsAt, endsAt },
  cancelled: false,
  capacity,
  keepsPlaces: false,
  placeName: null,
  touched: false,
  taken: 0,
  waiting: 0,
});

/** Whether a publisher must have seen this before it is saved: a date goes, or one that people hold changes. */
export const mustBeSeen = (fates: DateFate[]): boolean =>
  fates.some(({ fate, touched }) => fate === 'goes' || touched);

/** All that a publisher is shown, as text: what is equal was seen. People at dates that only stay are left out. */
export const toldBy = (fates: DateFate[]): string =>
  JSON.stringify(
    fates.map(({ taken, waiting, ...told }) =>
      told.fate === 'stays' && !told.touched ? told : { ...told, taken, waiting },
    ),
  );
