/** Whoever takes an entry over and whoever looked after it before have had the same list read in. */
import { expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { findImport, undoImport } from '#imports/server';
import {
  answerOperator,
  decideApplication,
  verifyAsEntry,
  withdrawOrganisation,
} from '#organisations/server';
import { db, inTransaction } from '#platform/db';
import { findSeries, reviseSeries } from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { IMPORTED_LISTS } from '../../src/imported-lists.server.ts';
import { anOperator, applied, verified } from '../support/applications.ts';
import {
  anEntry,
  aSamplePublisher,
  importedBy,
  membersNow,
  MET,
  TAKING_OVER,
} from '../support/claims.ts';

const FAMILY = '131164,1,家族のつどい,2030-12-05,13:30,15:00,区民センター,お茶を飲みながら';
const PLACE = '131164,2,居場所 こもれび,2030-12-06,10:00,16:00,こもれびの家,';
const ELSEWHERE = FAMILY.replace('区民センター', '別の所');

interface Two {
  entry: OrganisationId;
  /** Whoever looked after the entry, while it was listed. */
  sample: AccountViewer;
  id: OrganisationId;
  admin: AccountViewer;
}

async function two(): Promise<Two> {
  const entry = await anEntry();
  return { entry, sample: await aSamplePublisher(entry), ...(await applied({ claims: entry })) };
}

async function takenOver({ entry, id, admin }: Two): Promise<AccountViewer> {
  const done = await verifyAsEntry(await anOperator(), id, entry, MET, TAKING_OVER);
  expect(done).toBe('decided');
  return membersNow(admin, entry);
}

const seriesOf = (organisationId: string) =>
  db
    .selectFrom('series')
    .select(['id', 'title', 'state', 'place_name as place'])
    .where('organisation_id', '=', organisationId)
    .orderBy('state')
    .orderBy('title')
    .execute();

async function onlyOf(organisationId: string): Promise<string> {
  const [only, ...more] = await seriesOf(organisationId);
  if (!only || more.length > 0) throw new Error('not one series');
  return only.id;
}

/** In the editor: shown to everybody, or kept as a draft. */
async function saved(viewer: AccountViewer, id: string, over = {}, publish = false) {
  const found = await findSeries(viewer, id);
  if (!found) throw new Error('no series');
  const how = { publish, promote: promoteWaiting };
  expect(await reviseSeries(viewer, id, { ...found.input, ...over }, how)).toBe('saved');
}

async function changesOf(viewer: AccountViewer, id: string) {
  const all = { outcome: null, reason: null, page: 1 };
  return (await findImport(viewer, id, all, IMPORTED_LISTS))?.changes;
}

test('what nobody has touched on either side stands once, as the draft of whoever takes over', async () => {
  const both = await two();
  await importedBy(both.sample, both.entry, [FAMILY, PLACE]);
  const own = await importedBy(both.admin, both.id, [FAMILY, PLACE]);
  const mine = (await seriesOf(both.id)).map(({ id }) => id).sort();
  const after = await takenOver(both);
  expect((await seriesOf(both.entry)).map(({ id }) => id).sort()).toEqual(mine);
  const again = await importedBy(after, both.entry, [FAMILY, PLACE]);
  expect(await changesOf(after, again)).toMatchObject({ created: 0, unchanged: 2, kept: 0 });
  expect(await undoImport(after, own, IMPORTED_LISTS)).toEqual({ undone: 2, kept: 0 });
  expect(await seriesOf(both.entry)).toEqual([]);
});

test('what is public stays where people know it, and the same draft beside it goes', async () => {
  const both = await two();
  await importedBy(both.sample, both.entry, [FAMILY]);
  const known = await onlyOf(both.entry);
  await saved(both.sample, known, {}, true);
  const own = await importedBy(both.admin, both.id, [FAMILY]);
  const after = await takenOver(both);
  expect(await seriesOf(both.entry)).toMatchObject([{ id: known, state: 'published' }]);
  const again = await importedBy(after, both.entry, [FAMILY]);
  expect(await changesOf(after, again)).toMatchObject({ created: 0, unchanged: 1 });
  expect(await undoImport(after, own, IMPORTED_LISTS)).toEqual({ undone: 0, kept: 1 });
  expect(await seriesOf(both.entry)).toMatchObject([{ id: known, state: 'published' }]);
});

test('a draft that its people have worked on stays beside what is public, which alone follows the list', async () => {
  const both = await two();
  await importedBy(both.sample, both.entry, [FAMILY]);
  const known = await onlyOf(both.entry);
  await saved(both.sample, known, {}, true);
  await importedBy(both.admin, both.id, [FAMILY]);
  const draft = await onlyOf(both.id);
  await saved(both.admin, draft, { title: '自分たちの言葉の会' });
  const after = await takenOver(both);
  expect(await seriesOf(both.entry)).toMatchObject([
    { id: draft, state: 'draft', title: '自分たちの言葉の会' },
    { id: known, state: 'published' },
  ]);
  const again = await importedBy(after, both.entry, [ELSEWHERE]);
  expect(await changesOf(after, again)).toMatchObject({ created: 0, updated: 0, kept: 1 });
  expect(await seriesOf(both.entry)).toHaveLength(2);
});

test('a draft that its people have worked on takes the place of the entry’s untouched one', async () => {
  const both = await two();
  await importedBy(both.sample, both.entry, [FAMILY]);
  await importedBy(both.admin, both.id, [FAMILY]);
  const draft = await onlyOf(both.id);
  await saved(both.admin, draft, { title: '自分たちの言葉の会' });
  const after = await takenOver(both);
  expect(await onlyOf(both.entry)).toBe(draft);
  const again = await importedBy(after, both.entry, [ELSEWHERE]);
  expect(await changesOf(after, again)).toMatchObject({ created: 0, kept: 1 });
});

test('where their lists said different things nothing goes, and the list is followed by the newer hands', async () => {
  const both = await two();
  await importedBy(both.sample, both.entry, [FAMILY]);
  await importedBy(both.admin, both.id, [ELSEWHERE, PLACE]);
  const after = await takenOver(both);
  const places = (await seriesOf(both.entry)).map(({ place }) => place).sort();
  expect(places).toEqual(['こもれびの家', '別の所', '区民センター']);
  const again = await importedBy(after, both.entry, [ELSEWHERE, PLACE]);
  expect(await changesOf(after, again)).toMatchObject({ created: 0, unchanged: 2 });
});

test('rows that only the list of the one had are remembered with the other', async () => {
  const both = await two();
  const second = FAMILY.replace(',1,', ',3,').replace('12-05', '12-19');
  await importedBy(both.sample, both.entry, [FAMILY, second]);
  await saved(both.sample, await onlyOf(both.entry), {}, true);
  // The same two days, of which it counts one by another number.
  await importedBy(both.admin, both.id, [FAMILY, second.replace(',3,', ',7,')]);
  const after = await takenOver(both);
  expect(await seriesOf(both.entry)).toHaveLength(1);
  const again = await importedBy(after, both.entry, [second.replace(',3,', ',7,')]);
  expect(await changesOf(after, again)).toMatchObject({ created: 0 });
});

/** While a long list of theirs is being written: the writer keeps its rows, and their organisation's, until the last one. */
const whileWriting = <T>(organisation_id: OrganisationId, act: () => Promise<T>): Promise<T> =>
  inTransaction(async (trx) => {
    const draft = { organisation_id, kind: 'lecture', title: '一覧の1行', state: 'draft' };
    await trx
      .insertInto('series')
      .values({ ...draft, format: 'online' })
      .execute();
    return act();
  });

test('taken over while a list of either is being written: asked to try again soon, and then it works', async () => {
  const both = await two();
  const operator = await anOperator();
  const verify = () => verifyAsEntry(operator, both.id, both.entry, MET, TAKING_OVER);
  expect(await whileWriting(both.id, verify)).toBe('held');
  expect(await whileWriting(both.entry, verify)).toBe('held');
  expect(await verify()).toBe('decided');
  expect(await seriesOf(both.entry)).toHaveLength(2);
});

test('nor does anybody who decides on an organisation otherwise wait for a list of it', async () => {
  const operator = await anOperator();
  const { id, admin } = await applied();
  const asked = { ...verified, decision: 'asked' as const, remark: 'どなたの推薦ですか' };
  expect(await whileWriting(id, () => decideApplication(operator, id, asked))).toBe('held');
  expect(await decideApplication(operator, id, asked)).toBe('decided');
  expect(await answerOperator(admin, id, '区の推薦です')).toBe('answered');
  expect(await decideApplication(operator, id, verified)).toBe('decided');
  const withdraw = () => withdrawOrganisation(operator, id, '申し出による', []);
  expect(await whileWriting(id, withdraw)).toBe('held');
  expect(await withdraw()).toBe('withdrawn');
});
