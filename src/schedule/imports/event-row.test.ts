import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registerOf, type Area } from '#areas';
import type { Sheet } from '#platform/sheets';
import { seriesInput } from '../input.ts';
import type { Reading, ReadRow } from '#imports';
import { readEvents } from './event-row.ts';
import type { ImportedEvent } from './imported-event.ts';
import { seriesOfEvents } from './series-of-events.ts';

const prefectures = [
  { prefCode: '13', name: '東京都', kana: '', nameEn: '' },
  { prefCode: '14', name: '神奈川県', kana: '', nameEn: '' },
  { prefCode: '01', name: '北海道', kana: '', nameEn: '' },
];
const area = (code5: string, name: string, kind: Area['kind'] = 'city'): Area => ({
  ...{ code5, name, kind, prefCode: code5.slice(0, 2) },
  ...{ kana: '', prefecture: '', prefectureEn: '' },
});
const register = registerOf(
  [
    area('01100', '札幌市', 'designated_city'),
    area('13116', '豊島区', 'special_ward'),
    area('13206', '府中市'),
    area('14100', '横浜市', 'designated_city'),
    area('14382', '箱根町', 'town'),
  ],
  prefectures,
);
const reading: Reading = { register, home: null, siteUrl: null, today: null };

const WELL = {
  市区町村コード: '131164',
  no: '1',
  イベント名: '家族のつどい',
  開始日: '2026-12-05',
  開始時間: '13:30',
  終了時間: '15:00',
  場所名称: '区民センター',
};

const sheetOf = (...rows: Record<string, string>[]): Sheet => {
  const heads = [...new Set(rows.flatMap(Object.keys))];
  return {
    encoding: 'utf-8',
    separator: ',',
    heads,
    rows: rows.map((row, at) => ({ line: at + 2, cells: heads.map((head) => row[head] ?? '') })),
  };
};
const readAll = (
  rows: Record<string, string>[],
  over: Partial<Reading> = {},
): ReadRow<ImportedEvent>[] => [...(readEvents(sheetOf(...rows), { ...reading, ...over }) ?? [])];
function readOne(
  cells: Record<string, string>,
  over: Partial<Reading> = {},
): ReadRow<ImportedEvent> {
  const [row] = readAll([{ ...WELL, ...cells }], over);
  if (!row) throw new Error('a row was dropped');
  return row;
}

test('a row that says all is taken as it is', () => {
  expect(readOne({})).toMatchObject({
    outcome: 'accepted',
    repairs: [],
    refusals: [],
    numbers: ['131164:1:家族のつどい', '131164:1:2026-12-05'],
    item: {
      title: '家族のつどい',
      code5: '13116',
      placeName: '区民センター',
      span: { from: '2026-12-05', until: '2026-12-05', startsAtMinute: 810, endsAtMinute: 900 },
    },
  });
});

describe('a repair has a name', () => {
  test.each<[string, Record<string, string>, object]>([
    ['code_zero_added', { 市区町村コード: '11002' }, { code5: '01100' }],
    ['code_without_check_digit', { 市区町村コード: '13116' }, { code5: '13116' }],
    ['code_of_ward', { 市区町村コード: '141046' }, { code5: '14100' }],
    [
      'code_from_address',
      { 市区町村コード: '', 住所: '神奈川県足柄下郡箱根町湯本1' },
      { code5: '14382' },
    ],
    ['number_missing', { no: '' }, {}],
    ['coordinates_swapped', { 緯度: '139.7', 経度: '35.6' }, {}],
    ['coordinates_left_out', { 緯度: '0', 経度: '35.6' }, {}],
    ['wide_digits', { 開始日: '２０２６-１２-０５' }, {}],
    ['date_form', { 開始日: '2026/12/5' }, {}],
    ['era_date', { 開始日: '令和8年12月5日' }, {}],
    ['date_from_note', { 開始日: '', 日時備考: '2026-12-05 13:30から' }, {}],
    ['end_date_ignored', { 終了日: '2026-11-05' }, {}],
    ['time_form', { 開始時間: '午後1時30分' }, {}],
    ['times_in_one_cell', { 開始時間: '13:30~15:00', 終了時間: '' }, {}],
    ['time_from_note', { 開始時間: '', 日時備考: '午後1時半から' }, {}],
    ['end_time_assumed', { 終了時間: '13:00' }, {}],
    ['phones_split', { 電話番号: '03-1111-2222/03-1111-3333' }, {}],
    ['url_left_out', { url: '/event/1.html' }, {}],
    ['capacity_left_out', { 定員: '2000' }, { capacity: null }],
    ['text_shortened', { 説明: 'あ'.repeat(700) }, {}],
  ])('%s', (repair, cells, event) => {
    const row = readOne(cells);
    expect(row.outcome).toBe('repaired');
    expect(row.repairs).toContain(repair);
    expect(row.item).toMatchObject({ title: '家族のつどい', ...event });
  });

  test('a repeated number is nobody’s', () => {
    const rows = readAll([WELL, { ...WELL, イベント名: '別の会' }, { ...WELL, no: '2' }]);
    expect(rows.map(({ numbers }) => numbers.length)).toEqual([0, 0, 2]);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['repaired', 'repaired', 'accepted']);
  });

  test('hours past midnight belong to the evening before', () => {
    const night = {
      from: '2026-12-05',
      until: '2026-12-05',
      startsAtMinute: 1020,
      endsAtMinute: 1560,
    };
    expect(readOne({ 開始時間: '17:00', 終了時間: '26:00' })).toMatchObject({
      repairs: ['late_hours'],
      item: { span: night },
    });
    expect(readOne({ 開始時間: '17:00', 終了時間: '2:00' })).toMatchObject({
      repairs: ['end_next_day'],
      item: { span: night },
    });
    expect(readOne({ 開始時間: '17:00', 終了日: '2026-12-06', 終了時間: '2:00' })).toMatchObject({
      outcome: 'accepted',
      item: { span: night },
    });
    expect(readOne({ 開始時間: '24:30', 終了時間: '26:00' }).item?.span).toEqual({
      ...{ from: '2026-12-06', until: '2026-12-06' },
      ...{ startsAtMinute: 30, endsAtMinute: 120 },
    });
  });

  test('no time and long periods stay words: nothing is invented', () => {
    expect(readOne({ 開始時間: '', 終了時間: '' })).toMatchObject({
      repairs: ['time_missing'],
      item: { span: null, scheduleText: '2026年12月5日' },
    });
    expect(readOne({ 終了日: '2027-01-31', 日時備考: '毎週土曜' })).toMatchObject({
      repairs: ['period_as_text'],
      item: { span: null, scheduleText: '2026年12月5日〜2027年1月31日 13:30〜15:00 毎週土曜' },
    });
  });

  test('where the row names no town, the organisation’s own is taken', () => {
    const home = { prefCode: '13', code5: '13206' };
    const row = readOne({ 市区町村コード: '' }, { home });
    expect(row).toMatchObject({ repairs: ['code_from_organisation'], item: home });
  });

  test('a relative address is completed by the organisation’s', () => {
    const row = readOne({ url: '/e/1' }, { siteUrl: 'https://city.example.jp/' });
    expect(row.repairs).toEqual(['url_completed']);
    expect(row.item?.summary).toContain('くわしく：https://city.example.jp/e/1');
  });
});

describe('a refusal has a reason', () => {
  test.each([
    ['title_missing', { イベント名: '' }, {}],
    ['date_missing', { 開始日: '' }, {}],
    ['date_unreadable', { 開始日: '12月中旬' }, {}],
    ['already_over', {}, { today: '2026-12-06' }],
    ['place_unknown', { 市区町村コード: '' }, {}],
  ])('%s', (reason, cells, over) => {
    expect(readOne(cells, over)).toMatchObject({
      outcome: 'refused',
      refusals: [reason],
      repairs: [],
      item: null,
    });
  });

  test('a comma too many moves every cell: the row is not guessed at', () => {
    const sheet = sheetOf(WELL);
    sheet.rows[0]?.cells.push('余り');
    const [row] = readEvents(sheet, reading) ?? [];
    expect(row).toMatchObject({ outcome: 'refused', refusals: ['cells_beyond_heads'] });
  });
});

test('words to avoid are pointed out and left as they are', () => {
  const row = readOne({ イベント名: 'ひきこもりからの脱出', 説明: '社会復帰をめざす' });
  expect(row).toMatchObject({
    outcome: 'accepted',
    words: ['脱出', '社会復帰'],
    item: { title: 'ひきこもりからの脱出' },
  });
  expect(readOne({ 説明: '更生保護の日' }).words).toEqual([]);
});

test('what is online needs no town', () => {
  const row = readOne({ 市区町村コード: '', 場所名称: 'オンライン' });
  expect(row).toMatchObject({ outcome: 'accepted', item: { format: 'online', code5: null } });
});

test('only the column for it says by a tick that it is online: no other cell that begins alike', () => {
  const formatOf = (cells: Record<string, string>) => readOne(cells).item?.format;
  for (const イベント名 of ['1月のつどい', '有志の会', '可能性を考える会', '○○市家族会'])
    expect(formatOf({ イベント名, 場所名称: '' }), イベント名).toBe('onsite');
  const nowhere = { 市区町村コード: '', 場所名称: '' };
  for (const web開催 of ['1', '１', '有', '有り', '○', 'TRUE', '可（Zoom）', 'あり'])
    expect(formatOf({ ...nowhere, web開催 }), web開催).toBe('online');
  for (const web開催 of ['', '0', '無', '×', '有料', '10月から'])
    expect(formatOf({ web開催, 場所名称: '' }), web開催).toBe('onsite');
});

test('whom it is for is read from words, not from parts of others', () => {
  const audience = (text: string) => readOne({ イベント名: text }).item?.audience;
  expect(audience('在日外国人と日本人のつどい')).toEqual(['anyone']);
  expect(audience('日本人論講座')).toEqual(['anyone']);
  expect(audience('ご本人とご家族のつどい')).toEqual(['family', 'person']);
  expect(audience('本人の会')).toEqual(['person']);
});

test('集合場所 stands in for an empty 場所名称', () => {
  expect(readOne({ 場所名称: '', 集合場所: '堀崎公園' }).item?.placeName).toBe('堀崎公園');
});

test('a list of something else is no list of events', () => {
  expect(readEvents(sheetOf({ 名称: '保健所', 住所: '1' }), reading)).toBeUndefined();
});

test('whatever stands in the cells, no row is lost and every event is one a publisher could have typed', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(
      '令和8年12月5日',
      '2026-12-05',
      '26:00',
      '25:30',
      '午後3時',
      '9:00~8:00',
      '131164',
      '0',
      '1000',
      '9'.repeat(50),
      'あ'.repeat(900),
      '/x',
    ),
  );
  const heads = [
    'no',
    '市区町村コード',
    '名称',
    '開始日',
    '終了日',
    '開始時刻',
    '終了時刻',
    '定員',
    '説明',
    '場所',
    '住所',
    'url',
    '対象',
    '料金',
    '主催者',
    '日時備考',
  ];
  const row = fc.record(Object.fromEntries(heads.map((head) => [head, cell])));
  const organisationId = '00000000-0000-4000-8000-000000000000';
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
      const home = { prefCode: '13', code5: '13116' };
      const read = readAll(rows, { home, today: '2026-11-21' });
      expect(read).toHaveLength(rows.length);
      for (const { outcome, repairs, refusals, item: event } of read) {
        expect(outcome).toBe(
          refusals.length ? 'refused' : repairs.length ? 'repaired' : 'accepted',
        );
        if (!event?.span) continue;
        const series = seriesOfEvents([event], organisationId);
        expect(seriesInput.safeParse(series).error?.issues ?? []).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});
