import { expect, test } from 'vitest';
import { readOne, reading, sheetOf } from '../../../tests/support/event-rows.ts';
import { readEvents } from './event-row.ts';

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
