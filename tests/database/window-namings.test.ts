/** A desk that names another organisation speaks for it only as far as that one agreed. */
import { beforeAll, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { auditOf, namingsFor } from '#organisations/server';
import { db } from '#platform/db';
import type { WindowInput } from '#windows';
import {
  addWindow,
  desksWith,
  endWindow,
  findWindow,
  listWindows,
  reviseWindow,
  windowToKeep,
} from '#windows/server';
import { NAMERS } from '../../src/namers.server.ts';
import { answered } from '../support/namings.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

let keeper: OrganisationId;
let keeping: AccountViewer;
let city: OrganisationId;
let admin: AccountViewer;

beforeAll(async () => {
  keeper = await anOrganisation();
  keeping = await anAccount(keeper, 'admin');
  city = await anOrganisation({ name: 'あおば市' });
  admin = await anAccount(city, 'admin');
});

const anInput = (parts: WindowInput['parts']): WindowInput => ({
  organisationId: keeper,
  name: '相談室',
  level: 'nationwide',
  minimumAge: null,
  maximumAge: null,
  familyOnly: null,
  takesHomeVisits: false,
  acceptsNeighbours: false,
  methods: ['phone'],
  languages: ['ja'],
  prefCode: null,
  code5: null,
  hours: [],
  exceptions: [],
  counsellors: [],
  parts,
});

const commissioner = () => [{ organisationId: city, part: 'commissioner' as const }];

async function aDesk(parts = commissioner()): Promise<string> {
  const done = await addWindow(keeping, anInput(parts));
  if (typeof done === 'string' || 'problems' in done) throw new Error(JSON.stringify(done));
  return done.id;
}

const answer = (id: string, ours: boolean, ...parts: string[]) =>
  answered(admin, city, { kind: 'window', id, ours, parts });

const shown = async (id: string) => ({
  parts: ((await findWindow(id))?.parts ?? []).map(({ name, part, ledTo }) => ({
    name,
    part,
    ledTo,
  })),
  onPage: (await desksWith(city)).some((one) => one.id === id),
  inList: (await listWindows({ organisationId: city })).some((one) => one.id === id),
});

const stateOf = async (id: string) =>
  (await namingsFor(admin, NAMERS)).find((one) => one.id === id)?.state;

const NAMED = { name: 'あおば市', part: 'commissioner' };

test('who is named as the one that commissions a desk is asked, and led to once it agreed to that part', async () => {
  const id = await aDesk();
  expect(await shown(id)).toEqual({
    parts: [{ ...NAMED, ledTo: false }],
    onPage: false,
    inList: false,
  });
  expect(await stateOf(id)).toBe('asked');
  expect(await answer(id, true, 'operating')).toBe('gone');
  expect(await answer(id, true, 'commissioner')).toBe('answered');
  // It is the keeper's in every list of desks all the same.
  expect(await shown(id)).toEqual({
    parts: [{ ...NAMED, ledTo: true }],
    onPage: true,
    inList: false,
  });
  expect(await auditOf(admin, city)).toMatchObject([
    { act: 'naming.agreed', subject: `naming:${id}` },
    { act: 'naming.asked', subject: `naming:${id}`, by: null },
  ]);
  expect(await auditOf(keeping, keeper)).toMatchObject([
    { act: 'naming.agreed', subject: `window:${id}`, by: null },
    { act: 'window.added' },
  ]);
});

test('who answered “not us” stands on the desk’s page no more, is not asked again and comes back by no saving', async () => {
  const id = await aDesk();
  expect(await answer(id, false)).toBe('answered');
  const gone = { parts: [], onPage: false, inList: false };
  expect(await shown(id)).toEqual(gone);
  for (const parts of [[], [{ organisationId: city, part: 'operating' as const }]]) {
    const kept = await windowToKeep(keeping, id);
    const edition = kept === 'not_found' ? '' : kept.edition;
    expect(await reviseWindow(keeping, id, anInput(parts), edition)).toBe('revised');
  }
  expect(await shown(id)).toEqual(gone);
  expect(await stateOf(id)).toBe('declined');
});

test('an answer is no change of the record: whoever edits it meanwhile saves', async () => {
  const id = await aDesk();
  const kept = await windowToKeep(keeping, id);
  await answer(id, true, 'commissioner');
  const edition = kept === 'not_found' ? '' : kept.edition;
  expect(await reviseWindow(keeping, id, anInput(commissioner()), edition)).toBe('revised');
  expect(await shown(id)).toMatchObject({ parts: [{ ledTo: true }], onPage: true });
});

test('its own keeper needs nobody’s agreement, and what has ended asks for none', async () => {
  const own = await aDesk([{ organisationId: keeper, part: 'commissioner' }]);
  expect((await findWindow(own))?.parts).toMatchObject([{ ledTo: true }]);
  expect(await namingsFor(keeping, NAMERS)).toEqual([]);
  const id = await aDesk();
  await endWindow(keeping, id, '2020-01-01');
  expect(await stateOf(id)).toBeUndefined();
  expect(await answer(id, true, 'commissioner')).toBe('gone');
});

test('a desk of an organisation that nobody sees asks nobody', async () => {
  const hidden = await anOrganisation();
  const theirs = await anAccount(hidden, 'admin');
  const input = (parts: WindowInput['parts']) => ({ ...anInput(parts), organisationId: hidden });
  const added = await addWindow(theirs, input([]));
  if (typeof added === 'string' || 'problems' in added) throw new Error(JSON.stringify(added));
  await endWindow(theirs, added.id, '2020-01-01');
  await db
    .updateTable('organisations')
    .set({ standing: 'withdrawn' })
    .where('id', '=', hidden)
    .execute();
  const before = await auditOf(admin, city);
  const kept = await windowToKeep(theirs, added.id);
  const edition = kept === 'not_found' ? '' : kept.edition;
  const revised = await reviseWindow(theirs, added.id, input(commissioner()), edition);
  expect(revised).toBe('revised');
  expect(await auditOf(admin, city)).toEqual(before);
});

test('a desk names eight at most', async () => {
  const parts = (['organiser', 'co_organiser', 'operating'] as const).flatMap((part) =>
    [keeper, city, keeping.accountId].map((organisationId) => ({ organisationId, part })),
  );
  expect(await addWindow(keeping, anInput(parts))).toEqual({ problems: { parts: 'long' } });
});
