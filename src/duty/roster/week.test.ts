import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf } from '#platform/tokyo';
import type { Minutes } from '#windows';
import { SHIFT_ROLES, type ShiftRole } from '../shift.ts';
import { inHours, mondayOf, weekOf } from './week.ts';

const MONDAY = '2026-11-16';
const shift = (
  accountId: string,
  date: string,
  [from, until]: [string, string],
  role: ShiftRole = 'window_staff',
) => ({ accountId, role, startsAt: instantOf(date, from), endsAt: instantOf(date, until) });

const office: Minutes = { opens: 8 * 60 + 30, closes: 17 * 60 + 15 };
const week = (
  shifts: ReturnType<typeof shift>[],
  hours: (date: string) => Minutes[] = () => [office],
) => weekOf(MONDAY, hours, shifts, (date) => date === '2026-11-23');

describe('a Monday of two counsellors and reception', () => {
  const { days, minutesBy } = week([
    shift('hama', MONDAY, ['8:30', '17:15'], 'reception'),
    shift('ono', MONDAY, ['12:30', '17:15']),
    shift('saegusa', MONDAY, ['8:30', '12:30']),
  ]);
  const [monday] = days;
  test('stands in two lanes, who answers first', () => {
    expect(monday?.lanes.map((lane) => lane.map((one) => one.accountId))).toEqual([
      ['saegusa', 'ono'],
      ['hama'],
    ]);
  });
  test('is covered for 8.75 hours, each hour once', () => {
    expect(monday?.coveredMinutes).toBe(8.75 * 60);
    expect(monday?.gaps).toEqual([]);
  });
  test('counts the hours of each, most first', () => {
    expect([...minutesBy]).toEqual([
      ['hama', 525],
      ['ono', 285],
      ['saegusa', 240],
    ]);
  });
});

test('hours read with two places at most, whenever somebody went on duty', () => {
  expect([525, 90, 179.313_83].map(inHours)).toEqual([8.75, 1.5, 2.99]);
});

test('published hours that nobody keeps are gaps, also beside a peer supporter alone', () => {
  const { days } = week([
    shift('saegusa', MONDAY, ['8:30', '12:00']),
    shift('takeru', MONDAY, ['10:00', '15:00'], 'peer_supporter'),
    shift('hama', MONDAY, ['13:00', '17:15'], 'reception'),
  ]);
  expect(days[0]?.gaps).toMatchObject([{ from: 720, until: 780 }]);
  expect(days[0]?.lanes.map((lane) => lane.map((one) => one.accountId))).toEqual([
    ['saegusa', 'hama'],
    ['takeru'],
  ]);
  expect(days[1]?.gaps).toMatchObject([{ from: 510, until: 1035 }]);
});

test('where a gap is, no bar stands in its lane', () => {
  const { days } = week([shift('takeru', MONDAY, ['10:00', '15:00'], 'peer_supporter')]);
  expect(days[0]?.lanes.map((lane) => lane.length)).toEqual([0, 1]);
});

test('the table shows 8 to 22, and as many hours more as it needs', () => {
  expect(week([]).axis).toEqual({ from: 480, until: 1320 });
  expect(week([shift('a', MONDAY, ['7:00', '26:00'])]).axis).toEqual({ from: 360, until: 1560 });
});

test('a night stands on the day it begins and covers the hours of the next', () => {
  const night = () => [{ opens: 0, closes: 120 }];
  const { days } = week([shift('a', '2026-11-17', ['22:00', '26:00'])], night);
  expect(days[1]?.lanes.flat()).toMatchObject([{ from: 1320, until: 1560 }]);
  expect(days[2]?.lanes.flat()).toEqual([]);
  expect(days[2]?.gaps).toEqual([]);
});

test('of a night of last Sunday this week shows only what it covers', () => {
  const { days } = week([shift('a', '2026-11-15', ['22:00', '26:00'])], () => [
    { opens: 0, closes: 180 },
  ]);
  expect(days[0]?.lanes.flat()).toEqual([]);
  expect(days[0]?.gaps).toMatchObject([{ from: 120, until: 180 }]);
});

test.each([
  ['2026-11-16', '2026-11-16'],
  ['2026-11-22', '2026-11-16'],
  ['2027-01-01', '2026-12-28'],
  ['2024-02-29', '2024-02-26'],
])('%s is of the week of %s', (date, monday) => expect(mondayOf(date)).toBe(monday));

test('every shift of the week stands once, and no two of a lane overlap', () => {
  const someShift = fc
    .tuple(
      fc.nat(6),
      fc.nat(1439),
      fc.integer({ min: 1, max: 720 }),
      fc.constantFrom(...SHIFT_ROLES),
    )
    .map(([day, from, length, role]) => {
      const startsAt = new Date(Number(instantOf(MONDAY, '0:00')) + (day * 1440 + from) * 60_000);
      const endsAt = new Date(Number(startsAt) + length * 60_000);
      return { accountId: 'a', role, startsAt, endsAt };
    });
  fc.assert(
    fc.property(fc.array(someShift, { maxLength: 12 }), (shifts) => {
      const lanes = week(shifts).days.flatMap((day) => day.lanes);
      expect(lanes.flat()).toHaveLength(shifts.length);
      for (const lane of lanes)
        for (const [n, one] of lane.entries())
          expect((lane[n + 1]?.from ?? Infinity) >= one.until).toBe(true);
    }),
  );
});
