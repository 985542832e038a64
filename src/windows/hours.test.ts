import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isHoliday } from '#platform/holidays';
import { readHoursCode } from './hours-code.ts';
import { hoursOn, neverCloses, openStateAt, type HoursRule } from './hours.ts';

const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+09:00`);
const rules = (code: string) => readHoursCode(code) ?? [];
const isOpen = (given: HoursRule[], now: Date) =>
  openStateAt(given, now, isHoliday).state === 'open';

const office = 'except holidays year_end';
const tables: [name: string, code: string, open: string[], closed: string[]][] = [
  [
    'an office on weekdays, closed on holidays and at the year’s end',
    `0Mo0Tu0We0Th0Fr 08:30-17:15 ${office}`,
    ['2026-11-20 08:30', '2026-11-20 17:14', '2026-12-28 10:00', '2027-01-04 08:30'],
    [
      '2026-11-20 08:29',
      '2026-11-20 17:15',
      '2026-11-21 10:00',
      '2026-11-23 10:00',
      '2026-12-29 10:00',
      '2027-01-01 10:00',
      '2027-01-03 10:00',
      '2026-09-22 10:00',
      '2026-05-06 10:00',
    ],
  ],
  [
    'a desk with a noon break',
    '0Mo 10:00-12:00,13:00-16:00',
    ['2026-11-23 11:59', '2026-11-23 13:00', '2026-11-23 15:59'],
    ['2026-11-23 12:00', '2026-11-23 12:59', '2026-11-23 16:00', '2026-11-24 11:00'],
  ],
  [
    'a night line from noon to 29:30',
    'daily 12:00-29:30',
    ['2026-11-21 12:00', '2026-11-21 23:59', '2026-11-22 00:00', '2026-11-22 05:29'],
    ['2026-11-22 05:30', '2026-11-22 11:59'],
  ],
  [
    'a shift to 26:00 that starts on Fridays only',
    '0Fr 17:00-26:00',
    ['2026-11-20 17:00', '2026-11-20 23:59', '2026-11-21 00:00', '2026-11-21 01:59'],
    ['2026-11-20 16:59', '2026-11-21 02:00', '2026-11-21 17:00', '2026-11-20 01:00'],
  ],
  [
    'a line that adds the tenth of each month from 8:00 to the next morning',
    'daily 16:00-21:00; day10 08:00-32:00',
    ['2026-11-09 16:00', '2026-11-10 08:00', '2026-11-10 23:30', '2026-11-11 07:59'],
    ['2026-11-09 21:00', '2026-11-10 07:59', '2026-11-11 08:00', '2026-11-11 21:00'],
  ],
  [
    'a line with whole nights on the third Friday and Saturday',
    'daily 10:00-21:00; 3Fr3Sa 00:00-24:00',
    ['2026-11-20 03:00', '2026-11-20 23:59', '2026-11-21 00:00', '2026-11-21 22:00'],
    ['2026-11-13 22:00', '2026-11-14 03:00', '2026-11-22 00:00', '2026-11-27 22:00'],
  ],
  [
    'a desk on the fourth Wednesday',
    '4We 10:00-12:00',
    ['2026-11-25 10:00', '2026-12-23 11:59'],
    ['2026-11-18 10:00', '2026-12-30 10:00', '2026-11-25 12:00'],
  ],
  [
    'a desk on the last Friday',
    '6Fr 18:00-20:00',
    ['2026-11-27 18:00', '2027-01-29 18:00', '2027-02-26 18:00'],
    ['2026-11-20 18:00', '2027-01-22 18:00'],
  ],
  [
    'a children’s line closed at the year’s end',
    'daily 16:00-21:00 except year_end',
    ['2026-12-28 16:00', '2027-01-04 20:59', '2026-11-23 16:00'],
    ['2026-12-29 16:00', '2026-12-31 20:00', '2027-01-03 16:00'],
  ],
];

describe.each(tables)('%s', (_, code, open, closed) => {
  test.each(open)('is open at %s', (instant) => {
    expect(isOpen(rules(code), at(instant))).toBe(true);
  });
  test.each(closed)('is closed at %s', (instant) => {
    expect(isOpen(rules(code), at(instant))).toBe(false);
  });
});

describe('what is said beside the hours', () => {
  test('unknown hours stay unknown, never closed', () => {
    expect(openStateAt(null, at('2026-11-21 10:00'), isHoliday)).toEqual({ state: 'unknown' });
    expect(openStateAt([], at('2026-11-21 10:00'), isHoliday)).toEqual({ state: 'unknown' });
  });

  test('a line of 24 hours never closes', () => {
    const always = rules('daily 00:00-24:00');
    expect(neverCloses(always)).toBe(true);
    expect(openStateAt(always, at('2026-12-31 23:59'), isHoliday)).toEqual({
      state: 'open',
      until: null,
    });
  });

  test('spans that touch are read as one: to 21:00, then the whole tenth', () => {
    const line = rules('daily 16:00-24:00; day10 00:00-24:00');
    expect(openStateAt(line, at('2026-11-09 20:00'), isHoliday)).toEqual({
      state: 'open',
      until: at('2026-11-11 00:00'),
    });
  });

  test('the next opening after the year’s end is the first working day', () => {
    const desk = rules(`0Mo0Tu0We0Th0Fr 09:00-17:00 ${office}`);
    expect(openStateAt(desk, at('2026-12-28 17:00'), isHoliday)).toEqual({
      state: 'closed',
      next: at('2027-01-04 09:00'),
    });
  });

  test('the next opening within one day is after the noon break', () => {
    const desk = rules('0Mo 10:00-12:00,13:00-16:00');
    expect(openStateAt(desk, at('2026-11-23 12:00'), isHoliday)).toEqual({
      state: 'closed',
      next: at('2026-11-23 13:00'),
    });
  });

  test('a day closed for once sends on to the next, another day opened for once is open', () => {
    const desk = rules('0Mo 10:00-12:00');
    const exceptions = [
      { date: '2026-11-23', hours: [], note: '研修のため' },
      { date: '2026-11-25', hours: [{ opens: 1020, closes: 1560 }], note: '' },
    ];
    const state = (text: string) => openStateAt(desk, at(text), isHoliday, exceptions);
    expect(state('2026-11-23 10:30')).toEqual({ state: 'closed', next: at('2026-11-25 17:00') });
    expect(state('2026-11-26 01:59')).toEqual({ state: 'open', until: at('2026-11-26 02:00') });
    expect(state('2026-11-30 10:30')).toMatchObject({ state: 'open' });
  });

  test('a rule that never applies foresees no opening', () => {
    const never = [{ monthDays: [31], weeks: [1], opens: 0, closes: 60 }];
    expect(openStateAt(never, at('2026-11-23 12:00'), isHoliday)).toEqual({
      state: 'closed',
      next: null,
    });
  });
});

const anyRule = fc
  .record({
    opens: fc.integer({ min: 0, max: 1439 }),
    length: fc.integer({ min: 1, max: 1440 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  })
  .map(({ opens, length, weekdays }) => ({ weekdays, opens, closes: opens + length }));
const anyInstant = fc.date({
  min: at('2026-01-01 00:00'),
  max: at('2027-12-31 00:00'),
  noInvalidDate: true,
});

describe('for any rules', () => {
  test('closed always names an opening ahead, at which it is open', () => {
    fc.assert(
      fc.property(
        fc.array(anyRule, { minLength: 1, maxLength: 4 }),
        anyInstant,
        (given, instant) => {
          const state = openStateAt(given, instant, isHoliday);
          if (state.state !== 'closed') return;
          expect(state.next && state.next > instant).toBe(true);
          expect(state.next && isOpen(given, state.next)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('open ends where it says: shut at that minute, open the minute before', () => {
    fc.assert(
      fc.property(
        fc.array(anyRule, { minLength: 1, maxLength: 4 }),
        anyInstant,
        (given, instant) => {
          const state = openStateAt(given, instant, isHoliday);
          if (state.state !== 'open' || !state.until) return;
          expect(isOpen(given, state.until)).toBe(false);
          expect(isOpen(given, new Date(state.until.getTime() - 1))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a date with hours of its own has these and no others', () => {
    fc.assert(
      fc.property(fc.array(anyRule), fc.boolean(), (rules, closed) => {
        const hours = closed ? [] : [{ opens: 600, closes: 660 }];
        const exceptions = [{ date: '2026-11-20', hours, note: '' }];
        expect(hoursOn({ rules, exceptions }, '2026-11-20', isHoliday).spans).toEqual(hours);
        expect(hoursOn({ rules, exceptions }, '2026-11-27', isHoliday)).toEqual(
          hoursOn({ rules, exceptions: [] }, '2026-11-27', isHoliday),
        );
      }),
    );
  });
});
