import { beforeAll, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { confirmImport, findImport, handIn, importTasks, undoImport } from '#imports/server';
import { now } from '#platform/clock';
import { db, inTransaction, sql } from '#platform/db';
import { csvOf } from '#platform/sheets/server';
import { localDate } from '#platform/tokyo';
import { LIST_SHAPES } from '#windows';
import { addWindow, confirmWindow, endWindow, windowListOf, windowToKeep } from '#windows/server';
import { IMPORTED_LISTS as LISTS } from '../../src/imported-lists.server.ts';
import type { ImportId } from '../../src/imports/import-record.ts';
import { loadReferenceData } from '../../src/reference-data.server.ts';
import { EVERY_OFFICE } from '../../src/windows/hours.ts';
import { UNSAID } from '../../src/windows/imports/imported-window.ts';
import { somebodyWaits } from '../support/locks.ts';
import { deskListBytes } from '../support/municipal-lists.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { asTyped } from '../support/window-record.ts';

const HEADS = '市区町村コード,窓口名,所管課・運営,電話,電話番号,受付時間,URL';
const TOWN = '131164,くらしの相談,福祉課,○,03-0000-0000,月〜金 9:00〜17:00,https://city.example/';
const OTHER = '132012,こころの相談,健康課,○,042-000-0000,,';

let organisation: OrganisationId;
let admin: AccountViewer;
let operator: AccountViewer;

beforeAll(async () => {
  await loadReferenceData(db);
  operator = { ...(await anAccount(await anOrganisation())), operator: true };
});

async function begin(): Promise<void> {
  organisation = await anOrganisation({ pref_code: '13', code5: '13116' });
  admin = await anAccount(organisation, 'admin');
}

const listOf = (...lines: string[]) => new TextEncoder().encode([HEADS, ...lines].join('\r\n'));
const [importing] = importTasks(LISTS);
const work = async () => importing?.run(now());
const ALL = { outcome: null, reason: null, page: 1 };

async function take(
  bytes: Uint8Array,
  viewer = admin,
  organisationId: string | null = organisation,
): Promise<ImportId> {
  const file = { kind: 'windows', organisationId, fileName: '窓口.csv', bytes } as const;
  const id = await handIn(viewer, file, LISTS);
  if (typeof id !== 'string' || id === 'not_found') throw new Error(JSON.stringify(id));
  await work();
  return id;
}

async function look(id: ImportId, viewer = admin) {
  const found = await findImport(viewer, id, ALL, LISTS);
  if (!found) throw new Error('the import is not there');
  return found;
}

async function confirmed(
  bytes: Uint8Array,
  viewer = admin,
  organisationId: string | null = organisation,
): Promise<ImportId> {
  const id = await take(bytes, viewer, organisationId);
  expect(await confirmImport(viewer, id, LISTS)).toBe('confirmed');
  await work();
  expect((await look(id, viewer)).state).toBe('committed');
  return id;
}

const there = (owner: string | null = organisation) =>
  db
    .selectFrom('windows')
    .select(['id', 'name', 'phone', 'hours_text', 'hours', 'verified_on', 'source_date'])
    .select('listed_on')
    .where('organisation_id', owner === null ? 'is' : '=', owner)
    .orderBy('name')
    .execute();

const NOTHING = { created: 0, updated: 0, unchanged: 0, kept: 0, undone: 0 };

describe('a list of desks', () => {
  test('stands in the directory once confirmed, unchecked, with the day it was taken over', async () => {
    await begin();
    const id = await take(listOf(TOWN, OTHER));
    expect(await look(id)).toMatchObject({ kind: 'windows', outcomes: { accepted: 2 } });
    expect(await there()).toEqual([]);
    await confirmImport(admin, id, LISTS);
    await work();
    const today = localDate(now());
    expect(await there()).toMatchObject([
      {
        ...{ name: 'くらしの相談', verified_on: null, source_date: today, listed_on: today },
        hours: [{ weekdays: [1, 2, 3, 4, 5], opens: 540, closes: 1020, except: EVERY_OFFICE }],
      },
      { name: 'こころの相談' },
    ]);
    expect((await look(id)).shown.rows[0]).toMatchObject({
      becomes: { title: 'くらしの相談' },
      subjectId: (await there())[0]?.id,
    });
  });

  test('the same file twice changes nothing, and a changed row what nobody has worked on', async () => {
    await begin();
    await confirmed(listOf(TOWN, OTHER));
    const before = await there();
    const second = await confirmed(listOf(TOWN, OTHER));
    expect((await look(second)).changes).toEqual({ ...NOTHING, unchanged: 2 });
    expect(await there()).toEqual(before);
    const third = await confirmed(listOf(TOWN.replace('0000-0000', '0000-0009'), OTHER));
    expect((await look(third)).changes).toEqual({ ...NOTHING, updated: 1, unchanged: 1 });
    expect((await there()).map(({ id, phone }) => [id, phone])).toEqual([
      [before[0]?.id, '03-0000-0009'],
      [before[1]?.id, '042-000-0000'],
    ]);
  });

  test('leaves alone what a person has ended since, and does not bring it back', async () => {
    await begin();
    await confirmed(listOf(TOWN));
    const [window] = await there();
    expect(await endWindow(admin, window?.id ?? '', '2026-01-01')).toBe('ended');
    const second = await confirmed(listOf(TOWN.replace('0000-0000', '0000-0009')));
    expect((await look(second)).changes).toEqual({ ...NOTHING, kept: 1 });
    expect(await there()).toHaveLength(1);
  });

  test('meets a desk that was added by hand, and leaves it as it is', async () => {
    await begin();
    const byHand = { ...UNSAID, organisationId: organisation, name: 'くらしの相談' };
    const input = asTyped({ ...byHand, prefCode: '13', code5: '13116', phone: '03-9999-9999' });
    const added = await addWindow(admin, input);
    expect(added).toHaveProperty('id');
    const id = await confirmed(listOf(TOWN));
    expect((await look(id)).changes).toEqual({ ...NOTHING, kept: 1 });
    expect(await there()).toMatchObject([{ phone: '03-9999-9999' }]);
  });
});

describe('taking it back', () => {
  test('takes new desks away and brings back what was changed', async () => {
    await begin();
    await confirmed(listOf(TOWN));
    const before = await there();
    const second = await confirmed(listOf(TOWN.replace('9:00', '8:30'), OTHER));
    expect((await there())[0]?.hours_text).toBe('月〜金 8:30〜17:00');
    expect(await undoImport(admin, second, LISTS)).toEqual({ undone: 2, kept: 0 });
    expect(await there()).toEqual(before);
    const third = await confirmed(listOf(TOWN));
    expect((await look(third)).changes).toEqual({ ...NOTHING, unchanged: 1 });
  });

  test('keeps a desk that was checked, and one where somebody is on duty', async () => {
    await begin();
    const id = await confirmed(listOf(TOWN, OTHER));
    const [checked, staffed] = await there();
    await confirmWindow(admin, checked?.id ?? '');
    await sql`insert into shifts (window_id, account_id, role, origin, starts_at, ends_at)
      values (${staffed?.id ?? ''}, ${admin.accountId}, 'window_staff', 'explicit', now(), now() + interval '1 hour')`.execute(
      db,
    );
    expect(await undoImport(admin, id, LISTS)).toEqual({ undone: 0, kept: 2 });
    expect(await there()).toHaveLength(2);
  });
});

describe('what is remembered of a desk', () => {
  const CHANGED = TOWN.replace('0000-0000', '0000-0009');

  test('is another sender’s: the operator’s list leaves an organisation’s desk alone', async () => {
    await begin();
    await confirmed(listOf(TOWN.replace('くらしの相談', 'あの町の相談')));
    const id = await confirmed(
      listOf(CHANGED.replace('くらしの相談', 'あの町の相談')),
      operator,
      null,
    );
    expect((await look(id, operator)).changes).toEqual({ ...NOTHING, kept: 1 });
    expect(await there()).toMatchObject([{ phone: '03-0000-0000' }]);
    await sql`delete from windows where organisation_id = ${organisation}`.execute(db);
  });

  test('does not put old facts back below a later check', async () => {
    await begin();
    await confirmed(listOf(TOWN));
    const second = await confirmed(listOf(CHANGED));
    const [window] = await there();
    await confirmWindow(admin, window?.id ?? '');
    expect(await undoImport(admin, second, LISTS)).toEqual({ undone: 0, kept: 1 });
    expect(await there()).toMatchObject([{ phone: '03-0000-0009' }]);
  });

  test('of one added by hand is nothing once the import is taken back', async () => {
    await begin();
    const byHand = { ...UNSAID, organisationId: organisation, name: 'くらしの相談' };
    await addWindow(
      admin,
      asTyped({ ...byHand, prefCode: '13', code5: '13116', operatedBy: '係' }),
    );
    const [window] = await there();
    const { heads, rows } = await windowListOf('13', 'tokyo');
    const mine = rows.filter((cells) => cells.includes(window?.id ?? ''));
    const edited = mine.map((cells) => cells.map((cell) => (cell === '係' ? '生活課' : cell)));
    const second = await confirmed(csvOf({ heads, rows: edited }));
    expect((await look(second)).changes).toEqual({ ...NOTHING, updated: 1 });
    expect(await undoImport(admin, second, LISTS)).toEqual({ undone: 1, kept: 0 });
    const third = await confirmed(listOf(TOWN));
    expect((await look(third)).changes).toEqual({ ...NOTHING, kept: 1 });
  });
});

describe('our own list', () => {
  test.each(LIST_SHAPES)('(%s), taken out and handed in again, changes nothing', async (shape) => {
    await begin();
    await confirmed(await deskListBytes('windows-hikikomori.csv'), operator, null);
    const before = await there(null);
    expect(before).toHaveLength(43);
    const table = await windowListOf(undefined, shape);
    const again = await confirmed(csvOf(table), operator, null);
    const { changes, outcomes } = await look(again, operator);
    expect(outcomes).toEqual({ accepted: table.rows.length, repaired: 0, refused: 0 });
    expect(changes).toEqual({ ...NOTHING, unchanged: table.rows.length });
    expect(await there(null)).toEqual(before);
  });

  test('edited in a spreadsheet changes that desk, whoever has worked on it', async () => {
    await begin();
    await confirmed(listOf(TOWN));
    const [window] = await there();
    const kept = await windowToKeep(admin, window?.id ?? '');
    if (kept === 'not_found') throw new Error(kept);
    const { heads, rows } = await windowListOf('13', 'tokyo');
    const mine = rows.filter((cells) => cells.includes(kept.window.id));
    const edited = mine.map((cells) => cells.map((cell) => (cell === '福祉課' ? '生活課' : cell)));
    const id = await confirmed(csvOf({ heads, rows: edited }));
    expect((await look(id)).changes).toEqual({ ...NOTHING, updated: 1 });
    expect(await windowToKeep(admin, kept.window.id)).toMatchObject({
      window: { operatedBy: '生活課', hoursText: '月〜金 9:00〜17:00', level: 'town' },
    });
  });

  test('waits for whoever is writing into that desk, and undoes nothing of it', async () => {
    await begin();
    const byHand = { ...UNSAID, organisationId: organisation, name: 'くらしの相談' };
    const desk = asTyped({ ...byHand, prefCode: '13', code5: '13116', operatedBy: '係' });
    await addWindow(admin, desk);
    const id = (await there())[0]?.id ?? '';
    const { heads, rows } = await windowListOf('13', 'tokyo');
    const mine = rows.filter((cells) => cells.includes(id));
    const edited = mine.map((cells) => cells.map((cell) => (cell === '係' ? '生活課' : cell)));
    await confirmImport(admin, await take(csvOf({ heads, rows: edited })), LISTS);
    let writing: Promise<unknown> | undefined;
    await inTransaction(async (trx) => {
      await sql`update windows set message = 'どうぞ' where id = ${id}`.execute(trx);
      writing = work();
      await somebodyWaits();
    });
    await writing;
    expect(await windowToKeep(admin, id)).toMatchObject({
      window: { operatedBy: '生活課', message: 'どうぞ' },
    });
  });

  test('with the id of another organisation’s desk is refused, row by row', async () => {
    await begin();
    await confirmed(listOf(TOWN));
    const { heads, rows } = await windowListOf('13', 'tokyo');
    const theirs = rows.filter((cells) => cells.includes('くらしの相談'));
    await begin();
    const id = await take(csvOf({ heads, rows: theirs }));
    expect((await look(id)).reasons).toEqual([{ reason: 'window_unknown', rows: theirs.length }]);
  });
});

describe('somebody else', () => {
  test('who is no admin, or no operator of the site, hands nothing in and finds nothing', async () => {
    await begin();
    const publisher = await anAccount(organisation, 'publisher');
    const file = { kind: 'windows', fileName: 'x.csv', bytes: listOf(TOWN) } as const;
    const mine = { ...file, organisationId: organisation };
    expect(await handIn(publisher, mine, LISTS)).toBe('not_found');
    expect(await handIn(admin, { ...file, organisationId: null }, LISTS)).toBe('not_found');
    const id = await take(listOf(TOWN), operator, null);
    expect(await findImport(admin, id, ALL, LISTS)).toBeUndefined();
    expect(await confirmImport(admin, id, LISTS)).toBe('not_found');
  });

  test('of an organisation that nobody sees: every row is refused, and says so', async () => {
    await begin();
    await sql`update organisations set standing = 'applied' where id = ${organisation}`.execute(db);
    const id = await take(listOf(TOWN));
    expect((await look(id)).reasons).toEqual([{ reason: 'not_public', rows: 1 }]);
  });
});

describe('the tables themselves', () => {
  test.each([
    ['imported_windows_identity_given', `update imported_windows set identity = ''`],
    [
      'imported_windows_identity_once',
      `update imported_windows set identity = 'x', organisation_id = null`,
    ],
    ['imported_windows_window', `update imported_windows set window_id = gen_random_uuid()`],
  ])('%s holds', async (constraint, statement) => {
    await expect(sql.raw(statement).execute(db)).rejects.toMatchObject({ constraint });
  });
});
