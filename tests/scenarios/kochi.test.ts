/** Kochi: 34 towns, each of which makes its window known to all households with a leaflet; until one is known, the prefecture stands in. */
import { beforeAll, expect, test } from 'vitest';
import type { Area } from '#areas';
import { areasOf } from '#areas/server';
import { hours, later, now } from '#platform/clock';
import { routeAhead, talkOf, whenExpectedFor } from '#urgent/server';
import { addDistrict, listWindows, openHotlines } from '#windows/server';
import { aCaller, aSecondPasses, ringingFor } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { areaPage, leafletPage } from '../support/page-data.ts';
import { aDeskOf, anOffice, loadPlaces, names, type Office } from '../support/places.ts';

const KOCHI = '39';
const PREFECTURE = '高知県 地域福祉政策課（ひきこもりの相談）';

let towns: Area[];
let prefecture: Office;

beforeAll(async () => {
  await loadPlaces();
  towns = await areasOf(KOCHI);
  prefecture = await anOffice('prefecture', KOCHI, '高知県');
});

const firstNames = async (code5: string): Promise<string[]> =>
  (await areaPage(code5)).first.flatMap(({ windows }) => names(windows.map((one) => one.window)));

test('of its 34 towns none is known to us yet: each page says so and leads to the prefecture', async () => {
  expect(towns).toHaveLength(34);
  for (const { code5, name } of towns) {
    const { reason } = await areaPage(code5);
    expect(reason, name).toEqual({
      because: 'unconfirmed',
      leadsTo: 'prefecture',
      prefectureExcludes: false,
    });
    expect(await firstNames(code5), name).toEqual([PREFECTURE]);
  }
});

test('from each of them a press is led to the prefecture; with nobody there it says so, with what is open and when somebody comes', async () => {
  const [desk] = (await listWindows({ prefCode: KOCHI })).filter(({ name }) => name === PREFECTURE);
  for (const { code5, name } of towns) {
    const [first] = await routeAhead(code5, null);
    expect(first, name).toMatchObject({ stage: 'prefecture', windows: [PREFECTURE] });
  }
  const [town] = towns;
  const { viewer, contactId } = await aCaller({ code5: town?.code5 ?? '' });
  expect(await talkOf(viewer)).toMatchObject({ state: 'waiting', atEnd: true });
  expect(await openHotlines(now(), KOCHI)).not.toEqual([]);
  expect((await areaPage(town?.code5 ?? '')).letters).toBeUndefined();

  const staff = await onDutyAt(desk?.id ?? '', { until: later(now(), hours(3)) });
  await staff.goes();
  for (const { code5, name } of towns)
    expect((await areaPage(code5)).letters, name).toMatchObject({ name: PREFECTURE });
  expect((await whenExpectedFor(viewer, contactId)).times).not.toEqual([]);
  await staff.comesBack();
  await aSecondPasses();
  expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
  await staff.goes();
});

test('a leaflet for all households of each town names who stands in, and says why in the town’s name', async () => {
  for (const { code5, name } of towns) {
    const { desks, reason, address } = await leafletPage(code5);
    expect(names(desks), name).toEqual([PREFECTURE]);
    expect(reason[0]).toBe(`${name}の窓口は、まだ確認できていません（未確認）。`);
    expect(address.path).toBe(`/areas/${code5}`);
  }
});

test('towns that share a health centre are grouped by the prefecture, and led to it before the prefecture’s own', async () => {
  const west = towns.filter(({ name }) => ['宿毛市', '土佐清水市', '四万十市'].includes(name));
  const group = await addDistrict(prefecture.admin, {
    kind: 'group',
    prefCode: KOCHI,
    code5: null,
    name: '幡多圏域',
    areas: west.map(({ code5 }) => code5),
  });
  if (typeof group === 'string' || !('id' in group)) throw new Error(JSON.stringify(group));
  await aDeskOf(prefecture, {
    ...{ name: '幡多の保健所', level: 'shared', districts: [group.id] },
  });
  for (const { code5, name } of towns) {
    const inGroup = west.some((one) => one.code5 === code5);
    expect(await firstNames(code5), name).toEqual([inGroup ? '幡多の保健所' : PREFECTURE]);
    expect((await areaPage(code5)).reason?.leadsTo).toBe(inGroup ? 'shared' : 'prefecture');
  }
});

test('once each town has entered its own, 34 of 34 are known, and each leaflet names it', async () => {
  for (const { code5, name } of towns)
    await aDeskOf(await anOffice('municipality', code5), { name: `${name} 福祉の窓口` });
  const known = await Promise.all(towns.map(async ({ code5 }) => (await areaPage(code5)).reason));
  expect(known.filter((reason) => reason === undefined)).toHaveLength(34);
  for (const { code5, name } of towns) {
    const { desks, reason } = await leafletPage(code5);
    expect({ desks: names(desks), reason }).toEqual({ desks: [`${name} 福祉の窓口`], reason: [] });
  }
});
