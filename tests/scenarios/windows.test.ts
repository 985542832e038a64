/** The places of the papers (Tokyo's and Kochi's meetings), told with their own facts: whom each leads to, and why. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { areasOf, districtsOf, districtsOfPostalCode, loadReferenceData } from '#areas/server';
import type { OrganisationKind } from '#organisations';
import { loadDemonstrationOrganisations } from '#organisations/server';
import { db } from '#platform/db';
import { leavesSomeOut, stagesShown, windowJsonLd, type WindowInput } from '#windows';
import {
  addWindow,
  findWindow,
  listWindows,
  loadDemonstrationWindows,
  routeWindows,
  windowsFor,
} from '#windows/server';
import { anAccount, anOrganisation } from '../support/schedule.ts';
import { aCaller, onDutyAt, ringingFor } from '../support/urgent.ts';

const TOKYO = '13';
const HACHIOJI = '13201';
const MACHIDA = '13209';
const OKUTAMA = '13308';
const TOSHIMA = '13116';
const KOCHI = '39';

const names = (windows: { name: string }[]) => windows.map(({ name }) => name);

beforeAll(async () => {
  await loadReferenceData(db);
  await loadDemonstrationOrganisations();
  await loadDemonstrationWindows(db);
});

interface Keeper {
  viewer: AccountViewer;
  organisationId: OrganisationId;
}

async function aKeeper(kind: OrganisationKind, code5: string): Promise<Keeper> {
  const place = { pref_code: code5.slice(0, 2), code5 };
  const organisationId = await anOrganisation({ kind, ...place });
  return { viewer: await anAccount(organisationId, 'admin'), organisationId };
}

async function opens(
  { viewer, organisationId }: Keeper,
  code5: string,
  over: Partial<WindowInput>,
): Promise<string> {
  const added = await addWindow(viewer, {
    organisationId,
    name: 'ひきこもり相談窓口',
    level: 'town',
    minimumAge: null,
    maximumAge: null,
    familyOnly: true,
    takesHomeVisits: false,
    acceptsNeighbours: false,
    methods: ['phone'],
    languages: ['ja'],
    prefCode: code5.slice(0, 2),
    code5,
    hours: [],
    exceptions: [],
    counsellors: [],
    parts: [],
    ...over,
  });
  if (typeof added === 'string' || !('id' in added)) throw new Error(JSON.stringify(added));
  return added.id;
}

describe('Tokyo', () => {
  test('leads each of its 62 municipalities to a window, or to another with the reason', async () => {
    const areas = await areasOf(TOKYO);
    expect(areas).toHaveLength(62);
    for (const { code5, name } of areas) {
      const found = await windowsFor(code5);
      const open = stagesShown(found).first.flatMap(({ windows }) =>
        windows.filter((one) => !leavesSomeOut(one)),
      );
      expect(open.length, name).toBeGreaterThan(0);
      const own = found.own.some((one) => !leavesSomeOut(one));
      expect(found.fallbackReason === undefined, name).toBe(own);
    }
  });

  test('has the columns of its own list in each record: name, for whom, methods, address, home visits', async () => {
    const listed = await listWindows({ prefCode: TOKYO });
    expect(listed.length).toBeGreaterThan(10);
    for (const window of listed) {
      expect(window.name).not.toBe('');
      expect(window).toMatchObject({
        targetPersons: expect.any(String),
        methods: expect.any(Array),
        takesHomeVisits: expect.any(Boolean),
      });
      expect(window).toHaveProperty('url');
    }
  });

  test('shows those that visit at home apart, and those open to every age', async () => {
    const visiting = await listWindows({ prefCode: TOKYO, homeVisits: true });
    expect(names(visiting)).toContain('福祉総合相談窓口');
    expect(visiting.every((w) => w.takesHomeVisits || w.methods.includes('home_visit'))).toBe(true);
    const everyone = await listWindows({ prefCode: TOKYO, everyone: true });
    expect(names(everyone)).not.toContain('ひきこもりサポート事業それいゆ');
    expect(everyone.length).toBeGreaterThan(0);
  });
});

describe('Hachioji', () => {
  test('has ten places, each for its own district, of one organisation', async () => {
    const districts = await districtsOf(HACHIOJI);
    expect(districts).toHaveLength(10);
    const organisations = new Set<string | null>();
    for (const { id } of districts) {
      const [desk, ...others] = (await windowsFor(HACHIOJI, id)).own;
      expect(others).toEqual([]);
      expect(desk?.districts.map((one) => one.id)).toEqual([id]);
      organisations.add(desk?.organisationId ?? null);
    }
    expect([...organisations]).toEqual([expect.any(String)]);
    expect((await windowsFor(HACHIOJI)).own).toHaveLength(10);
  });

  test('finds the district by postal code', async () => {
    expect(names(await districtsOfPostalCode(HACHIOJI, '192-0993'))).toEqual(['第3地区']);
  });

  test('never rings ten: one where the district is known, five together at most where it is not', async () => {
    const desks = (await windowsFor(HACHIOJI)).own;
    const people = await Promise.all(desks.map(({ id }) => onDutyAt(id)));
    const [first] = desks;
    const districtId = first?.districts[0]?.id ?? null;
    const known = await aCaller({ code5: HACHIOJI }, { districtId });
    expect(await ringingFor(known.contactId)).toEqual([people[0]?.viewer.accountId]);
    const unknown = await aCaller({ code5: HACHIOJI });
    expect(await ringingFor(unknown.contactId)).toHaveLength(5);
    expect((await routeWindows(HACHIOJI, null))[0]?.stage).toBe('districts');
    await Promise.all(people.map((one) => one.goes()));
  });
});

describe('Okutama', () => {
  test('falls through to the metropolis, and the page can say why', async () => {
    const found = await windowsFor(OKUTAMA);
    expect(found.own).toEqual([]);
    expect(found.fallbackReason).toEqual({
      because: 'unconfirmed',
      leadsTo: 'prefecture',
      prefectureExcludes: false,
    });
    expect(names(found.prefecture)).toEqual(['東京都ひきこもりサポートネット']);
  });

  test('is led to a shared window as soon as one names it, before the metropolis', async () => {
    const keeper = await aKeeper('health_centre', OKUTAMA);
    await opens(keeper, OKUTAMA, {
      name: '西多摩保健所',
      level: 'shared',
      code5: null,
      serves: [OKUTAMA],
    });
    const found = await windowsFor(OKUTAMA);
    expect(found.fallbackReason).toMatchObject({ because: 'unconfirmed', leadsTo: 'shared' });
    const route = await routeWindows(OKUTAMA, null);
    expect(route.filter(({ windows }) => windows.length > 0).map(({ stage }) => stage)).toEqual([
      'nearby',
      'prefecture',
      'nationwide',
    ]);
  });
});

describe('Kochi', () => {
  test('leads its 34 towns to the prefecture until theirs are known: 34 of 34 read unconfirmed', async () => {
    const towns = await areasOf(KOCHI);
    expect(towns).toHaveLength(34);
    for (const { code5, name } of towns) {
      const { fallbackReason } = await windowsFor(code5);
      expect(fallbackReason, name).toMatchObject({
        because: 'unconfirmed',
        leadsTo: 'prefecture',
      });
    }
  });

  test('has 34 windows of 34 once each town has opened its own', async () => {
    const towns = await areasOf(KOCHI);
    for (const { code5, name } of towns)
      await opens(await aKeeper('municipality', code5), code5, { name: `${name}の窓口` });
    const found = await Promise.all(towns.map(({ code5 }) => windowsFor(code5)));
    expect(found.filter(({ fallbackReason }) => fallbackReason === undefined)).toHaveLength(34);
  });
});

describe('Machida', () => {
  test('has its public health centre: phone, visits, family alone', async () => {
    const keeper = await aKeeper('health_centre', MACHIDA);
    const id = await opens(keeper, MACHIDA, {
      name: '町田市保健所 ひきこもり相談',
      methods: ['phone', 'home_visit', 'in_person'],
      takesHomeVisits: true,
      receives: '家族のつどい、本人のグループ、訪問',
    });
    expect(names((await windowsFor(MACHIDA)).own)).toEqual(['町田市保健所 ひきこもり相談']);
    expect(names(await listWindows({ code5: MACHIDA, homeVisits: true }))).toContain(
      '町田市保健所 ひきこもり相談',
    );
    expect(await findWindow(id)).toMatchObject({ familyOnly: true, receives: /訪問/u });
  });
});

describe('Toshima', () => {
  test('says where, the word ひきこもり, what changes, and who listens with their words', async () => {
    const id = await opens(await aKeeper('municipality', TOSHIMA), TOSHIMA, {
      name: 'としま ひきこもり相談',
      address: '豊島区役所本庁舎4階',
      receives: '面談、メール、オンラインでの相談',
      whatChanges: '家族だけで抱えずにすむようになります',
      counsellors: [{ nickname: 'ゆり', about: '相談員', message: '急がなくて大丈夫です。' }],
    });
    const window = await findWindow(id);
    expect(window?.name).toContain('ひきこもり');
    expect(window).toMatchObject({
      address: '豊島区役所本庁舎4階',
      whatChanges: '家族だけで抱えずにすむようになります',
      counsellors: [{ nickname: 'ゆり', message: '急がなくて大丈夫です。' }],
    });
  });
});

describe('the fields to link', () => {
  test.each<[OrganisationKind, string]>([
    ['board_of_education', '教育相談'],
    ['farm', 'ユニバーサル農園の相談'],
    ['company', '商工の相談'],
    ['youth_support_station', 'サポステの相談'],
    ['consumer_centre', '消費生活の相談'],
  ])('%s holds a window like any other', async (kind, name) => {
    const code5 = '20201';
    const id = await opens(await aKeeper(kind, code5), code5, { name });
    expect(names((await windowsFor(code5)).own)).toContain(name);
    const window = await findWindow(id);
    if (!window) throw new Error('not found');
    const told = JSON.parse(
      windowJsonLd(window, { url: 'https://x.jp/', areas: ['長野市'], dated: [] }),
    ) as {
      '@type': string;
      areaServed: { name: string }[];
    };
    expect(told).toMatchObject({ '@type': 'GovernmentService', areaServed: [{ name: '長野市' }] });
  });
});
