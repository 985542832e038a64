import { describe, expect, test } from 'vitest';
import { registerWith } from '../../../tests/support/registers.ts';
import { reading, sheetOf } from '../../../tests/support/window-rows.ts';
import { asTyped } from '../../../tests/support/window-record.ts';
import { EVERY_OFFICE } from '../hours.ts';
import { windowInput } from '../input.ts';
import { newWindow } from './imported-window.ts';
import { readWindows, type WindowReading } from './window-row.ts';
import { windowShown } from './window-shown.ts';

function readOne(cells: Record<string, string>, over: Partial<WindowReading> = {}) {
  const sheet = sheetOf(Object.keys(cells), [Object.values(cells)]);
  const [row] = readWindows(sheet, { ...reading, ...over }) ?? [];
  if (!row) throw new Error('a row was dropped');
  return row;
}

const DESK = {
  市区町村コード: '131164',
  窓口名: 'ひきこもり相談',
  対象者: '本人・家族',
  電話: '○',
  訪問: '',
  訪問相談の受付: '○',
  電話番号: '03-0000-0000',
};

describe('a row of Tokyo’s list', () => {
  test('becomes a desk with its ticks, unchecked', () => {
    const { outcome, item, numbers } = readOne(DESK);
    expect({ outcome, numbers }).toEqual({
      outcome: 'accepted',
      numbers: ['13116:ひきこもり相談'],
    });
    const given = item && newWindow(item, null);
    expect(given).toMatchObject({
      ...{ name: 'ひきこもり相談', level: 'town', prefCode: '13', code5: '13116' },
      ...{ methods: ['phone'], takesHomeVisits: true, phone: '03-0000-0000' },
      sourceDate: '2026-11-21',
    });
    expect(windowInput.safeParse(given && asTyped(given)).success).toBe(true);
  });

  test.each([
    ['name_missing', { 窓口名: '' }],
    ['window_place_unknown', { 市区町村コード: '999999' }],
    ['invented', { 備考: '見本（実在しません）' }],
    ['window_unknown', { ID: '11111111-1111-4111-8111-111111111111' }],
  ])('is refused by name: %s', (refusal, cells) => {
    expect(readOne({ ...DESK, ...cells })).toMatchObject({ refusals: [refusal], item: null });
  });

  test.each([
    ['check_left_out', { 確認日: '2026-04-01' }, {}],
    ['hours_as_text', { 受付時間: '月〜金' }, { hoursText: '月〜金', hours: [] }],
    ['phone_as_text', { 電話番号: '内線のみ' }, { phone: null, sourceNote: '電話：内線のみ' }],
    ['mail_left_out', { メールアドレス: 'なし' }, { email: null }],
    ['url_left_out', { URL: '市のページ' }, { url: null }],
    ['wide_digits', { 市区町村コード: '１３１１６４' }, {}],
  ])('is repaired by name: %s', (repair, cells, given) => {
    const row = readOne({ ...DESK, ...cells });
    expect(row.repairs).toEqual([repair]);
    expect(row.item?.given).toMatchObject(given);
  });

  test('with hours in words that are understood for certain has them as rules, and the words too', () => {
    const { outcome, item } = readOne({ ...DESK, 受付時間: '平日 9:00〜17:00（来所は予約制）' });
    expect(outcome).toBe('accepted');
    expect(item?.given).toMatchObject({
      hoursText: '平日 9:00〜17:00（来所は予約制）',
      hours: [{ weekdays: [1, 2, 3, 4, 5], opens: 540, closes: 1020, except: EVERY_OFFICE }],
    });
    expect(item && windowShown(item).lines).toContain(
      '時間の読みとり：月〜金 9:00–17:00（祝日・年末年始は休み）',
    );
  });

  test('without a town, from an organisation that has one, is there', () => {
    const row = readOne(
      { ...DESK, 市区町村コード: '' },
      { home: { prefCode: '13', code5: '13201' } },
    );
    expect(row).toMatchObject({
      repairs: ['code_from_organisation'],
      item: { given: { code5: '13201' } },
    });
  });

  test('with the code of a prefecture is its prefecture’s, whatever town its house is in', () => {
    const centre = { ...DESK, 市区町村コード: '130001', 住所: '豊島区東池袋1-1' };
    expect(readOne(centre)).toMatchObject({
      numbers: ['13:ひきこもり相談'],
      item: { given: { level: 'prefecture', prefCode: '13', code5: null, serves: [] } },
    });
    const named = readOne({ ...centre, 都道府県名: '東京都', 市区町村名: '豊島区' });
    expect(named.item?.given).toMatchObject({ level: 'town', code5: '13116' });
  });

  test('of an organisation that nobody sees is refused', () => {
    expect(readOne(DESK, { hidden: true }).refusals).toEqual(['not_public']);
  });
});

test.each([
  [{ methods: 'web_form;phone;in_person' }, ['form', 'phone', 'in_person'], false],
  [{ methods: '', phone: '03-0000-0000' }, ['phone'], false],
  [{ methods: 'online;home_visit_intake', email: 'a@example.jp' }, ['video', 'mail'], true],
  [{ methods: '訪問、手紙' }, ['home_visit', 'letter'], true],
])(
  'methods are those named, and those that a number or address proves: %j',
  (cells, methods, visits) => {
    const { item } = readOne({ name: 'よりみち', code5: '13116', target: '本人', ...cells });
    expect(item?.given).toMatchObject({ methods, takesHomeVisits: visits });
  },
);

test('two desks of one name in a town are told apart by what else they say', () => {
  const heads = Object.keys(DESK);
  const rows = [Object.values(DESK), Object.values({ ...DESK, 電話番号: '03-0000-0001' })];
  for (const { repairs, numbers } of readWindows(sheetOf(heads, rows), reading) ?? [])
    expect({ repairs, numbers }).toEqual({ repairs: ['name_repeated'], numbers: [] });
});

test('desks of one name in the wards of a city are as many desks, and none of them is the one that is there', () => {
  const wards = registerWith({ code5: '14100', name: '横浜市', kind: 'designated_city' });
  const there = { id: '1', name: '福祉保健センター', prefCode: '14', code5: '14100' };
  const known = [{ ...there, ownWords: new Map<string, string>() }];
  const heads = ['市区町村コード', '窓口名', '電話', '電話番号', '対象者'];
  const rows = ['14101', '14102'].map((code) => [code, '福祉保健センター', '○', '', '家族']);
  const read = [
    ...(readWindows(sheetOf(heads, rows), { ...reading, register: wards, known }) ?? []),
  ];
  expect(read.map(({ repairs, numbers }) => [repairs.includes('name_repeated'), numbers])).toEqual([
    [true, []],
    [true, []],
  ]);
  expect(read.map(({ item }) => item?.windowId)).toEqual([null, null]);
});

describe('a facility of Takamatsu', () => {
  const HEALTH_CENTRE = {
    name: '高松市保健所',
    address: '高松市桜町一丁目10-27',
    telephoneNumber: '（保健医療政策課）  087-000-2860  （感染症対策課）  087-000-2870',
    availableDate: '月火水木金',
    startTime: '08:30',
    endTime: '17:00',
    availableDateNote: '国民の祝日に関する法律に規定する休日及び年末年始は利用不可',
  };

  test('is a desk where its name says that one consults there, with every number kept', () => {
    const row = readOne(HEALTH_CENTRE);
    expect(row.repairs.toSorted()).toEqual(['code_from_address', 'facility', 'phones_split']);
    expect(row.item?.given).toMatchObject({
      ...{ code5: '37201', phone: '087-000-2860', methods: ['phone'] },
      sourceNote: '電話：保健医療政策課 087-000-2860、感染症対策課 087-000-2870',
      hours: [
        {
          ...{ weekdays: [1, 2, 3, 4, 5], opens: 510, closes: 1020 },
          except: ['holidays', 'year_end'],
        },
      ],
    });
  });

  test('that is a hall is none, and one whose hours do not say their days has none to reckon with', () => {
    const hall = readOne({ ...HEALTH_CENTRE, name: '高松市日新コミュニティセンター' });
    expect(hall.refusals).toEqual(['no_consultation']);
    expect(readOne({ ...HEALTH_CENTRE, startTime: '' }).item?.given.hours).toEqual([]);
  });
});
