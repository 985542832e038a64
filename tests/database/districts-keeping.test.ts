import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { districtsOf, districtsOfPostalCode, postalCodesElsewhere } from '#areas/server';
import { auditOf } from '#organisations/server';
import { brokenConstraint, db } from '#platform/db';
import type { DistrictInput } from '#windows';
import {
  districtAskedAt,
  districtsAsked,
  districtToKeep,
  addDistrict,
  findWindow,
  keepsDistricts,
  keptDistricts,
  placesToKeep,
  removeDistrict,
  reviseDistrict,
  routeWindows,
  windowsFor,
  type DistrictToKeep,
} from '#windows/server';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aCaller, ringingFor } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown, aWindow, type Town } from '../support/towns.ts';

let town: Town;
let next: string;
let hall: OrganisationId;
let admin: AccountViewer;
let publisher: AccountViewer;
let prefecture: AccountViewer;
let stranger: AccountViewer;
let operator: AccountViewer;

beforeAll(async () => {
  town = await aTown();
  next = `${town.prefCode}102`;
  hall = await aHall(town);
  admin = await anAccount(hall, 'admin');
  publisher = await anAccount(hall, 'publisher', 'window_staff', 'supervisor');
  prefecture = await anAccount(
    await anOrganisation({ kind: 'prefecture', pref_code: town.prefCode }),
    'admin',
  );
  stranger = await anAccount(await aHall(await aTown()), 'admin');
  operator = { ...stranger, operator: true, memberships: [] };
});

const aHall = ({ prefCode, code5 }: Town, over: object = {}): Promise<OrganisationId> =>
  anOrganisation({ kind: 'municipality', pref_code: prefCode, code5, ...over });

let names = 0;
const newName = () => `第${(names += 1)}地区`;

const aPart = (over: Partial<DistrictInput> = {}): DistrictInput => ({
  kind: 'catchment',
  prefCode: town.prefCode,
  code5: town.code5,
  name: newName(),
  ...over,
});

const aGroup = (over: Partial<DistrictInput> = {}): DistrictInput => ({
  kind: 'group',
  prefCode: town.prefCode,
  code5: null,
  name: newName(),
  areas: [town.code5],
  ...over,
});

const streets = (...some: [name: string, postalPrefix?: string][]) =>
  some.map(([name, postalPrefix = null]) => ({ name, postalPrefix }));

async function entered(input: DistrictInput): Promise<string> {
  const done = await addDistrict(operator, input);
  if (typeof done === 'string' || !('id' in done)) throw new Error(JSON.stringify(done));
  return done.id;
}

async function kept(id: string): Promise<DistrictToKeep> {
  const found = await districtToKeep(operator, id);
  if (typeof found === 'string') throw new Error(found);
  return found;
}

/** Saves what was edited in the district as it stands. */
const revise = async (viewer: AccountViewer, id: string, input: DistrictInput) =>
  reviseDistrict(viewer, id, input, (await kept(id)).edition);

const remove = async (viewer: AccountViewer, id: string) =>
  removeDistrict(viewer, id, (await kept(id)).edition);

async function aDeskFor(district: string, over: object = {}): Promise<string> {
  const place = { level: 'town', code5: town.code5, pref_code: town.prefCode };
  const id = await aWindow({ ...place, ...over });
  const link = { window_id: id, district_id: district };
  await db.insertInto('window_districts').values(link).execute();
  return id;
}

const actsOf = async (): Promise<string[]> => {
  const acts = await auditOf(admin, hall);
  return acts === 'not_found' ? [] : acts.map(({ act, subject }) => `${act} ${subject}`);
};

const ids = (windows: { id: string }[]) => windows.map(({ id }) => id);

describe('a district', () => {
  test('is added with its streets in the order they were written, and the public finds it at once', async () => {
    const place = await aTown();
    const some = streets(['緑町', '0000801'], ['朝日町、丸山1〜3丁目', '0000802'], ['', '00009']);
    const over = { prefCode: place.prefCode, code5: place.code5, kana: 'トウブ', streets: some };
    const id = await entered(aPart(over));
    expect(await districtsOf(place.code5)).toMatchObject([
      { id, kana: 'とうぶ', streetNames: ['緑町', '朝日町、丸山1〜3丁目'] },
    ]);
    expect(ids(await districtsOfPostalCode(place.code5, '000-0802'))).toEqual([id]);
    expect((await kept(id)).district.streets).toEqual(some);
  });

  test('is renamed, and windows go on naming it', async () => {
    const id = await entered(aPart());
    const desk = await aDeskFor(id);
    const name = newName();
    expect(await revise(admin, id, aPart({ name }))).toBe('revised');
    expect(await findWindow(desk)).toMatchObject({ districts: [{ id, name }] });
    expect(await actsOf()).toContain(`district.revised district:${id}`);
  });

  test('may turn out to be a ward, never a group', async () => {
    const id = await entered(aPart());
    expect(await revise(admin, id, aPart({ kind: 'ward' }))).toBe('revised');
    expect(await kept(id)).toMatchObject({ district: { kind: 'ward' } });
    expect(await revise(admin, id, aGroup())).toEqual({ problems: { place: 'prefecture' } });
  });

  test('stays in its place, whatever place is sent with it', async () => {
    const id = await entered(aPart());
    expect(await revise(admin, id, aPart({ code5: next }))).toBe('revised');
    expect(await kept(id)).toMatchObject({ district: { code5: town.code5 } });
  });

  test('sent twice at once is one, and another of its name is refused', async () => {
    const input = aPart({ streets: streets(['北町']) });
    const [one, two] = await Promise.all([entered(input), entered(input)]);
    expect(one).toBe(two);
    expect((await actsOf()).filter((act) => act === `district.added district:${one}`)).toHaveLength(
      1,
    );
    const taken = { problems: { name: 'taken' } };
    expect(await addDistrict(admin, { ...input, streets: [] })).toEqual(taken);
    const unseen = `\u202e${input.name?.slice(0, 2)}\u200b${input.name?.slice(2)} `;
    expect(await addDistrict(admin, { ...input, kind: 'ward', name: unseen })).toEqual(taken);
    const other = await entered(aPart());
    expect(await revise(admin, other, input)).toEqual(taken);
  });

  test('that another has changed meanwhile is not overwritten unseen; the same saved twice is saved', async () => {
    const id = await entered(aPart());
    const { edition } = await kept(id);
    const [first, second] = [aPart(), aPart()];
    const save = (input: DistrictInput) => reviseDistrict(admin, id, input, edition);
    expect((await Promise.all([save(first), save(second)])).toSorted()).toEqual([
      'changed_meanwhile',
      'revised',
    ]);
    const { name } = (await kept(id)).district;
    const [standing, late] = name === first.name ? [first, second] : [second, first];
    expect(await save(standing)).toBe('revised');
    expect(await save(late)).toBe('changed_meanwhile');
    expect(
      (await actsOf()).filter((act) => act === `district.revised district:${id}`),
    ).toHaveLength(1);
    expect(await removeDistrict(admin, id, edition)).toBe('changed_meanwhile');
    expect((await kept(id)).district.name).toBe(name);
  });

  test.each([
    ['no name', { name: ' \u3000' }, 'name', 'name'],
    ['a name that nobody can see', { name: '\u200b\u202e\u200d' }, 'name', 'name'],
    ['a name of 10,000 characters', { name: 'あ'.repeat(10_000) }, 'name', 'long'],
    ['a reading in kanji', { kana: '東部' }, 'kana', 'kana'],
    ['a kind that is none', { kind: 'galaxy' }, 'kind', 'kind'],
    ['no place', { prefCode: null, code5: null }, 'place', 'place'],
    ['a part of no town', { code5: null }, 'place', 'town'],
    ['a group inside a town', { kind: 'group', areas: ['13101'] }, 'place', 'prefecture'],
    ['a group of nothing', { kind: 'group', code5: null }, 'areas', 'areas'],
    ['a place that is not there', { prefCode: '99', code5: '99999' }, 'place', 'place'],
    [
      'half a postal code',
      { streets: [{ name: '', postalPrefix: '123' }] },
      'streets.0.postalPrefix',
      'postal',
    ],
    [
      'digits that are no postal code',
      { streets: [{ name: '朝日町 192-000', postalPrefix: null }] },
      'streets.0.name',
      'unclear',
    ],
    [
      'a street of 10,000 characters',
      { streets: [{ name: 'あ'.repeat(10_000), postalPrefix: null }] },
      'streets.0.name',
      'long',
    ],
    [
      'too many streets',
      { streets: Array.from({ length: 1_001 }, () => ({ name: '北町', postalPrefix: null })) },
      'streets',
      'many',
    ],
    [
      'a group with a town of elsewhere',
      { kind: 'group', code5: null, areas: ['13101'] },
      'areas',
      'areas',
    ],
  ] as const)('with %s is refused with what to do', async (_, over, field, problem) => {
    expect(await addDistrict(operator, aPart(over as unknown as Partial<DistrictInput>))).toEqual({
      problems: { [field]: problem },
    });
  });

  test('hears all that is wrong with it at once, whether its words or the database tell', async () => {
    const id = await entered(aPart());
    const { name } = (await kept(id)).district;
    const stray = { prefix: '0000301', code5: next };
    await db.insertInto('postal_prefixes').values(stray).execute();
    const some = streets(['北町', '0000301'], ['南町 993-000']);
    const wrong = aPart({ name, kana: '東部', streets: some });
    const problems = {
      name: 'taken',
      kana: 'kana',
      'streets.0.postalPrefix': 'elsewhere',
      'streets.1.name': 'unclear',
    };
    expect(await addDistrict(admin, wrong)).toEqual({ problems });
    const other = await entered(aPart());
    expect(await revise(admin, other, wrong)).toEqual({ problems });
    const { name: _, ...theirs } = problems;
    expect(await revise(admin, id, wrong)).toEqual({ problems: theirs });
    const strayAlone = aPart({ streets: streets(['北町', '0000301']) });
    expect(await addDistrict(admin, strayAlone)).toEqual({
      problems: { 'streets.0.postalPrefix': 'elsewhere' },
    });
    const nameless = { kind: 'catchment', prefCode: null, code5: null, name: '' } as const;
    expect(await addDistrict(admin, nameless)).toEqual({
      problems: { name: 'name', place: 'place' },
    });
  });

  test('with streets or towns said twice holds them once', async () => {
    const id = await entered(aPart({ streets: streets(['北町', '0000701'], ['北町', '0000701']) }));
    expect((await kept(id)).district.streets).toHaveLength(1);
    const group = await entered(aGroup({ areas: [next, town.code5, next] }));
    expect((await kept(group)).district.areas).toEqual([town.code5, next]);
  });
});

describe('what the public sees', () => {
  test('a window of one district alone is offered there and not next door, after a street has changed sides too', async () => {
    const east = await entered(aPart({ streets: streets(['', '0000601']) }));
    const west = await entered(aPart({ streets: streets(['境町', '0000602']) }));
    const desk = await aDeskFor(east, { name: '東の窓口' });
    const offeredAt = async (code: string) => {
      const [district, ...others] = await districtsOfPostalCode(town.code5, code);
      expect(others).toEqual([]);
      const { own } = await windowsFor(town.code5, district?.id);
      const [first] = await routeWindows(town.code5, null, district?.id);
      return ids(own).includes(desk) && ids(first?.windows ?? []).includes(desk);
    };
    expect(await offeredAt('000-0601')).toBe(true);
    expect(await offeredAt('000-0602')).toBe(false);
    expect(await revise(admin, west, aPart())).toBe('revised');
    const both = streets(['', '0000601'], ['境町', '0000602']);
    expect(await revise(admin, east, aPart({ streets: both }))).toBe('revised');
    expect(await offeredAt('000-0602')).toBe(true);
    expect(ids((await windowsFor(town.code5, west)).own)).not.toContain(desk);

    const there = await onDutyAt(desk);
    const press = async (districtId: string) =>
      ringingFor((await aCaller(town, { districtId })).contactId);
    expect(await press(east)).toContain(there.viewer.accountId);
    expect(await press(west)).not.toContain(there.viewer.accountId);
    await there.goes();
  });

  test('nobody is asked for a district while each window serves all of the town', async () => {
    const place = await aTown();
    const some = streets(['', '0000201']);
    const { prefCode, code5 } = place;
    const id = await entered(aPart({ prefCode, code5, streets: some }));
    const asked = () => districtAskedAt(code5, '000-0201');
    expect(await districtsAsked(code5)).toEqual([]);
    expect(await asked()).toBeUndefined();
    const desk = await aDeskFor(id, { code5: place.code5, pref_code: place.prefCode });
    expect(ids(await districtsAsked(place.code5))).toEqual([id]);
    expect(await asked()).toMatchObject({ id });
    const ended = { ended_on: '2026-01-01' };
    await db.updateTable('windows').set(ended).where('id', '=', desk).execute();
    expect(await districtsAsked(place.code5)).toEqual([]);
  });

  test('a window of a group serves the towns that the group has now', async () => {
    const id = await entered(aGroup({ areas: [town.code5] }));
    const desk = await aDeskFor(id, { level: 'shared', code5: null });
    const served = async (code5: string) => ids((await windowsFor(code5)).shared).includes(desk);
    expect([await served(town.code5), await served(next)]).toEqual([true, false]);
    expect(await revise(prefecture, id, aGroup({ areas: [next] }))).toBe('revised');
    expect([await served(town.code5), await served(next)]).toEqual([false, true]);
    const [, nearby] = await routeWindows(next, null);
    expect(ids(nearby?.windows ?? [])).toContain(desk);
  });

  test('a postal code that another municipality alone has is known for a slip of the pen', async () => {
    const known = [
      { prefix: '9950001', code5: next },
      { prefix: '9950002', code5: town.code5 },
      { prefix: '99500', code5: next },
      { prefix: '99400', code5: town.code5 },
    ];
    await db.insertInto('postal_prefixes').values(known).execute();
    const codes = ['9950001', '9950002', '9940007', '0000001', '99500'];
    expect(await postalCodesElsewhere(town.code5, codes)).toEqual(['9950001']);
    expect(await postalCodesElsewhere(town.code5, [])).toEqual([]);
  });
});

describe('taking a district away', () => {
  test('is refused while a window names it, one that has ended too, and then done once', async () => {
    const id = await entered(aPart());
    const desk = await aDeskFor(id, { name: '終わった窓口', ended_on: '2026-01-01' });
    expect(await remove(admin, id)).toBe('named');
    expect(await kept(id)).toMatchObject({ windows: [{ id: desk, endedOn: '2026-01-01' }] });
    await db.deleteFrom('window_districts').where('window_id', '=', desk).execute();
    const { edition } = await kept(id);
    expect(await removeDistrict(admin, id, edition)).toBe('removed');
    expect(await removeDistrict(admin, id, edition)).toBe('gone');
    expect(await reviseDistrict(admin, id, aPart(), edition)).toBe('gone');
    expect(await districtToKeep(admin, id)).toBe('gone');
    expect(ids(await districtsOf(town.code5))).not.toContain(id);
    expect(await actsOf()).toContain(`district.removed district:${id}`);
  });

  test('and naming it at the same moment: one of both, never a window that names nothing', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await entered(aPart());
      const { edition } = await kept(id);
      const [removed, named] = await Promise.all([
        removeDistrict(admin, id, edition),
        aDeskFor(id).catch(brokenConstraint),
      ]);
      expect(
        removed === 'removed'
          ? named === 'window_districts_district'
          : removed === 'named' && named !== 'window_districts_district',
      ).toBe(true);
    }
  });
});

describe('who may', () => {
  const acts = (viewer: AccountViewer, id: string, input: DistrictInput) => [
    () => districtToKeep(viewer, id),
    () => addDistrict(viewer, input),
    () => reviseDistrict(viewer, id, input, ''),
    () => removeDistrict(viewer, id, ''),
  ];

  test.each([
    ['a publisher of the town', () => Promise.resolve(publisher)],
    ['an admin of another town', () => Promise.resolve(stranger)],
    ['the prefecture', () => Promise.resolve(prefecture)],
    [
      'an admin of a family association in the town',
      async () =>
        anAccount(await anOrganisation({ pref_code: town.prefCode, code5: town.code5 }), 'admin'),
    ],
    [
      'whoever has only applied as the town',
      async () => anAccount(await aHall(town, { standing: 'applied', verified_at: null }), 'admin'),
    ],
  ])(
    '%s finds and changes no district of the town, and its admin hears of the try',
    async (_, who) => {
      const viewer = await who();
      const id = await entered(aPart());
      const before = await kept(id);
      await db.deleteFrom('audit_entries').execute();
      for (const act of acts(viewer, id, aPart())) expect(await act()).toBe('not_found');
      expect(await kept(id)).toEqual(before);
      expect((await actsOf()).toSorted()).toEqual([
        `district.refused district:${id}`,
        'district.refused district:new',
      ]);
    },
  );

  test('a town does not group the towns of its prefecture; the prefecture does', async () => {
    const id = await entered(aGroup());
    for (const act of acts(admin, id, aGroup())) expect(await act()).toBe('not_found');
    expect(await revise(prefecture, id, aGroup({ areas: [next] }))).toBe('revised');
    expect(await addDistrict(prefecture, aGroup())).toHaveProperty('id');
    expect(await remove(prefecture, id)).toBe('removed');
  });

  test('each sees the districts of their own places, the operator all; whoever has none finds no page', async () => {
    const name = `${newName()}の南`;
    const [part, group] = [await entered(aPart({ name })), await entered(aGroup())];
    await aDeskFor(part);
    await aDeskFor(part, { ended_on: '2026-01-01' });
    const all = { text: '', page: 1 };
    const seen = async (viewer: AccountViewer, text = '') => {
      const found = await keptDistricts(viewer, { text, page: 1 });
      return found === 'not_found' ? found : found.districts;
    };
    expect(await seen(admin, name)).toMatchObject([
      { id: part, place: town.code5, placeName: '青葉県 青葉市', windows: 1 },
    ]);
    expect(await seen(stranger, name)).toEqual([]);
    const groups = await seen(prefecture);
    expect(groups).toContainEqual(expect.objectContaining({ id: group, members: ['青葉市'] }));
    expect(groups).not.toContainEqual(expect.objectContaining({ id: part }));
    expect(await seen(operator, '%')).toEqual([]);
    expect(await placesToKeep(operator)).toBe('all');
    expect(await keptDistricts(operator, { ...all, page: 9_999 })).toMatchObject({ districts: [] });

    await db.deleteFrom('audit_entries').execute();
    expect(await keptDistricts(publisher, all)).toBe('not_found');
    expect([await keepsDistricts(publisher), await keepsDistricts(admin)]).toEqual([false, true]);
    const log = await db.selectFrom('audit_entries').select(['act', 'subject']).execute();
    expect(log).toEqual([{ act: 'district.refused', subject: 'districts' }]);
  });

  test('what nobody here keeps is the operator’s, and the site’s log has it', async () => {
    const place = await aTown();
    const over = { prefCode: place.prefCode, code5: place.code5 };
    const id = await entered(aPart(over));
    expect(await districtToKeep(stranger, id)).toBe('not_found');
    const log = await db
      .selectFrom('audit_entries')
      .select('act')
      .where('subject', '=', `district:${id}`)
      .where('organisation_id', 'is', null)
      .orderBy('id')
      .execute();
    expect(log.map(({ act }) => act)).toEqual(['district.added', 'district.refused']);
  });

  test('an id that is none is gone for those who keep any, and nothing for others', async () => {
    for (const id of ['', 'x', "' or 1=1", randomUUID()]) {
      expect(await districtToKeep(admin, id)).toBe('gone');
      expect(await removeDistrict(publisher, id, '')).toBe('not_found');
    }
  });

  test('a window may be opened by those who keep its organisation alone', async () => {
    const id = await entered(aPart());
    await aDeskFor(id, { organisation_id: hall, name: 'あ' });
    await aDeskFor(id, { name: 'い' });
    expect(await districtToKeep(admin, id)).toMatchObject({
      windows: [{ mayRevise: true }, { mayRevise: false }],
    });
  });
});
