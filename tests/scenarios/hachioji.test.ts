/** Hachioji: ten places (はちまるサポート) of one organisation, each for its own part of the city, that grow to 21 and never ring all together. */
import { beforeAll, expect, test } from 'vitest';
import type { District } from '#areas';
import { districtsOf } from '#areas/server';
import {
  districtToKeep,
  addDistrict,
  reviseDistrict,
  routeWindows,
  windowsFor,
} from '#windows/server';
import { areaPage, leafletPage, townFound } from '../support/page-data.ts';
import { aDeskOf, anOffice, loadPlaces, names, type Office } from '../support/places.ts';
import { aCaller, ringingFor } from '../support/contacts.ts';
import { onDutyAt, type OnDuty } from '../support/staff.ts';

const HACHIOJI = '13201';

let hall: Office;

beforeAll(async () => {
  await loadPlaces();
  hall = await anOffice('municipality', HACHIOJI, '八王子市');
});

/** What the page shows to whoever has chosen a district. */
async function desksShown(districtId: string) {
  const { first } = await areaPage(HACHIOJI, `?district=${districtId}`);
  return first.flatMap(({ windows }) => windows.map(({ window }) => window));
}

/** Where a postal code, typed into the search of towns, leads. */
const districtOf = async (postalCode: string): Promise<string> =>
  new URL(await townFound(postalCode), 'http://localhost').searchParams.get('district') ?? '';

const postalCodeOf = (desk: number) => `192-09${90 + (desk % 10)}`;

test('ten districts are asked for, and until one is known none of their desks stands above the question', async () => {
  const { districts, first, reason } = await areaPage(HACHIOJI);
  expect(districts).toHaveLength(10);
  expect(reason).toBeUndefined();
  const shown = first.flatMap(({ windows }) => names(windows.map(({ window }) => window)));
  expect(shown.filter((name) => name.startsWith('はちまる'))).toEqual([]);
  expect((await leafletPage(HACHIOJI)).asksDistrict).toBe(true);
});

test('a leaflet leads to the district whose desk it names, and to the whole city where nobody knows such a district', async () => {
  const plain = await leafletPage(HACHIOJI);
  const id = await districtOf(postalCodeOf(3));
  const third = await leafletPage(HACHIOJI, `?district=${id}`);
  expect(names(third.desks)).toContain('はちまるサポート（第3地区）');
  expect(third.qr).not.toEqual(plain.qr);
  const unknown = await leafletPage(HACHIOJI, `?district=${'x'.repeat(2400)}`);
  expect(unknown).toEqual(plain);
});

test('a resident of each is led by their postal code to the one right desk; all ten are one organisation’s', async () => {
  const organisations = new Set<string | null>();
  for (let desk = 1; desk <= 10; desk += 1) {
    const shown = await desksShown(await districtOf(postalCodeOf(desk)));
    expect(names(shown)).toEqual([`はちまるサポート（第${desk}地区）`]);
    organisations.add(shown[0]?.organisationId ?? null);
  }
  expect([...organisations]).toEqual([expect.any(String)]);
});

test('who does not know their district sees all ten', async () => {
  const { first } = await areaPage(HACHIOJI, '?district=unknown');
  const shown = first.flatMap(({ windows }) => names(windows.map(({ window }) => window)));
  expect(shown.filter((name) => name.startsWith('はちまる'))).toHaveLength(10);
});

async function staffed(districts: District[]): Promise<Map<string, OnDuty>> {
  const people = new Map<string, OnDuty>();
  for (const { id } of districts) {
    const desk = (await windowsFor(HACHIOJI, id)).own[0];
    if (desk) people.set(id, await onDutyAt(desk.id));
  }
  return people;
}

test('with somebody on duty at each, a press from each district rings there and nowhere else; without a district five at most', async () => {
  const districts = await districtsOf(HACHIOJI);
  const people = await staffed(districts);
  expect(people.size).toBe(10);
  for (const { id } of districts) {
    const { contactId } = await aCaller({ code5: HACHIOJI }, { districtId: id });
    expect(await ringingFor(contactId)).toEqual([people.get(id)?.viewer.accountId]);
  }
  const { contactId } = await aCaller({ code5: HACHIOJI });
  expect(await ringingFor(contactId)).toHaveLength(5);
  await Promise.all([...people.values()].map((one) => one.goes()));
});

async function newDistrict(number: number): Promise<string> {
  const entered = await addDistrict(hall.admin, {
    kind: 'catchment',
    prefCode: hall.prefCode,
    code5: HACHIOJI,
    name: `第${number}地区`,
    kana: `ちく${number}`,
    streets: [{ name: '', postalPrefix: `19209${number}` }],
  });
  if (typeof entered === 'string' || !('id' in entered)) throw new Error(JSON.stringify(entered));
  return entered.id;
}

test('eleven more are added by the city’s own staff, a district and its desk each: 21, each leading to its own', async () => {
  for (let number = 11; number <= 21; number += 1) {
    const district = await newDistrict(number);
    // Nothing changes for anybody until a desk goes by it.
    expect(names(await desksShown(district))).not.toContain(`はちまるサポート（第${number}地区）`);
    await aDeskOf(hall, { name: `はちまるサポート（第${number}地区）`, districts: [district] });
  }
  expect((await areaPage(HACHIOJI)).districts).toHaveLength(21);
  for (let number = 11; number <= 21; number += 1)
    expect(names(await desksShown(await districtOf(`192-09${number}`)))).toEqual([
      `はちまるサポート（第${number}地区）`,
    ]);
  expect(names(await desksShown(await districtOf(postalCodeOf(3))))).toEqual([
    'はちまるサポート（第3地区）',
  ]);
  const [all] = await routeWindows(HACHIOJI, null);
  expect(all).toMatchObject({ stage: 'districts' });
  expect(all?.windows).toHaveLength(21);
});

/** The street of a postal code goes over from one district to another, as the hall's admin writes it. */
async function hold(district: string, postalPrefixes: string[]): Promise<void> {
  const kept = await districtToKeep(hall.admin, district);
  if (typeof kept === 'string') throw new Error(kept);
  const { kind, name, kana, prefCode, code5 } = kept.district;
  const streets = postalPrefixes.map((postalPrefix) => ({ name: '', postalPrefix }));
  const input = { kind, name, kana, prefCode, code5, streets };
  expect(await reviseDistrict(hall.admin, district, input, kept.edition)).toBe('revised');
}

test('a street that changes sides leads to its new desk at once', async () => {
  const [third, eleventh] = [await districtOf(postalCodeOf(3)), await districtOf('192-0911')];
  await hold(third, []);
  await hold(eleventh, ['1920911', '1920993']);
  expect(await districtOf(postalCodeOf(3))).toBe(eleventh);
  const [stage] = await routeWindows(HACHIOJI, null, eleventh);
  expect(stage?.windows.map(({ name }) => name)).toEqual(['はちまるサポート（第11地区）']);
});
