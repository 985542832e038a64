import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHoursCode } from './hours-code.ts';
import { describeHours } from './hours-words.ts';

const said = (code: string) => {
  const rules = readHoursCode(code) ?? [];
  return [describeHours(rules, 'ja'), describeHours(rules, 'en')];
};

describe('hours read back', () => {
  test.each([
    [
      '0Mo0Tu0We0Th0Fr 08:30-17:15 except holidays year_end',
      '月〜金 8:30–17:15（祝日・年末年始は休み）',
      'Mon–Fri 8:30–17:15 (closed on public holidays, 29 Dec to 3 Jan)',
    ],
    [
      '0Mo0We0Fr 10:00-12:00,13:00-16:00',
      '月・水・金 10:00–12:00、13:00–16:00',
      'Mon, Wed, Fri 10:00–12:00, 13:00–16:00',
    ],
    ['4We 10:00-12:00', '第4水曜 10:00–12:00', '4th Wed of the month 10:00–12:00'],
    ['13Sa 10:00-12:00', '第1・第3土曜 10:00–12:00', '1st, 3rd Sat of the month 10:00–12:00'],
    ['6Fr 18:00-20:00', '最終金曜 18:00–20:00', 'last Fri of the month 18:00–20:00'],
    ['0Th 12:00-18:00', '木曜 12:00–18:00', 'Thu 12:00–18:00'],
    ['daily 17:00-26:00', '毎日 17:00–26:00', 'Every day 17:00–2:00 the next day'],
    ['daily 00:00-24:00', '毎日 24時間', 'Every day 24 hours'],
    ['day10 08:00-24:00', '毎月10日 8:00–24:00', 'Day 10 of each month 8:00–24:00'],
    [
      '0Mo0Th 09:00-16:00 @中部; 0Tu 09:00-16:00 @市役所',
      '月・木 9:00–16:00 中部、火曜 9:00–16:00 市役所',
      'Mon, Thu 9:00–16:00 中部; Tue 9:00–16:00 市役所',
    ],
    [
      '0Mo 09:00-12:00 except holidays; 0Tu 09:00-12:00',
      '月曜 9:00–12:00（祝日は休み）、火曜 9:00–12:00',
      'Mon 9:00–12:00 (closed on public holidays); Tue 9:00–12:00',
    ],
  ])('%s', (code, japanese, english) => {
    expect(said(code)).toEqual([japanese, english]);
  });

  test('say the days of the month together with the weekdays they must be', () => {
    const on = (over: object) => {
      const rules = [{ monthDays: [10, 25], opens: 600, closes: 720, ...over }];
      return [describeHours(rules, 'ja'), describeHours(rules, 'en')];
    };
    expect(on({ weekdays: [1, 2, 3, 4, 5] })).toEqual([
      '毎月10・25日（月〜金のとき） 10:00–12:00',
      'Day 10, 25 of each month, if it is Mon–Fri 10:00–12:00',
    ]);
    expect(on({ weekdays: [3], weeks: [2] })[0]).toBe('毎月10・25日（第2水曜のとき） 10:00–12:00');
  });

  test('say nothing of no rules', () => {
    expect(said('')).toEqual(['', '']);
  });

  test('name each opening time of every rule', () => {
    const rule = fc.record({
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      opens: fc.integer({ min: 0, max: 1438 }),
      closes: fc.integer({ min: 1439, max: 1439 }),
    });
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), (rules) => {
        for (const { opens } of rules) {
          const time = `${Math.floor(opens / 60)}:${String(opens % 60).padStart(2, '0')}–`;
          expect(describeHours(rules, 'ja')).toContain(time);
        }
      }),
    );
  });
});
