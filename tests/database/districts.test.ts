import { beforeAll, describe, expect, test } from 'vitest';
import { addDistrictOnce, districtsOf, districtsOfPostalCode, findDistrict } from '#areas/server';
import { brokenConstraint, db, sql } from '#platform/db';
import { routeWindows, windowsFor } from '#windows/server';
import { aCaller, ringingFor } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown, aWindow, type Town } from '../support/towns.ts';

let town: Town;
let east: string;
let west: string;
let eastDesk: string;
let westDesk: string;

const names = (windows: { name: string }[]) => windows.map(({ name }) => name);

async function aDesk(name: string, districtId: string, over: object = {}): Promise<string> {
  const id = await aWindow({
    level: 'town',
    code5: town.code5,
    pref_code: town.prefCode,
    name,
    ...over,
  });
  await db
    .insertInto('window_districts')
    .values({ window_id: id, district_id: districtId })
    .execute();
  return id;
}

beforeAll(async () => {
  town = await aTown();
  await sql`delete from windows where id = ${town.own}`.execute(db);
  const inTown = { kind: 'catchment', code5: town.code5 } as const;
  east = await addDistrictOnce({
    ...inTown,
    name: '東地区',
    kana: 'ひがし',
    streets: [{ name: '朝日町', postalPrefix: '9990001' }, { postalPrefix: '9990003' }],
  });
  west = await addDistrictOnce({
    ...inTown,
    name: '西地区',
    kana: 'にし',
    streets: [{ postalPrefix: '9990002' }, { postalPrefix: '9990003' }, { postalPrefix: '99901' }],
  });
  eastDesk = await aDesk('東の窓口', east);
  westDesk = await aDesk('西の窓口', west);
});

describe('a district', () => {
  test('is listed with its municipality, by its reading, with its streets', async () => {
    expect(await districtsOf(town.code5)).toMatchObject([
      { name: '西地区', streetNames: [] },
      { name: '東地区', streetNames: ['朝日町'] },
    ]);
  });

  test('is found by a postal code, exact or by its first five digits; a code that two hold gives both', async () => {
    const found = async (text: string) => names(await districtsOfPostalCode(town.code5, text));
    expect(await found('999-0001')).toEqual(['東地区']);
    expect(await found('〒９９９－００１９')).toEqual([]);
    expect(await found('9990199')).toEqual(['西地区']);
    expect(await found('9990003')).toEqual(['西地区', '東地区']);
    expect(await found('東')).toEqual([]);
  });

  test('of another municipality, or an id that is none, is none', async () => {
    expect(await findDistrict(town.code5, east)).toMatchObject({ name: '東地区' });
    expect(await findDistrict('99999', east)).toBeUndefined();
    for (const id of ['', 'x', "' or 1=1"])
      expect(await findDistrict(town.code5, id)).toBeUndefined();
  });

  test('is added once by its name', async () => {
    const again = await addDistrictOnce({ kind: 'catchment', code5: town.code5, name: '東地区' });
    expect(again).toBe(east);
  });
});

describe('the windows of a municipality with districts', () => {
  test('are those of the district that was named, and all where none was', async () => {
    expect(names((await windowsFor(town.code5, east)).own)).toEqual(['東の窓口']);
    expect(names((await windowsFor(town.code5)).own).toSorted()).toEqual(['東の窓口', '西の窓口']);
  });

  test('serve each area of a group of areas, and leave out what a group leaves out', async () => {
    const other = await aTown();
    await sql`delete from windows where id = ${other.own}`.execute(db);
    const group = await addDistrictOnce({
      kind: 'group',
      prefCode: other.prefCode,
      name: '東部圏域',
      areas: [other.code5],
    });
    const shared = await aWindow({ level: 'shared', pref_code: other.prefCode, name: '保健所' });
    const link = { window_id: shared, district_id: group };
    await db.insertInto('window_districts').values(link).execute();
    expect(names((await windowsFor(other.code5)).shared)).toEqual(['保健所']);
    const left = { window_id: other.centre, district_id: group, excluded: true };
    await db.insertInto('window_districts').values(left).execute();
    expect((await windowsFor(other.code5)).fallbackReason).toMatchObject({
      because: 'unconfirmed',
      leadsTo: 'shared',
      prefectureExcludes: true,
    });
  });
});

describe('a press', () => {
  test('with its district rings that desk alone', async () => {
    const [inEast, inWest] = [await onDutyAt(eastDesk), await onDutyAt(westDesk)];
    const { contactId } = await aCaller(town, { districtId: east });
    expect(await ringingFor(contactId)).toEqual([inEast.viewer.accountId]);
    expect((await routeWindows(town.code5, null, east)).map(({ stage }) => stage)).toEqual([
      'district',
      'own',
      'nearby',
      'prefecture',
      'nationwide',
    ]);
    await Promise.all([inEast.goes(), inWest.goes()]);
  });

  test('without a district, or with one of elsewhere, takes the desks of all as one stage', async () => {
    const [first] = await routeWindows(town.code5, null);
    expect(first).toMatchObject({ stage: 'districts' });
    expect(names(first?.windows ?? []).toSorted()).toEqual(['東の窓口', '西の窓口']);
    const elsewhere = await addDistrictOnce({
      kind: 'ward',
      code5: (await aTown()).code5,
      name: '北区',
    });
    expect((await routeWindows(town.code5, null, elsewhere))[0]?.stage).toBe('districts');
  });

  test('passes by the desks of districts too, where the neighbours’ eyes are feared', async () => {
    const inEast = await onDutyAt(eastDesk);
    const { contactId } = await aCaller(town, { districtId: east, skipsNearby: true });
    expect(await ringingFor(contactId)).toEqual([]);
    await inEast.goes();
  });

  test('without a district rings the desk of the whole city first, and no district’s', async () => {
    const whole = await aWindow({ level: 'town', code5: town.code5, name: '市役所' });
    const [inEast, inHall] = [await onDutyAt(eastDesk), await onDutyAt(whole)];
    const { contactId } = await aCaller(town);
    expect(await ringingFor(contactId)).toEqual([inHall.viewer.accountId]);
    expect(names((await routeWindows(town.code5, null))[0]?.windows ?? [])).toEqual(['市役所']);
    await Promise.all([inEast.goes(), inHall.goes()]);
  });
});

describe('the database refuses', () => {
  const broken = async (statement: Promise<unknown>) =>
    brokenConstraint(await statement.catch((error: unknown) => error));
  const add = (values: object) =>
    db
      .insertInto('districts')
      .values({ kind: 'ward', name: '南区', code5: town.code5, ...values })
      .execute();

  test.each([
    ['a kind that is none', { kind: 'galaxy' }, 'districts_kind'],
    ['a district without a name', { name: '' }, 'districts_name_given'],
    ['a ward of no municipality', { code5: null }, 'districts_within'],
    ['a group inside one municipality', { kind: 'group' }, 'districts_within'],
    ['a name twice in a municipality', { name: '東地区' }, 'districts_name_once'],
  ])('%s', async (_, values, constraint) => {
    expect(await broken(add(values))).toBe(constraint);
  });

  test('a group with an area of another prefecture, and a ward that holds areas', async () => {
    const group = { kind: 'group', prefCode: town.prefCode, name: '越境圏域' } as const;
    const foreign = addDistrictOnce({ ...group, areas: [(await aTown()).code5] });
    expect(await broken(foreign)).toBe('district_areas_prefecture');
    const ward = db
      .insertInto('district_areas')
      .values({ district_id: east, pref_code: town.prefCode, code5: town.code5 })
      .execute();
    expect(await broken(ward)).toBe('district_areas_group');
  });

  test.each([
    ['a town without name and postal code', {}, 'district_towns_named'],
    ['half a postal code', { postal_prefix: '123' }, 'district_towns_postal_form'],
    ['a town twice', { town: '朝日町', postal_prefix: '9990001' }, 'district_towns_once'],
    ['a town of another municipality', { town: '遠町', code5: '99' }, 'district_towns_district'],
  ])('%s', async (_, values, constraint) => {
    const row = { district_id: east, code5: town.code5, ...values };
    expect(await broken(db.insertInto('district_towns').values(row).execute())).toBe(constraint);
  });
});
