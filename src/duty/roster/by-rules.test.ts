/** Who is on duty at an instant by rules alone: the roster of an office, asked in no order, in any zone. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { AccountId } from '#accounts';
import { isHoliday } from '#platform/holidays';
import { minutesOf } from '#platform/tokyo';
import { whoIsThere, type Shift } from '../presence.ts';
import { datesOf, type ShiftRule } from './rule.ts';

type Hours = Partial<ShiftRule['hours']>;

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const RESTS: Hours['except'] = ['holidays', 'year_end'];

/** Who, from, until, and when not every day. */
const ROSTER: [string, string, string, Hours?][] = [
  ['morning', '8:30', '12:30', { weekdays: [1, 2, 3, 4, 5], except: RESTS }],
  ['evening', '17:15', '24:00', { except: ['holidays'] }],
  ['night', '22:00', '26:00', { weekdays: [5, 6] }],
  ['all day', '0:00', '24:00', { weekdays: [7], weeks: [5] }],
  ['small hours', '0:00', '2:00', { weekdays: [1], weeks: [1] }],
  ['until morning', '23:00', '47:00', { weekdays: [3], weeks: [6] }],
];

const shifts = (): Shift[] =>
  ROSTER.flatMap(([who, opens, closes, over]) =>
    datesOf(
      {
        hours: {
          ...{ weekdays: EVERY_DAY, opens: minutesOf(opens), closes: minutesOf(closes) },
          ...over,
        },
        ...{ validFrom: '2026-10-01', validUntil: '2027-02-28' },
      },
      ['2026-10-01', '2027-03-31'],
      isHoliday,
    ).map(({ startsAt, endsAt }) => ({
      ...{ accountId: who as AccountId, windowId: 'desk', role: 'window_staff', capacity: 1 },
      ...{ startsAt, endsAt },
    })),
  );

const onDuty = (moment: string): string[] => {
  const at = new Date(`${moment.replace(' ', 'T')}+09:00`);
  const leases = ROSTER.map(([who]) => ({
    accountId: who as AccountId,
    dueAt: new Date(Number(at) + 1),
  }));
  return whoIsThere(shifts(), leases, new Map(), at).map(({ accountId }) => accountId);
};

/** Not in order: a clock that is set back asks again of what it had passed. */
const INSTANTS: [string, string[]][] = [
  // An office day, at its edges.
  ['2026-11-19 08:29:59.999', []],
  ['2026-11-19 08:30:00.000', ['morning']],
  ['2026-11-19 12:29:59.999', ['morning']],
  ['2026-11-19 12:30:00.000', []],
  ['2026-11-19 08:30:00.000', ['morning']],
  // To midnight: 24:00 is the first moment of the next day, and nobody's.
  ['2026-11-19 17:15:00.000', ['evening']],
  ['2026-11-19 23:59:59.999', ['evening']],
  ['2026-11-20 00:00:00.000', []],
  // Over midnight: 26:00 is two o'clock of the next day.
  ['2026-11-20 22:00:00.000', ['evening', 'night']],
  ['2026-11-21 00:00:00.000', ['night']],
  ['2026-11-21 01:59:59.999', ['night']],
  ['2026-11-21 02:00:00.000', []],
  ['2026-11-20 21:59:59.999', ['evening']],
  // The night of Saturday is still on duty on Sunday; that of Sunday there is none.
  ['2026-11-22 01:00:00.000', ['night']],
  ['2026-11-23 01:00:00.000', []],
  // A public holiday, Monday 23 November: its evening rests, and so does its morning.
  ['2026-11-23 09:00:00.000', []],
  ['2026-11-23 18:00:00.000', []],
  ['2026-11-24 09:00:00.000', ['morning']],
  // The fifth Sunday, all day, and where its day meets the next.
  ['2026-11-29 00:00:00.000', ['night', 'all day']],
  ['2026-11-29 23:59:59.999', ['evening', 'all day']],
  ['2026-11-30 00:00:00.000', []],
  // The first Monday of a month, from midnight.
  ['2026-12-06 23:59:59.999', ['evening']],
  ['2026-12-07 00:00:00.000', ['small hours']],
  ['2026-12-07 02:00:00.000', []],
  // The last Wednesday: a whole day from eleven at night on.
  ['2026-12-30 23:00:00.000', ['evening', 'until morning']],
  ['2026-12-31 22:59:59.999', ['evening', 'until morning']],
  ['2026-12-31 23:00:00.000', ['evening']],
  // The year's end, where only some rest, and the change of years.
  ['2026-12-28 09:00:00.000', ['morning']],
  ['2026-12-29 09:00:00.000', []],
  ['2026-12-31 23:59:59.999', ['evening']],
  ['2027-01-01 00:00:00.000', []],
  ['2027-01-01 18:00:00.000', []],
  ['2027-01-02 00:30:00.000', ['night']],
  ['2027-01-04 09:00:00.000', ['morning']],
  // The last day of the rules, whose night goes on into the day after.
  ['2027-02-28 18:00:00.000', ['evening']],
  ['2027-02-28 01:00:00.000', ['night']],
  ['2027-03-01 09:00:00.000', []],
  // Where clocks elsewhere are set back or forward, Japan's are not.
  ['2026-10-25 01:30:00.000', ['night']],
  ['2026-11-01 01:30:00.000', ['night']],
  ['2026-10-01 08:30:00.000', ['morning']],
  ['2026-09-30 18:00:00.000', []],
];

afterEach(() => vi.unstubAllEnvs());

describe.each(['Asia/Tokyo', 'America/New_York', 'Pacific/Kiritimati'])(
  'on a machine whose clock is of %s',
  (zone) => {
    test.each(INSTANTS)('at %s', (moment, people) => {
      vi.stubEnv('TZ', zone);
      expect(onDuty(moment)).toEqual(people);
    });
  },
);
