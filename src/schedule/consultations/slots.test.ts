import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minutes } from '#platform/clock';
import { isHoliday } from '#platform/holidays';
import { addDays, instantOf, localDate, localTime, minutesOf, weekdayOf } from '#platform/tokyo';
import type { Weekday } from '../recurrence.ts';
import { EXCEPTION_KINDS, type Availability, type HoursException } from './availability.ts';
import { slotsOf, type Slot } from './slots.ts';

const hours = (startsAt: string, endsAt: string) => ({
  startsAtMinute: minutesOf(startsAt),
  endsAtMinute: minutesOf(endsAt),
});

const availability = (over: Partial<Availability> = {}): Availability => ({
  week: [],
  exceptions: [],
  exceptHolidays: false,
  closedAtYearEnd: false,
  slotMinutes: 40,
  pauseMinutes: 20,
  noticeMinutes: 120,
  horizonDays: 14,
  ...over,
});

const told = ({ startsAt, endsAt }: Slot) =>
  `${localDate(startsAt)} ${localTime(startsAt)}–${localTime(endsAt)}`;

// 23 November 2026, a holiday, is a Monday.
const MONDAY = '2026-11-23';
const WEEK_LATER = '2026-11-30';

test('a Wednesday evening of 40 minutes each with twenty between', () => {
  const week = [{ weekday: 3 as const, ...hours('19:00', '21:30') }];
  expect(slotsOf(availability({ week }), MONDAY, WEEK_LATER).map(told)).toEqual([
    '2026-11-25 19:00–19:40',
    '2026-11-25 20:00–20:40',
  ]);
});

test('the night from 22:00 to 25:00 is that evening’s, also past midnight', () => {
  const week = [{ weekday: 5 as const, ...hours('22:00', '25:00') }];
  const night = availability({ week, slotMinutes: 60, pauseMinutes: 0 });
  expect(slotsOf(night, MONDAY, WEEK_LATER).map(told)).toEqual([
    '2026-11-27 22:00–23:00',
    '2026-11-27 23:00–00:00',
    '2026-11-28 00:00–01:00',
  ]);
  expect(slotsOf(night, '2026-11-28', WEEK_LATER)).toEqual([]);
});

test('what runs on from the day before goes before what begins early', () => {
  const week = [
    { weekday: 5 as const, ...hours('23:30', '25:00') },
    { weekday: 6 as const, ...hours('0:30', '3:00') },
  ];
  const night = availability({ week, slotMinutes: 60, pauseMinutes: 15 });
  expect(slotsOf(night, MONDAY, WEEK_LATER).map(told)).toEqual([
    '2026-11-27 23:30–00:30',
    '2026-11-28 01:45–02:45',
  ]);
});

test('a holiday is left out where the supporter rests on holidays', () => {
  const week = [{ weekday: 1 as const, ...hours('10:00', '11:00') }];
  const on = (exceptHolidays: boolean) =>
    slotsOf(availability({ week, exceptHolidays }), MONDAY, addDays(WEEK_LATER, 1)).map(told);
  expect(on(false)).toHaveLength(2);
  expect(on(true)).toEqual(['2026-11-30 10:00–10:40']);
});

test('a day off, other hours and one more span, each for a date', () => {
  const week = [{ weekday: 3 as const, ...hours('19:00', '19:40') }];
  const exceptions: HoursException[] = [
    { date: '2026-11-25', kind: 'off', hours: null },
    { date: '2026-12-02', kind: 'instead', hours: hours('13:00', '13:40') },
    { date: '2026-12-09', kind: 'also', hours: hours('9:00', '9:40') },
  ];
  expect(slotsOf(availability({ week, exceptions }), MONDAY, '2026-12-10').map(told)).toEqual([
    '2026-12-02 13:00–13:40',
    '2026-12-09 09:00–09:40',
    '2026-12-09 19:00–19:40',
  ]);
});

const anyHours = fc
  .record({ start: fc.integer({ min: 0, max: 95 }), length: fc.integer({ min: 1, max: 96 }) })
  .map(({ start, length }) => ({
    startsAtMinute: start * 15,
    endsAtMinute: Math.min(2880, (start + length) * 15),
  }));

const anyException: fc.Arbitrary<HoursException> = fc
  .record({ day: fc.nat(13), kind: fc.constantFrom(...EXCEPTION_KINDS), span: anyHours })
  .map(({ day, kind, span }) =>
    kind === 'off'
      ? { date: addDays(MONDAY, day), kind, hours: null }
      : { date: addDays(MONDAY, day), kind, hours: span },
  );

const anyAvailability = fc
  .record({
    week: fc.array(
      fc
        .record({ weekday: fc.integer({ min: 1, max: 7 }), span: anyHours })
        .map(({ weekday, span }) => ({ weekday: weekday as Weekday, ...span })),
      { maxLength: 8 },
    ),
    exceptions: fc.array(anyException, { maxLength: 5 }),
    exceptHolidays: fc.boolean(),
    slotMinutes: fc.integer({ min: 10, max: 240 }),
    pauseMinutes: fc.integer({ min: 0, max: 240 }),
  })
  .map((over) => availability(over));

const FORTNIGHT = addDays(MONDAY, 14);
const forAll = (holds: (one: Availability) => void) =>
  fc.assert(fc.property(anyAvailability, holds), { numRuns: 60 });

/** The hours of a date, told anew and without the code under test. */
function hoursToldOf(one: Availability, date: string) {
  const exceptions = one.exceptions.filter((exception) => exception.date === date);
  const rests = exceptions.some(({ kind }) => kind !== 'also');
  const usual = rests || (one.exceptHolidays && isHoliday(date)) ? [] : one.week;
  return [
    ...usual.filter(({ weekday }) => weekday === weekdayOf(date)),
    ...exceptions.flatMap((exception) => exception.hours ?? []),
  ];
}

/** Every minute of the slot is within the hours of its date or of the day before. */
function isCovered(one: Availability, slot: Slot): boolean {
  const covered = (date: string) => {
    const midnight = instantOf(date, '00:00').getTime();
    const [from, to] = [slot.startsAt, slot.endsAt].map((at) => (at.getTime() - midnight) / 60_000);
    const told = hoursToldOf(one, date);
    for (let minute = from ?? 0; minute < (to ?? 0); minute += 5)
      if (!told.some((span) => span.startsAtMinute <= minute && minute < span.endsAtMinute))
        return false;
    return true;
  };
  const date = localDate(slot.startsAt);
  return covered(date) || covered(addDays(date, -1));
}

test('every slot lies within the availability, exceptions respected', () => {
  forAll((one) => {
    for (const slot of slotsOf(one, MONDAY, FORTNIGHT)) expect(isCovered(one, slot)).toBe(true);
  });
});

test('slots have exactly the length and at least the pause between them', () => {
  forAll((one) => {
    const slots = slotsOf(one, MONDAY, FORTNIGHT);
    let free = -Infinity;
    for (const { startsAt, endsAt } of slots) {
      expect(endsAt.getTime() - startsAt.getTime()).toBe(minutes(one.slotMinutes));
      expect(startsAt.getTime()).toBeGreaterThanOrEqual(free);
      free = endsAt.getTime() + minutes(one.pauseMinutes);
    }
  });
});

test('computed again, or in two parts, they are the same slots', () => {
  fc.assert(
    fc.property(anyAvailability, fc.nat(14), (one, day) => {
      const middle = addDays(MONDAY, day);
      const whole = slotsOf(one, MONDAY, FORTNIGHT);
      expect(slotsOf(one, MONDAY, FORTNIGHT)).toEqual(whole);
      const parts = [...slotsOf(one, MONDAY, middle), ...slotsOf(one, middle, FORTNIGHT)];
      expect(parts.map(told).sort()).toEqual(whole.map(told).sort());
    }),
    { numRuns: 60 },
  );
});

test('an hour that is long enough and free has its slot', () => {
  fc.assert(
    fc.property(anyHours, fc.integer({ min: 10, max: 240 }), (span, slotMinutes) => {
      const week = [{ weekday: 3 as const, ...span }];
      const one = availability({ week, slotMinutes, pauseMinutes: 0 });
      const most = Math.floor((span.endsAtMinute - span.startsAtMinute) / slotMinutes);
      expect(slotsOf(one, MONDAY, WEEK_LATER)).toHaveLength(most);
    }),
  );
});
