import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closuresOf, type Closures } from './closures.ts';
import { rulesOfCode } from './hours-code.ts';
import { describeDate, describeRule } from './rule-sentence.ts';
import { ON_HOLIDAY, rhythmOf, ruleOf, type Rhythm } from './rule.ts';

const rhythm: Rhythm = {
  repeats: 'month',
  interval: 1,
  weekdays: [4],
  weeks: [2, 4],
  monthDays: [],
  dates: [],
  from: '2026-11-01',
  until: null,
  startsAt: '20:00',
  endsAt: '21:30',
  onHoliday: 'held',
  closedAtYearEnd: false,
  closedMonths: [],
};

const said = (over: Partial<Rhythm>) => {
  const rule = ruleOf({ ...rhythm, ...over });
  return [describeRule(rule, 'ja'), describeRule(rule, 'en')];
};

describe('a rhythm as a sentence', () => {
  test.each<[Partial<Rhythm>, string, string]>([
    [{}, '毎月 第2・第4木曜日', 'Every 2nd and 4th Thursday of the month'],
    [{ weeks: [-1], weekdays: [5] }, '毎月 最終金曜日', 'Every last Friday of the month'],
    [{ weeks: [1, -1] }, '毎月 第1・最終木曜日', 'Every 1st and last Thursday of the month'],
    [{ weeks: [3], interval: 2 }, '隔月 第3木曜日', 'Every other month on the 3rd Thursday'],
    [{ weeks: [3], interval: 3 }, '3か月ごと 第3木曜日', 'Every 3 months on the 3rd Thursday'],
    [{ repeats: 'week' }, '毎週 木曜日', 'Every Thursday'],
    [{ repeats: 'week', weekdays: [6, 2] }, '毎週 火・土曜日', 'Every Tuesday and Saturday'],
    [{ repeats: 'week', interval: 2 }, '隔週 木曜日', 'Every other Thursday'],
    [{ repeats: 'week', interval: 3 }, '3週間ごと 木曜日', 'Every 3 weeks on Thursday'],
    [{ repeats: 'week', weekdays: [1, 2, 3, 4, 5] }, '毎週 平日', 'Every weekday'],
    [{ repeats: 'day' }, '毎日', 'Every day'],
    [{ repeats: 'day', interval: 10 }, '10日ごと', 'Every 10 days'],
    [{ repeats: 'month_day', monthDays: [15] }, '毎月 15日', 'Every 15th of the month'],
    [{ repeats: 'month_day', monthDays: [-1] }, '毎月 末日', 'Every last day of the month'],
    [
      { repeats: 'month_day', monthDays: [-1, 22, 1, 13] },
      '毎月 1・13・22日・末日',
      'Every 1st, 13th, 22nd and last day of the month',
    ],
    [
      { repeats: 'month_day', monthDays: [31], interval: 2 },
      '隔月 31日',
      'Every other month on the 31st',
    ],
    [{ repeats: 'once', from: '2026-11-26' }, '11月26日（木）', 'Thursday 26 November'],
    [
      { repeats: 'dates', dates: ['2026-12-10', '2026-11-26', '2026-11-26'] },
      '11月26日（木）、12月10日（木）',
      'Thursday 26 November and Thursday 10 December',
    ],
    [
      { repeats: 'dates', dates: ['2026-12-24', '2027-01-14', '2027-01-28'] },
      '12月24日（木）、2027年1月14日（木）、1月28日（木）',
      'Thursday 24 December, Thursday 14 January 2027 and Thursday 28 January',
    ],
  ])('%j', (over, japanese, english) =>
    expect(said(over)).toEqual([`${japanese} 20:00–21:30`, `${english}, 20:00–21:30`]),
  );

  test.each([
    ['20:00', '24:00'],
    ['17:00', '26:00'],
    ['0:00', '48:00'],
  ])('from %s to %s is said as it was written', (startsAt, endsAt) =>
    expect(said({ startsAt, endsAt })).toEqual([
      `毎月 第2・第4木曜日 ${startsAt}–${endsAt}`,
      `Every 2nd and 4th Thursday of the month, ${startsAt}–${endsAt}`,
    ]),
  );
});

describe('when it does not take place, as a sentence', () => {
  test.each<[Partial<Rhythm>, string, string]>([
    [{ onHoliday: 'skipped' }, '（祝日は休み）', ' (not on public holidays)'],
    [{ onHoliday: 'day_before' }, '（祝日のときは前日）', ' (on public holidays the day before)'],
    [{ onHoliday: 'day_after' }, '（祝日のときは翌日）', ' (on public holidays the day after)'],
    [{ onHoliday: 'week_after' }, '（祝日のときは翌週）', ' (on public holidays a week later)'],
    [{ closedAtYearEnd: true }, '（年末年始は休み）', ' (not from 29 December to 3 January)'],
    [{ closedMonths: [8] }, '（8月は休み）', ' (not in August)'],
    [{ closedMonths: [12, 8] }, '（8月・12月は休み）', ' (not in August or December)'],
    [
      { onHoliday: 'skipped', closedAtYearEnd: true, closedMonths: [8] },
      '（祝日・年末年始・8月は休み）',
      ' (not on public holidays, from 29 December to 3 January or in August)',
    ],
    [
      { onHoliday: 'week_after', closedAtYearEnd: true },
      '（祝日のときは翌週、年末年始は休み）',
      ' (on public holidays a week later; not from 29 December to 3 January)',
    ],
    [{ until: '2027-03-25' }, '（2027年3月25日（木）まで）', ' (until Thursday 25 March 2027)'],
    [
      { closedMonths: [8], until: '2027-03-25' },
      '（8月は休み、2027年3月25日（木）まで）',
      ' (not in August; until Thursday 25 March 2027)',
    ],
  ])('%j', (over, japanese, english) =>
    expect(said(over)).toEqual([
      `毎月 第2・第4木曜日 20:00–21:30${japanese}`,
      `Every 2nd and 4th Thursday of the month, 20:00–21:30${english}`,
    ]),
  );

  test('nothing changes a date that is named itself', () =>
    expect(said({ repeats: 'once', onHoliday: 'skipped', closedMonths: [11] })).toEqual([
      '11月1日（日） 20:00–21:30',
      'Sunday 1 November, 20:00–21:30',
    ]));
});

test('a date carries its weekday', () =>
  expect(describeDate('2026-11-23', 'ja')).toBe('11月23日（月）'));

const days = (most: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: most }), { minLength: 1, maxLength: 4 })
    .map((list) => list.sort((a, b) => a - b));
const some = {
  interval: fc.integer({ min: 1, max: 12 }),
  weekdays: days(7),
  weeks: days(5),
  monthDays: days(31),
  onHoliday: fc.constantFrom(...ON_HOLIDAY),
  closedAtYearEnd: fc.boolean(),
  closedMonths: days(11),
};
const rhythms = fc.record(some).chain(({ interval, weekdays, weeks, monthDays, ...closed }) =>
  fc.constantFrom<Partial<Rhythm>>(
    { repeats: 'once', weekdays: [], weeks: [] },
    { repeats: 'dates', weekdays: [], weeks: [], dates: ['2026-11-01', '2026-12-24'] },
    { repeats: 'day', interval, weekdays: [], weeks: [], ...closed },
    { repeats: 'week', interval, weekdays: weekdays as Rhythm['weekdays'], weeks: [], ...closed },
    {
      repeats: 'month',
      interval,
      weekdays: weekdays as Rhythm['weekdays'],
      weeks: weeks as Rhythm['weeks'],
      ...closed,
    },
    { repeats: 'month_day', interval, weekdays: [], weeks: [], monthDays, ...closed },
  ),
);

test('what the editor wrote is what it reads again', () => {
  fc.assert(
    fc.property(rhythms, (over) => {
      const written = { ...rhythm, ...over };
      const read = rhythmOf(ruleOf(written));
      expect(read).toEqual(written.repeats === 'dates' ? { ...written, until: null } : written);
    }),
  );
});

test.each<[string, Partial<Closures>]>([
  ['毎月第1・第3月曜(祝日は休み)', { onHoliday: 'skipped' }],
  ['月〜金 10:00〜16:00(第4月曜・祝日休み)', { onHoliday: 'skipped' }],
  ['平日 15:00〜17:00', { onHoliday: 'skipped' }],
  ['第2月曜(祝日の場合は翌週)', { onHoliday: 'week_after' }],
  ['第2月曜、祝日のときは前日', { onHoliday: 'day_before' }],
  ['第3水曜、年末年始と8月は休み', { closedAtYearEnd: true, closedMonths: [8] }],
  ['毎週火曜、毎月第3金曜', {}],
])('the closed days of 「%s」', (text, closures) =>
  expect(closuresOf(text)).toEqual({
    onHoliday: 'held',
    closedAtYearEnd: false,
    closedMonths: [],
    ...closures,
  }),
);

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
      ['FREQ=MONTHLY;BYDAY=1MO,2MO,3MO,5MO', 'FREQ=WEEKLY;BYDAY=TU,WE,TH,FR'],
    ],
    ['daily 10:00-12:00,13:00-15:00', ['FREQ=DAILY', 'FREQ=DAILY']],
    ['day15 10:00-12:00', ['FREQ=MONTHLY;BYMONTHDAY=15']],
  ])('%s', (code, expected) => expect(rrules(code)).toEqual(expected));

  test('times past midnight are kept', () => {
    const rules = rulesOfCode('0Fr 17:00-26:00', { from: '2026-11-01', until: null });
    expect(rules?.[0]).toMatchObject({ startsAtMinute: 1020, endsAtMinute: 1560 });
  });

  test('closes on the days it names, whatever is said beside it', () => {
    const around = { from: '2026-11-01', until: null, closedMonths: [8] };
    expect(rulesOfCode('0Fr 17:00-18:00 except holidays year_end', around)).toMatchObject([
      { onHoliday: 'skipped', closedAtYearEnd: true, closedMonths: [8] },
    ]);
    expect(rulesOfCode('0Fr 17:00-18:00', { ...around, onHoliday: 'week_after' })).toMatchObject([
      { onHoliday: 'week_after', closedAtYearEnd: false, closedMonths: [8] },
    ]);
  });

  test.each(['', '13Mo', '8Mo 10:00-12:00', '0Mo 10-12', '0Mo 10:00-12:00 @市役所'])(
    'refuses %j',
    (code) => expect(rrules(code)).toBeUndefined(),
  );
});
