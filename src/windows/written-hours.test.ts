import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#platform/tokyo';
import { readHoursCode } from './hours-code.ts';
import { describeHours } from './hours-words.ts';
import { EVERY_OFFICE, hoursOn, type HoursRule } from './hours.ts';
import { readHours } from './imports/row-words.ts';
import { readWrittenHours } from './written-hours.ts';

const office = 'except holidays year_end';

describe('hours in words', () => {
  test.each([
    ['月〜金 8:30〜17:15', '', `0Mo0Tu0We0Th0Fr 08:30-17:15 ${office}`],
    ['平日　９：００～１７：００', '', `0Mo0Tu0We0Th0Fr 09:00-17:00 ${office}`],
    [
      '月・水・金 10:00～12:00、13:00～16:00',
      '祝日',
      '0Mo0We0Fr 10:00-12:00,13:00-16:00 except holidays',
    ],
    ['第4水曜 10:00〜12:00', '', `4We 10:00-12:00 ${office}`],
    ['第１・第３土曜日　午後1時30分から4時まで', '年末年始', '13Sa 13:30-16:00 except year_end'],
    ['毎月第2、4火曜日 10時〜正午', '祝日・年末年始', `24Tu 10:00-12:00 ${office}`],
    ['最終金曜 18:00-20:00', '', `6Fr 18:00-20:00 ${office}`],
    ['第1月曜・第3水曜 10:00-12:00', '', `1Mo3We 10:00-12:00 ${office}`],
    ['毎週木曜 12:00〜18:00', '', `0Th 12:00-18:00 ${office}`],
    [
      '月曜日から金曜日（祝日・年末年始を除く）の午前9時から午後5時まで',
      '',
      `0Mo0Tu0We0Th0Fr 09:00-17:00 ${office}`,
    ],
    ['祝日を除く月〜土曜 9:00-17:00', '', '0Mo0Tu0We0Th0Fr0Sa 09:00-17:00 except holidays'],
    [
      '平日 8:30〜17:15（12:00〜13:00を除く）',
      '',
      `0Mo0Tu0We0Th0Fr 08:30-12:00,13:00-17:15 ${office}`,
    ],
    [
      '平日9時〜17時、土曜9時〜12時',
      '祝日・年末年始',
      `0Mo0Tu0We0Th0Fr 09:00-17:00 ${office}; 0Sa 09:00-12:00 ${office}`,
    ],
    [
      '火〜土 9:00〜17:00（祝日・年末年始（12/29〜1/3）は休み）',
      '',
      `0Tu0We0Th0Fr0Sa 09:00-17:00 ${office}`,
    ],
    ['9:00〜18:00', '日曜・祝日', '0Mo0Tu0We0Th0Fr0Sa 09:00-18:00 except holidays'],
    ['平日 9:00〜17:00', '水曜・祝日', '0Mo0Tu0Th0Fr 09:00-17:00 except holidays'],
    [
      '月〜金 8:30〜17:00、メールは24時間（返信は翌開所日以降）',
      '',
      `0Mo0Tu0We0Th0Fr 08:30-17:00 ${office}`,
    ],
    ['受付時間：月～金　8:30～17:15（事前予約制）', '', `0Mo0Tu0We0Th0Fr 08:30-17:15 ${office}`],
    ['金・土 17:00〜26:00', '', `0Fr0Sa 17:00-26:00 ${office}`],
    ['365日24時間', '', 'daily 00:00-24:00'],
    ['年中無休 10:00〜22:00', '', 'daily 10:00-22:00'],
  ])('%s (%s) are read', (text, closed, code) => {
    expect(readWrittenHours(text, closed)).toEqual(readHoursCode(code));
  });

  test.each([
    ['of no certain days', '9:00〜17:00', ''],
    ['of days that may be holidays too', '毎日 9:00〜17:00', ''],
    ['with more than one understands', '9:00〜17:00。土日の無料相談会が月2回', '土日祝・年末年始'],
    ['that differ by what one wants', '電話 9:00〜17:00、来所 10:00〜16:00', '土日祝'],
    ['that differ by place', '平日 9:00〜16:00', '月・木 中部ふくしあ内／火・水・金 社内'],
    ['of the afternoon, perhaps', '水 1:00〜4:00', ''],
    ['that end before they begin', '平日 9時〜5時', ''],
    ['of a noon that may be midnight', '平日 午前9時〜午後12時', ''],
    ['with some other year’s end', '平日 9:00〜17:00', '年末年始（12/28〜1/4）'],
    ['on a day on which it is closed', '月〜土 9:00〜17:00', '土日'],
    ['with brackets that say nothing', '平日 9:00〜17:00（12:00〜13:00）', ''],
    ['of a week that ends before it begins', '金〜月 9:00〜17:00', ''],
    ['on two weekdays of one week', '第1月・水 9:00〜17:00', ''],
    ['once a month, who knows when', '月1回 10:00〜12:00', ''],
    ['without times', '月〜金', ''],
    ['that are only closed', '', '祝日'],
  ])('%s stay words: %s (%s)', (_, text, closed) => {
    expect(readWrittenHours(text, closed)).toBeUndefined();
  });
});

/** The real windows that ship, with their hours in words, and as whoever read their pages wrote them in the code. */
async function shipped() {
  const csv = await readFile(new URL('./data/windows.csv', import.meta.url), 'utf8');
  return parse<Record<string, string>>(csv, { columns: true }).map((row) => ({
    name: row['name'] ?? '',
    tokyo: row['code5']?.startsWith('13') ?? false,
    text: row['hours_text'] ?? '',
    closed: row['closed_text'] ?? '',
    code: row['hours_code'] ?? '',
  }));
}

const dates = Array.from({ length: 60 }, (_, n) => addDays('2026-12-01', n));
const isHoliday = (date: string) => date === '2027-01-11';

/** The times of each date, wherever it is. */
const timesOf = (rules: HoursRule[]) =>
  dates.map((date) =>
    hoursOn({ rules, exceptions: [] }, date, isHoliday)
      .spans.map(({ opens, closes }) => `${opens}-${closes}`)
      .toSorted(),
  );

test('of 43 real windows 22 tell their hours; 21 are read from their words, to the same times as their codes', async () => {
  const windows = await shipped();
  const told = windows.filter(({ text }) => text !== '');
  expect([windows.length, told.length]).toEqual([43, 22]);
  const words = told.filter(({ text, closed }) => !readWrittenHours(text, closed));
  expect(words.map(({ name }) => name)).toEqual(['生活支援相談窓口（社会福祉課保護班）']);
  for (const { name, text, closed, code } of told.filter((one) => !words.includes(one)))
    expect(timesOf(readWrittenHours(text, closed) ?? []), name).toEqual(
      timesOf(readHours(code, closed)),
    );
});

test('of Tokyo’s windows three tell their hours, and all three are read', async () => {
  const told = (await shipped()).filter(({ tokyo, text }) => tokyo && text !== '');
  expect(told).toHaveLength(3);
  for (const { text, closed } of told) expect(readWrittenHours(text, closed)).toHaveLength(1);
});

const anyRule: fc.Arbitrary<HoursRule> = fc
  .record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 }),
    weeks: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1 })),
    opens: fc.integer({ min: 300, max: 1439 }),
    length: fc.integer({ min: 1, max: 900 }),
  })
  .map(({ weeks, weekdays, length, ...rule }) => ({
    ...rule,
    ...(weeks ? { weekdays: weekdays.slice(0, 1), weeks } : { weekdays }),
    closes: rule.opens + length,
    except: EVERY_OFFICE,
  }));

test('what we write ourselves is read to the same days and times, or not at all', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(anyRule, { minLength: 1, maxLength: 3 }), (rules) => {
      const again = readWrittenHours(describeHours(rules, 'ja'), '');
      if (!again) return;
      read += 1;
      expect(timesOf(again)).toEqual(timesOf(rules));
    }),
    { numRuns: 300 },
  );
  expect(read).toBeGreaterThan(150);
});

test('a cell of a thousand signs keeps nobody waiting', () => {
  for (const text of [
    '月・'.repeat(500),
    '9:00〜'.repeat(300),
    '（'.repeat(1_000),
    '第1・'.repeat(400),
  ]) {
    const before = process.cpuUsage().user;
    readWrittenHours(text, text);
    expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(500);
  }
});
