import { beforeAll, describe, expect, test } from 'vitest';
import { districtsOf, loadReferenceData as loadAreas, searchAreas } from '#areas/server';
import { loadDemonstrationOrganisations } from '#organisations/server';
import { db } from '#platform/db';
import { leavesSomeOut, stagesShown } from '#windows';
import {
  besideLimited,
  datedHours,
  findWindow,
  linesNow,
  listWindows,
  loadDemonstrationWindows,
  loadReferenceData,
  openHotlines,
  routeWindows,
  townsWithWindows,
  windowsFor,
} from '#windows/server';
import { useFakeClock } from '../support/clock.ts';

const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+09:00`);
const names = (windows: { name: string }[]) => windows.map((window) => window.name);
const contacts = (lines: { contact: string }[]) => lines.map((line) => line.contact);

async function codeOf(name: string): Promise<string> {
  const [area] = await searchAreas(name);
  if (!area) throw new Error(`no area ${name}`);
  return area.code5;
}

beforeAll(async () => {
  await loadAreas(db);
  await loadReferenceData(db);
  await loadDemonstrationOrganisations();
  await loadDemonstrationWindows();
});

describe('the days that are not as every week', () => {
  const weekly = { weekdays: [1, 3], opens: 540, closes: 1020, except: ['holidays' as const] };
  const dated = (
    hours: object[],
    exceptions: Parameters<typeof datedHours>[0]['exceptions'] = [],
  ) =>
    datedHours(
      { hours: [weekly, ...hours] as (typeof weekly)[], exceptions },
      at('2026-11-21 12:00'),
    );

  test('are the holidays on which it is closed, single dates, and no others', () => {
    const [holiday, ...others] = dated([]);
    expect(holiday).toMatchObject({ date: '2026-11-23', spans: [] });
    expect(others.map(({ date }) => date)).toEqual(['2027-01-11']);
    const open = { date: '2026-11-23', hours: [{ opens: 600, closes: 720 }], note: '' };
    expect(dated([], [open])[0]).toMatchObject({ spans: open.hours });
    const asEver = { date: '2026-11-25', hours: [{ opens: 540, closes: 1020 }], note: '' };
    expect(dated([], [asEver]).map(({ date }) => date)).not.toContain('2026-11-25');
  });

  test('say all the hours of their day, those of every week too', () => {
    const evening = { weekdays: [3], weeks: [4], opens: 1080, closes: 1200 };
    expect(dated([evening]).find(({ date }) => date === '2026-11-25')?.spans).toEqual([
      { opens: 540, closes: 1020 },
      { opens: 1080, closes: 1200 },
    ]);
  });
});

describe('the demonstration’s windows', () => {
  test('are the 43 of the list, each with its source, ten desks of districts and one invented nationwide one, none checked', async () => {
    const windows = await listWindows({});
    expect(windows).toHaveLength(54);
    expect(windows.filter(({ districts }) => districts.length > 0)).toHaveLength(10);
    for (const window of windows.filter((w) => w.level !== 'nationwide' && w.code5 !== '13201')) {
      expect(window.demonstration).toBe(true);
      expect(window.verifiedOn).toBeNull();
      expect(window.sourceUrl, window.name).toBeTruthy();
      expect(window.sourceDate, window.name).toBeTruthy();
    }
  });

  test('each belong to an organisation that can staff them', async () => {
    const orphans = (await listWindows({})).filter(
      (w) => !w.organisationId && w.level !== 'nationwide',
    );
    expect(names(orphans)).toEqual([]);
  });

  test('are not doubled by loading again', async () => {
    await loadDemonstrationWindows();
    expect(await listWindows({})).toHaveLength(54);
  });

  test('leave a district of theirs as it was renamed', async () => {
    const [first] = await districtsOf('13201');
    const name = (name: string) =>
      db
        .updateTable('districts')
        .set({ name })
        .where('id', '=', first?.id ?? '')
        .execute();
    await name('中央地区');
    await loadDemonstrationWindows();
    expect(await districtsOf('13201')).toHaveLength(10);
    await name(first?.name ?? '');
  });

  test('have hours that could be read wherever the list gives a code', async () => {
    const open = (await listWindows({})).filter(({ hours }) => hours !== null);
    expect(open).toHaveLength(22);
  });

  test('of 阪神 serve eight towns', async () => {
    const shared = (await windowsFor(await codeOf('猪名川町'))).shared;
    expect(names(shared)).toEqual(['兵庫ひきこもり相談支援センター 阪神ブランチ']);
    expect(shared[0]?.serves).toHaveLength(8);
  });

  test('of 福岡県 leave out its two large cities', async () => {
    expect((await windowsFor(await codeOf('福岡市'))).prefecture).toEqual([]);
    expect((await windowsFor(await codeOf('北九州市'))).prefecture).toEqual([]);
    expect((await windowsFor(await codeOf('大牟田市'))).prefecture).toHaveLength(1);
  });

  test('of 静岡県 leave out 静岡市, which hears so, and 浜松市, which has its own', async () => {
    const shizuoka = await windowsFor(await codeOf('静岡市'));
    expect(shizuoka.fallbackReason).toMatchObject({
      leadsTo: 'nationwide',
      prefectureExcludes: true,
    });
    const hamamatsu = await windowsFor(await codeOf('浜松市'));
    expect(hamamatsu.own).toHaveLength(1);
    expect(hamamatsu.prefecture).toEqual([]);
  });

  test('for some ages stand beside one without a limit', async () => {
    const chiyoda = await windowsFor('13101');
    expect(chiyoda.own.every(leavesSomeOut)).toBe(true);
    expect(chiyoda.fallbackReason).toMatchObject({ because: 'age_limited', leadsTo: 'prefecture' });
  });
});

describe('beside a window that leaves some out', () => {
  const besideOf = async (name: string) => {
    const window = (await listWindows({})).find((one) => one.name === name);
    return window ? names(await besideLimited(window)) : [];
  };

  test('stands the town’s own that leaves nobody out, else the prefecture’s, else a nationwide one', async () => {
    expect(await besideOf('ひきこもりサポート事業それいゆ')).toEqual(['福祉総合相談窓口']);
    expect(await besideOf('ひきこもりに関する総合的な受付窓口')).toEqual([
      '東京都ひきこもりサポートネット',
    ]);
    expect(await besideOf('福岡県ひきこもり地域支援センター')).toEqual(['全国の相談（見本）']);
  });

  test('which is open to everyone, nothing needs to stand', async () => {
    expect(await besideOf('豊島区ひきこもり相談窓口')).toEqual([]);
  });
});

test('each of the 1,741 municipalities has a window of its own or a reasoned fallback, ending nationwide', async () => {
  const areas = await db.selectFrom('areas').select('code5').execute();
  expect(areas).toHaveLength(1741);
  for (const { code5 } of areas) {
    const found = await windowsFor(code5);
    const unlimited = stagesShown(found).first.flatMap(({ windows }) =>
      windows.filter((w) => !leavesSomeOut(w)),
    );
    expect(unlimited.length, code5).toBeGreaterThan(0);
    expect(found.own.some((w) => !leavesSomeOut(w)) !== Boolean(found.fallbackReason), code5).toBe(
      true,
    );
    expect(found.nationwide, code5).toHaveLength(1);
    expect((await routeWindows(code5, null)).map(({ stage }) => stage)).toEqual([
      code5 === '13201' ? 'districts' : 'own',
      'nearby',
      'prefecture',
      'nationwide',
    ]);
  }
  expect((await openHotlines(at('2026-11-21 03:00'))).length).toBeGreaterThan(0);
});

describe('the route of an urgent contact', () => {
  test('starts at the prefecture where only that is known, and nationwide where nothing is', async () => {
    const [centre, last] = await routeWindows(null, '13');
    expect(names(centre?.windows ?? [])).toEqual(['東京都ひきこもりサポートネット']);
    expect(last?.stage).toBe('nationwide');
    expect((await routeWindows(null, null)).map(({ stage }) => stage)).toEqual(['nationwide']);
  });

  test('of a code that no municipality has is the route of nobody’s town', async () => {
    expect((await routeWindows('99999', null)).map(({ stage }) => stage)).toEqual(['nationwide']);
  });

  test('asks a neighbour only once it accepts neighbours', async () => {
    const itabashi = await codeOf('板橋区');
    const nearby = async () => (await routeWindows(itabashi, null))[1]?.windows ?? [];
    expect(await nearby()).toEqual([]);
    const accepting = { accepts_neighbours: true, ring_seconds: 20 };
    await db.updateTable('windows').set(accepting).where('code5', '=', '13116').execute();
    expect(await nearby()).toMatchObject([
      { name: '豊島区ひきこもり相談窓口', ringSeconds: 20, acceptsNeighbours: true },
    ]);
    await db.updateTable('windows').set({ accepts_neighbours: false }).execute();
  });

  test('leaves out a window that has ended', async () => {
    const [ended] = (await windowsFor('13116')).own;
    useFakeClock(at('2026-11-21 10:00'));
    const end = (on: string | null) =>
      db
        .updateTable('windows')
        .set({ ended_on: on })
        .where('id', '=', ended?.id ?? '')
        .execute();
    await end('2026-11-21');
    expect((await routeWindows('13116', null))[0]?.windows).toEqual([]);
    expect(await findWindow(ended?.id ?? '')).toBeUndefined();
    await end('2026-11-22');
    expect((await routeWindows('13116', null))[0]?.windows).toHaveLength(1);
    await end(null);
  });
});

describe('the directory', () => {
  test('tells each municipality that has a window once, in the order of codes', async () => {
    const codes = (await listWindows({})).flatMap(({ code5 }) => code5 ?? []);
    expect(await townsWithWindows()).toEqual([...new Set(codes)].sort());
  });

  test('narrows by prefecture, municipality, method and staffed windows', async () => {
    expect(names(await listWindows({ prefCode: '26' }))).toEqual(['京都市ひきこもり相談窓口']);
    expect(names(await listWindows({ code5: '13116' }))).toEqual([
      '豊島区ひきこもり相談窓口',
      '東京都ひきこもりサポートネット',
    ]);
    for (const window of await listWindows({ method: 'video' }))
      expect(window.methods).toContain('video');
    const [first] = await listWindows({});
    expect(await listWindows({ ids: [first?.id ?? ''] })).toHaveLength(1);
    expect(await listWindows({ ids: [] })).toEqual([]);
  });

  test('finds nothing for an id that is none', async () => {
    for (const id of ['', 'x', '00000000-0000-4000-8000-000000000000', "' or 1=1"])
      expect(await findWindow(id), id).toBeUndefined();
  });
});

describe('the hotlines', () => {
  test('are loaded once, and replaced when the shipped file has changed', async () => {
    expect(await loadReferenceData(db)).toBe('unchanged');
    await db
      .updateTable('reference_data')
      .set({ digest: '' })
      .where('name', '=', 'windows')
      .execute();
    await db.deleteFrom('hotlines').where('id', '=', 'yorisoi').execute();
    expect(await loadReferenceData(db)).toBe('loaded');
    expect(contacts(await openHotlines(at('2026-11-21 03:00')))).toContain('0120-279-338');
  });

  test('give 119 and 110 apart from the lines to talk to', async () => {
    const { emergency, open } = await linesNow(at('2026-11-21 12:00'));
    expect(contacts(emergency)).toEqual(['119', '110']);
    expect(contacts(open)).not.toContain('110');
  });

  test.each([
    ['2026-11-21 03:00', '0120-783-556', false],
    ['2026-11-21 16:00', '0120-783-556', true],
    ['2026-12-10 09:00', '0120-783-556', true],
    ['2026-12-11 07:59', '0120-783-556', true],
    ['2026-11-20 09:00', '#9110', true],
    ['2026-11-23 09:00', '#9110', false],
    ['2026-12-30 17:00', '0120-99-7777', false],
    ['2026-11-24 03:00', '0120-061-338', false],
    ['2026-11-23 03:00', '0120-061-338', true],
  ])('at %s hold %s: %s', async (instant, contact, open) => {
    expect(contacts(await openHotlines(at(instant))).includes(contact)).toBe(open);
  });

  test('of Tokyo are shown in Tokyo only', async () => {
    const night = at('2026-11-21 02:00');
    expect(contacts(await openHotlines(night, '13'))).toContain('0570-087478');
    expect(contacts(await openHotlines(night, '14'))).not.toContain('0570-087478');
    expect(contacts(await openHotlines(night))).not.toContain('0570-087478');
  });
});

describe('the database refuses', () => {
  const window = { name: '試しの窓口', level: 'town' };
  const add = (values: object) =>
    db
      .insertInto('windows')
      .values({ ...window, ...values })
      .execute();

  test.each([
    ['a window without a name', { name: '' }, 'windows_name_given'],
    ['an unknown level', { level: 'galaxy' }, 'windows_level'],
    ['an unknown method', { methods: ['telepathy'] }, 'windows_methods'],
    ['ages the wrong way round', { minimum_age: 40, maximum_age: 15 }, 'windows_ages'],
    ['a prefecture’s window of no prefecture', { level: 'prefecture' }, 'windows_prefecture_level'],
    ['a ring too short to reach the phone', { ring_seconds: 5 }, 'windows_ring_seconds'],
  ])('%s', async (_, values, constraint) => {
    await expect(add(values)).rejects.toThrow(constraint);
  });

  test('an emergency line among the lines to talk to', async () => {
    const misplaced = db
      .updateTable('hotlines')
      .set({ topic: 'anyone' })
      .where('id', '=', 'police');
    await expect(misplaced.execute()).rejects.toThrow('hotlines_emergency_topic');
  });

  test('a temporary line that ends before it begins', async () => {
    const backwards = db
      .updateTable('hotlines')
      .set({ valid_from: '2026-02-01', valid_until: '2026-01-01' });
    await expect(backwards.execute()).rejects.toThrow('hotlines_valid');
  });
});
