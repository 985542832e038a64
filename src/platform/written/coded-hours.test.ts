import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCodedHours } from './coded-hours.ts';

const at = { spans: [{ opens: 540, closes: 600 }], closed: undefined, place: undefined };
const daysOf = (code: string) => readCodedHours(code)?.flatMap(({ days }) => days);

describe('a code of days and hours', () => {
  test.each([
    ['0Mo0Fr', [{ every: 'week', weekdays: [1, 5] }]],
    ['7Su', [{ every: 'other_week', weekdays: [7] }]],
    ['13Mo13We', [{ every: 'month', weekdays: [1, 3], weeks: [1, 3] }]],
    ['6Fr', [{ every: 'month', weekdays: [5], weeks: [6] }]],
    ['daily', [{ every: 'day' }]],
    ['day10', [{ every: 'month_day', monthDays: [10] }]],
    [
      '0Tu3Fr',
      [
        { every: 'week', weekdays: [2] },
        { every: 'month', weekdays: [5], weeks: [3] },
      ],
    ],
  ])('says which days: %s', (days, expected) =>
    expect(readCodedHours(`${days} 09:00-10:00`)).toEqual([{ ...at, days: expected }]),
  );

  test.each([
    ['0Mo0Tu 09:00-10:00 except 4Mo', [[1, [1, 2, 3, 5]], [2]]],
    ['0Mo 09:00-10:00 except 24Mo holidays', [[1, [1, 3, 5]]]],
    ['123Mo 09:00-10:00 except 2Mo', [[1, [1, 3]]]],
    ['0Mo 09:00-10:00 except 4Tu', [[1]]],
  ])('leaves days of the month out: %s', (code, expected) =>
    expect(
      daysOf(code)?.map((days) =>
        days.every === 'month'
          ? [...days.weekdays, days.weeks]
          : 'weekdays' in days && days.weekdays,
      ),
    ).toEqual(expected),
  );

  test('tells the times, also past midnight, the closed days and the place, part by part', () => {
    const [first, second, ...more] =
      readCodedHours(
        '0Mo 9:00-12:00,13:00-26:00 except holidays year_end; 0Tu 08:00-32:00 @中部 1階',
      ) ?? [];
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      spans: [
        { opens: 540, closes: 720 },
        { opens: 780, closes: 1560 },
      ],
      closed: ['holidays', 'year_end'],
      place: undefined,
    });
    expect(second).toMatchObject({
      spans: [{ opens: 480, closes: 1920 }],
      closed: undefined,
      place: '中部 1階',
    });
  });

  test('of nothing has no parts', () => expect(readCodedHours(' ')).toEqual([]));

  test.each([
    'Mo 09:00-10:00',
    '0Mo',
    '0Mo 9-10',
    '0Mo 10:00-09:00',
    '0Mo 10:00-10:00',
    '0Xx 09:00-10:00',
    '8Mo 09:00-10:00',
    '01Mo 09:00-10:00',
    'day0 09:00-10:00',
    'day32 09:00-10:00',
    '0Mo 09:00-49:00',
    '0Mo 24:00-25:00',
    '0Mo 09:00-10:00 but holidays',
    '0Mo 09:00-10:00 except',
    '0Mo 09:00-10:00 except moons',
    '0Mo 09:00-10:00 except 6Mo',
    '4Mo 09:00-10:00 except 4Mo',
    'daily 09:00-10:00 except 4Mo',
    '0Mo 09:00-10:00; 月曜 9時から',
  ])('that cannot be read is refused as a whole: %s', (code) =>
    expect(readCodedHours(code)).toBeUndefined(),
  );

  test('whatever is left out, no week stays that was, and no other goes', () => {
    const weeks = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4', '5'), { minLength: 1 });
    fc.assert(
      fc.property(weeks, weeks, (held, gone) => {
        const stay = held.filter((week) => !gone.includes(week)).map(Number);
        expect(daysOf(`${held.join('')}We 09:00-10:00 except ${gone.join('')}We`)).toEqual(
          stay.length > 0 ? [{ every: 'month', weekdays: [3], weeks: stay }] : undefined,
        );
      }),
    );
  });
});
