import { describe, expect, test } from 'vitest';
import { readAll, readOne, reading, sheetOf, WELL } from '../../../tests/support/event-rows.ts';
import { readEvents } from './event-row.ts';

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
