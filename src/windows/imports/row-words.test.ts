import { describe, expect, test } from 'vitest';
import { readAges, readHours, readLevel, readServedAreas } from './row-words.ts';

const area = (code5: string, name: string) => ({ code5, prefCode: code5.slice(0, 2), name });
const areas = [
  area('40100', '北九州市'),
  area('40130', '福岡市'),
  area('40202', '大牟田市'),
  area('28202', '尼崎市'),
  area('28204', '西宮市'),
  area('28301', '猪名川町'),
  area('31203', '倉吉市'),
  area('31364', '三朝町'),
  area('13206', '府中市'),
  area('34208', '府中市'),
];

describe('whom a window serves', () => {
  test('is a whole prefecture but for the cities it leaves out', () => {
    expect(readServedAreas('県内(福岡市・北九州市を除く)', '40000', areas)).toEqual({
      serves: [],
      excludes: ['40130', '40100'],
    });
  });

  test('is a whole prefecture where the brackets name no city', () => {
    expect(readServedAreas('県内(まず市町村の窓口へ)', '40000', areas)).toEqual({
      serves: [],
      excludes: [],
    });
  });

  test('is each town of a list', () => {
    expect(readServedAreas('尼崎市・西宮市・猪名川町', '28204', areas).serves).toEqual([
      '28202',
      '28204',
      '28301',
    ]);
  });

  test('is the towns of a part of the prefecture', () => {
    expect(readServedAreas('県中部', '31203', areas).serves).toEqual(['31203', '31364']);
  });

  test('is its own town where nothing more is said, and never a namesake elsewhere', () => {
    expect(readServedAreas('市内', '34208', areas).serves).toEqual(['34208']);
    expect(readServedAreas('', '34208', areas).serves).toEqual(['34208']);
    expect(readServedAreas('府中市・尼崎市', '34208', areas).serves).toEqual(['34208']);
  });

  test('tells its level', () => {
    expect(readLevel('40000', { serves: [], excludes: [] }, 'social_welfare_council')).toBe(
      'prefecture',
    );
    expect(readLevel('28204', { serves: ['28202', '28204'], excludes: [] }, 'contracted_ngo')).toBe(
      'shared',
    );
    expect(readLevel('30202', { serves: ['30202'], excludes: [] }, 'health_center')).toBe('shared');
    expect(readLevel('13116', { serves: ['13116'], excludes: [] }, 'municipality')).toBe('town');
  });
});

describe('ages', () => {
  test.each([
    ['15〜49歳', 15, 49],
    ['15歳以上（義務教育修了後）', 15, null],
    ['おおむね18歳以上', 18, null],
    ['18歳以上（例外あり）', null, null],
    ['なし', null, null],
    ['', null, null],
  ])('%s', (text, minimumAge, maximumAge) => {
    expect(readAges(text)).toMatchObject({ minimumAge, maximumAge });
  });

  test('keep the words of a limit beside the figures', () => {
    expect(readAges('18歳以上（例外あり）').ageNote).toBe('18歳以上（例外あり）');
    expect(readAges('なし（年齢別の窓口を一元化）').ageNote).toBe('');
  });
});

describe('hours', () => {
  test('close on holidays also where the list does not say so', () => {
    expect(readHours('0Th 12:00-18:00', '')).toEqual([
      { weekdays: [4], opens: 720, closes: 1080, except: ['holidays', 'year_end'] },
    ]);
    expect(readHours('0Sa 09:00-18:00', '日曜・祝日')).toEqual([
      { weekdays: [6], opens: 540, closes: 1080, except: ['holidays'] },
    ]);
    expect(readHours('', '祝日')).toEqual([]);
  });
});

test.each([
  ['brackets', () => readServedAreas(`県内${'('.repeat(32_000)}`, '40000', areas)],
  ['spaces', () => readHours(`1Mo${' '.repeat(32_000)}x`, '')],
  [
    'days times hours',
    () => readHours(`${'1Mo'.repeat(5_000)} ${'10:00-11:00,'.repeat(1_400)}10:00-11:00`, ''),
  ],
  ['digits', () => readAges(`${'1'.repeat(32_000)}歳`)],
])('a cell of a thousand signs keeps nobody waiting: %s', (_, read) => {
  const before = process.cpuUsage().user;
  read();
  expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(500);
});

test.each(['99999999999歳以上', '39〜15歳', '15〜390歳', '121歳以上'])(
  'no desk has the age limit %j: it stays words',
  (words) => {
    expect(readAges(words)).toEqual({ minimumAge: null, maximumAge: null, ageNote: words });
  },
);
