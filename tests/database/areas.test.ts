import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#platform/db';
import {
  areasNear,
  areasOf,
  findArea,
  listPrefectures,
  loadReferenceData,
  neighboursOf,
  placeNamed,
  searchAreas,
} from '#areas/server';

const names = async (text: string) =>
  (await searchAreas(text)).map((area) => `${area.prefecture}${area.name}`);

beforeAll(async () => {
  await loadReferenceData(db);
});

describe('the shipped municipalities', () => {
  test('are all there, once, and loading them again changes nothing', async () => {
    expect(await loadReferenceData(db)).toBe('unchanged');
    expect(await listPrefectures()).toHaveLength(47);
    const { count } = await db
      .selectFrom('areas')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(count).toBe(1741);
  });

  test.each(['\0', '1\u{0}116', '１３１１６', '', '131164'])(
    '%j is the code of no municipality',
    async (code) => {
      expect(await findArea(code)).toBeUndefined();
    },
  );

  test('are brought up to date when the shipped files have changed', async () => {
    await db.updateTable('areas').set({ name: '旧い名' }).where('code5', '=', '13116').execute();
    await db
      .updateTable('reference_data')
      .set({ digest: 'of older files' })
      .where('name', '=', 'areas')
      .execute();
    expect(await loadReferenceData(db)).toBe('loaded');
    expect(await findArea('13116')).toMatchObject({ name: '豊島区', prefecture: '東京都' });
  });

  test('load once where two processes start together', async () => {
    await db.deleteFrom('reference_data').where('name', '=', 'areas').execute();
    const results = await Promise.all([loadReferenceData(db), loadReferenceData(db)]);
    expect(results.toSorted()).toEqual(['loaded', 'unchanged']);
  });

  test('each lie in the prefecture their code says', async () => {
    for (const prefecture of await listPrefectures())
      for (const area of await areasOf(prefecture.prefCode))
        expect(area.prefecture).toBe(prefecture.name);
  });
});

describe('a municipality is found', () => {
  test('by its name in kanji, hiragana or katakana, with or without its ending', async () => {
    for (const text of ['豊島区', '豊島', 'としまく', 'トシマク', 'ﾄｼﾏｸ', ' 豊島区 '])
      expect((await names(text))[0], text).toBe('東京都豊島区');
  });

  test('by postal code of seven digits, with hyphen, without, full-width or with its sign', async () => {
    for (const text of ['170-0013', '1700013', '１７０－００１３', '〒170ー0013', '170 0013'])
      expect(await names(text), text).toEqual(['東京都豊島区']);
  });

  test('in each prefecture where its name stands, the prefecture shown', async () => {
    expect(await names('府中市')).toEqual(['東京都府中市', '広島県府中市']);
    expect(await names('伊達市')).toEqual(['北海道伊達市', '福島県伊達市']);
    expect((await names('池田町')).filter((name) => name.endsWith('池田町'))).toHaveLength(4);
  });

  test('alone where the prefecture is written before it', async () => {
    expect(await names('広島県府中市')).toEqual(['広島県府中市']);
    expect((await names('広島 府中市'))[0]).toBe('広島県府中市');
  });

  test('whichever way its small ke is written', async () => {
    expect(await names('龍ヶ崎市')).toEqual(['茨城県龍ケ崎市']);
    expect(await names('茅ケ崎')).toEqual(['神奈川県茅ヶ崎市']);
  });

  test('in Latin letters, alone or with its prefecture', async () => {
    for (const text of ['Toshima', 'toshima-ku', 'Toshima-ku, Tokyo', 'Tokyo Toshima'])
      expect((await names(text))[0], text).toBe('東京都豊島区');
  });

  test('inside an address, a ward of a large city included', async () => {
    expect(await names('神奈川県横浜市中区日本大通1')).toEqual(['神奈川県横浜市']);
  });

  test('not at all for nonsense, half a postal code, a wildcard or nothing', async () => {
    for (const text of [
      '',
      '   ',
      'あああああ',
      '17000',
      '%',
      '_',
      "'; drop table areas",
      '9999999',
    ])
      expect(await names(text), text).toEqual([]);
  });
});

describe('what is near', () => {
  test('is itself, then its land neighbours, the nearest town hall first', async () => {
    const neighbours = await neighboursOf('13116');
    expect(neighbours).toContain('13114');
    expect((await areasNear('13116')).codes).toEqual(['13116', ...neighbours]);
  });

  test('of an island is its prefecture, never the next town over the sea', async () => {
    const island = await areasNear('42211');
    expect(await neighboursOf('42211')).toEqual([]);
    expect(island.reach).toBe('prefecture');
    expect(island.codes[0]).toBe('42211');
    expect(island.codes.every((code) => code.startsWith('42'))).toBe(true);
  });

  test('leaves no municipality alone', async () => {
    const rows = await db.selectFrom('areas').select('code5').execute();
    for (const { code5 } of rows)
      expect((await areasNear(code5)).codes.length, code5).toBeGreaterThan(1);
  });
});

describe('what is typed for a place', () => {
  const kindOf = async (text: string) => (await placeNamed(text)).kind;

  test.each(['13116', '豊島区', 'としまく', '東京都豊島区', '東京都 豊島区', '170-0013', '豊島'])(
    '%s is Toshima',
    async (text) => {
      expect(await placeNamed(text)).toMatchObject({ kind: 'area', area: { code5: '13116' } });
    },
  );

  test.each(['高知県', '高知', '39', '　高知県 ', 'こうちけん', 'こうち', 'Kochi', 'kochi'])(
    '%s is the prefecture',
    async (text) => {
      expect(await placeNamed(text)).toMatchObject({ prefecture: { prefCode: '39' } });
    },
  );

  test('a name that several towns bear is asked back, nothing typed is nothing, nonsense unknown', async () => {
    expect(await kindOf('府中市')).toBe('several');
    expect(await kindOf(' ')).toBe('nothing');
    expect(await kindOf('そんなまちはない')).toBe('unknown');
    expect(await kindOf('99999')).toBe('unknown');
  });
});

describe('the database refuses', () => {
  test('an area whose code lies in another prefecture', async () => {
    const misplaced = db.insertInto('areas').values({
      code5: '14999',
      pref_code: '13',
      name: '別の町',
      kana: 'べつのまち',
      kind: 'town',
      latitude: 0,
      longitude: 0,
    });
    await expect(misplaced.execute()).rejects.toThrow('areas_code_in_prefecture');
  });

  test('an area that neighbours itself', async () => {
    const itself = { code5: '13116', neighbour_code5: '13116', distance_km: 0 };
    await expect(db.insertInto('area_neighbours').values(itself).execute()).rejects.toThrow(
      'area_neighbours_not_itself',
    );
  });
});
