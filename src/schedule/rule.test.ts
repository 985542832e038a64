import { describe, expect, test } from 'vitest';
import { rulesOfCode } from './hours-code.ts';
import { describeDate, describeRule, rhythmOf, ruleOf, type Rhythm } from './rule.ts';

const rhythm: Rhythm = {
  repeats: 'month',
  interval: 1,
  weekdays: [4],
  weeks: [2, 4],
  from: '2026-11-01',
  until: null,
  startsAt: '20:00',
  endsAt: '21:30',
  skipsHolidays: false,
};

describe('a rule as a sentence', () => {
  test.each<[Partial<Rhythm>, string, string]>([
    [{}, '毎月 第2・第4木曜日 20:00–21:30', 'Every 2nd and 4th Thursday of the month, 20:00–21:30'],
    [
      { weeks: [-1], weekdays: [5] },
      '毎月 最終金曜日 20:00–21:30',
      'Every last Friday of the month, 20:00–21:30',
    ],
    [{ repeats: 'week' }, '毎週 木曜日 20:00–21:30', 'Every Thursday, 20:00–21:30'],
    [
      { repeats: 'week', interval: 2 },
      '隔週 木曜日 20:00–21:30',
      'Every other Thursday, 20:00–21:30',
    ],
    [
      {
        repeats: 'week',
        weekdays: [1, 2, 3, 4, 5],
        skipsHolidays: true,
        startsAt: '17:00',
        endsAt: '26:00',
      },
      '毎週 平日 17:00–26:00（祝日は休み）',
      'Every weekday, 17:00–26:00 (not on public holidays)',
    ],
    [
      { repeats: 'once', from: '2026-11-26' },
      '11月26日（木） 20:00–21:30',
      'Thursday 26 November, 20:00–21:30',
    ],
  ])('%j', (over, japanese, english) => {
    const rule = ruleOf({ ...rhythm, ...over });
    expect(describeRule(rule, 'ja')).toBe(japanese);
    expect(describeRule(rule, 'en')).toBe(english);
  });

  test('a date carries its weekday', () =>
    expect(describeDate('2026-11-23', 'ja')).toBe('11月23日（月）'));

  test('what the editor wrote is what it reads again', () =>
    expect(rhythmOf(ruleOf(rhythm))).toEqual(rhythm));
});

describe('the government code', () => {
  const rrules = (code: string) =>
    rulesOfCode(code, { from: '2026-11-01', until: null })?.map((r) => r.rrule);

  test.each([
    ['13Mo 10:00-12:00', ['FREQ=MONTHLY;BYDAY=1MO,3MO']],
    ['0Tu3Fr 13:00-16:00', ['FREQ=WEEKLY;BYDAY=TU', 'FREQ=MONTHLY;BYDAY=3FR']],
    ['6Fr 13:00-16:00', ['FREQ=MONTHLY;BYDAY=-1FR']],
    ['7Su 13:00-16:00', ['FREQ=WEEKLY;INTERVAL=2;BYDAY=SU']],
    [
      '0Mo0Tu0We0Th0Fr 10:00-16:00 except 4Mo',
      ['FREQ=WEEKLY;BYDAY=TU,WE,TH,FR', 'FREQ=MONTHLY;BYDAY=1MO,2MO,3MO,5MO'],
    ],
  ])('%s', (code, expected) => expect(rrules(code)).toEqual(expected));

  test('times past midnight are kept', () => {
    const rules = rulesOfCode('0Fr 17:00-26:00', { from: '2026-11-01', until: null });
    expect(rules?.[0]).toMatchObject({ startsAtMinute: 1020, endsAtMinute: 1560 });
  });

  test.each(['', '13Mo', '8Mo 10:00-12:00', 'Mo 10:00-12:00', '0Mo 10-12'])('refuses %j', (code) =>
    expect(rrules(code)).toBeUndefined(),
  );
});
