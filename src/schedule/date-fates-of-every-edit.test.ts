import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, instantOf } from '#platform/tokyo';
import { rule } from '../../tests/support/rules.ts';
import { fatesOf, mustBeSeen, type ComingDate, type DateFate } from './date-fates.ts';
import { planOf } from './dates.ts';
import type { OccurrenceId } from './occurrence.ts';
import { rruleOf } from './recurrence.ts';
import { ON_HOLIDAY, type Rule } from './rule.ts';

/** A series in the hands of its publishers and of those who sign up, over the turn of a year with its holidays. */
interface Kept {
  day: number;
  dates: ComingDate[];
  written: number;
}

const START = '2026-12-10';
const DAYS_WRITTEN = 45;
/** As far beyond as a holiday may move a date. */
const BEYOND = 31;

const today = ({ day }: Kept) => addDays(START, day);
const nowOf = (kept: Kept) => instantOf(today(kept), '00:00');
const endOf = (kept: Kept) => addDays(today(kept), DAYS_WRITTEN);
const isComing = (kept: Kept) => (one: ComingDate) => one.startsAt > nowOf(kept);

const weekly = fc
  .record({
    weekdays: fc.constantFrom([1], [4], [1, 4] as const).map((days) => [...days]),
    interval: fc.constantFrom(1, 1, 2),
    startsAtMinute: fc.constantFrom(1200, 1200, 1140),
    onHoliday: fc.constantFrom(...ON_HOLIDAY),
    closedAtYearEnd: fc.boolean(),
  })
  .map(({ weekdays, interval, ...rest }) =>
    rule({
      rrule: rruleOf({ every: 'week', interval, weekdays }),
      validFrom: '2026-12-01',
      endsAtMinute: 1260,
      ...rest,
    }),
  );
const listed = fc
  .uniqueArray(fc.nat(60), { minLength: 1, maxLength: 4 })
  .map((days) => rule({ dates: days.map((day) => addDays(START, day)).sort() }));
const capacities = fc.option(fc.integer({ min: 1, max: 3 }));
const edits = fc.oneof(
  fc.record({
    does: fc.constant('revise' as const),
    rules: fc.array(fc.oneof(weekly, listed), { minLength: 1, maxLength: 2 }),
    capacity: capacities,
  }),
  fc.record({
    does: fc.constantFrom(
      'sign_up' as const,
      'leave' as const,
      'cancel' as const,
      'restore' as const,
      'resize' as const,
      'move' as const,
      'add' as const,
    ),
    at: fc.nat(5),
    by: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ does: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 6 }) }),
);
type Edit = typeof edits extends fc.Arbitrary<infer E> ? E : never;
type Revision = Extract<Edit, { does: 'revise' }>;
type HandEdit = Exclude<Edit, { does: 'revise' | 'wait' }>;

test('whatever is edited, in whichever order: a date keeps its identity, and nobody’s date goes or changes untold', () => {
  fc.assert(
    fc.property(fc.array(edits, { minLength: 3, maxLength: 14 }), (all) => {
      all.reduce(edited, { day: 0, dates: [], written: 0 });
    }),
    { numRuns: 150 },
  );
});

function edited(before: Kept, edit: Edit): Kept {
  if (edit.does === 'wait') return { ...before, day: before.day + edit.days };
  if (edit.does !== 'revise') return editedByHand(before, edit);
  const { fates, after, planned } = revised(before, edit);
  expectIdentitiesKept(before, after);
  expectAllTold(before, fates, after, planned);
  return after;
}

/** The fates asked for, then met, as those who save a series do it. */
function revised(before: Kept, { rules, capacity }: Revision) {
  const until = instantOf(endOf(before), '00:00');
  const coming = before.dates.filter(
    (one) => isComing(before)(one) && ['rule', 'kept'].includes(one.origin),
  );
  const planned = planOf(rules, today(before), addDays(endOf(before), BEYOND));
  const existing = before.dates.map(({ originalStart }) => originalStart);
  const fates = fatesOf(coming, planned, { capacity, until, existing });
  const byId = new Map(fates.map((fate) => [fate.id, fate]));
  const stay = before.dates.flatMap((one) => met(one, byId.get(one.id)));
  return { fates, planned, after: materialised({ ...before, dates: stay }, rules, capacity) };
}

function met(one: ComingDate, fate: DateFate | undefined): ComingDate[] {
  if (!fate) return [one];
  if (!fate.to) return [];
  return fate.fate === 'kept'
    ? [{ ...one, origin: 'kept' }]
    : [{ ...one, ...fate.to, origin: 'rule', capacity: fate.capacity }];
}

function materialised(kept: Kept, rules: Rule[], capacity: number | null): Kept {
  const known = new Set(kept.dates.map(({ originalStart }) => originalStart.getTime()));
  const missing = planOf(rules, today(kept), endOf(kept)).filter(
    ({ originalStart }) => !known.has(originalStart.getTime()),
  );
  const added = missing.map((plan, at) => newDate(kept.written + at, { ...plan, capacity }));
  return { ...kept, dates: [...kept.dates, ...added], written: kept.written + added.length };
}

const newDate = (
  n: number,
  of: Pick<ComingDate, 'originalStart' | 'startsAt' | 'endsAt' | 'capacity'>,
): ComingDate => ({
  id: `date-${n}` as OccurrenceId,
  origin: 'rule',
  state: 'scheduled',
  taken: 0,
  waiting: 0,
  inUse: false,
  moved: false,
  resized: false,
  placeName: null,
  ...of,
});

function editedByHand(kept: Kept, { does, at, by }: HandEdit): Kept {
  if (does === 'add') return withAdded(kept, by);
  const coming = kept.dates.filter(isComing(kept));
  const chosen = coming[at % (coming.length || 1)];
  if (!chosen) return kept;
  const change = { ...chosen, ...handled(chosen, does, by) };
  return { ...kept, dates: kept.dates.map((one) => (one === chosen ? change : one)) };
}

function handled(one: ComingDate, does: HandEdit['does'], by: number): Partial<ComingDate> {
  const free = one.capacity === null ? by : Math.min(by, one.capacity - one.taken);
  const later = (at: Date) => new Date(at.getTime() + by * 3_600_000 * 7);
  if (does === 'sign_up' && one.state === 'scheduled')
    return { inUse: true, taken: one.taken + free, waiting: one.waiting + by - free };
  if (does === 'leave') return { taken: 0 };
  if (does === 'cancel') return { state: 'cancelled' };
  if (does === 'restore') return { state: 'scheduled' };
  if (does === 'resize') return { capacity: Math.max(by, one.taken), resized: true };
  if (does === 'move')
    return { startsAt: later(one.startsAt), endsAt: later(one.endsAt), moved: true };
  return {};
}

function withAdded(kept: Kept, by: number): Kept {
  const startsAt = instantOf(addDays(today(kept), by), '19:00');
  if (kept.dates.some((one) => one.originalStart.getTime() === startsAt.getTime())) return kept;
  const endsAt = new Date(startsAt.getTime() + 3_600_000);
  const added = newDate(kept.written, { originalStart: startsAt, startsAt, endsAt, capacity: 2 });
  const dates = [...kept.dates, { ...added, origin: 'added' as const }];
  return { ...kept, dates, written: kept.written + 1 };
}

/** By its first start and its address a date is known to calendars, receipts and rooms. */
function expectIdentitiesKept(before: Kept, after: Kept): void {
  const originals = after.dates.map(({ originalStart }) => originalStart.getTime());
  expect(new Set(originals).size).toBe(originals.length);
  const known = new Map(after.dates.map((one) => [one.id, one]));
  for (const one of before.dates) {
    const now = known.get(one.id);
    if (now) expect(now.originalStart).toEqual(one.originalStart);
    else expect(one).toMatchObject({ inUse: false, taken: 0, waiting: 0 });
    if (now && (one.moved || one.origin === 'added' || !isComing(before)(one)))
      expect(spanOf(now)).toEqual(spanOf(one));
    if (now) expect(now).toMatchObject({ state: one.state, taken: one.taken });
    if (now && now.capacity !== null) expect(now.taken).toBeLessThanOrEqual(now.capacity);
  }
}

const spanOf = ({ startsAt, endsAt }: ComingDate) => ({ startsAt, endsAt });

function expectAllTold(
  before: Kept,
  fates: DateFate[],
  after: Kept,
  planned: ReturnType<typeof planOf>,
): void {
  const inRules = new Set(planned.map(({ originalStart }) => originalStart.getTime()));
  const known = new Map(after.dates.map((one) => [one.id, one]));
  const told = new Map(fates.map((fate) => [fate.id, fate]));
  for (const one of before.dates) {
    const now = known.get(one.id);
    const fate = told.get(one.id);
    const leavesTheRules = now?.origin === 'kept' && one.origin !== 'kept';
    const moves = now && now.startsAt.getTime() !== one.startsAt.getTime();
    if (!now) expect(fate).toMatchObject({ fate: 'goes', to: null });
    if (leavesTheRules) expect(inRules.has(one.originalStart.getTime())).toBe(false);
    if (leavesTheRules || (moves && one.taken + one.waiting > 0))
      expect(fate).toMatchObject({ touched: true, from: spanOf(one), to: spanOf(now) });
    if (!now || fate?.touched) expect(mustBeSeen(fates)).toBe(true);
  }
  const appear = after.dates.filter(({ id }) => before.dates.every((one) => one.id !== id));
  const announced = fates.filter(({ id }) => id === null).map(({ to }) => to?.startsAt.getTime());
  expect(appear.map(({ startsAt }) => startsAt.getTime()).sort()).toEqual(announced.sort());
}
