import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { auditOf } from '#organisations/server';
import {
  confirmImport,
  discardImport,
  findImport,
  handIn,
  importsOf,
  importTasks,
  undoImport,
} from '#imports/server';
import { findSeries, reviseSeries } from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { later, minutes, now, replaceClock } from '#platform/clock';
import { db, sql } from '#platform/db';
import { IMPORTED_LISTS as LISTS } from '../../src/imported-lists.server.ts';
import type { ImportId, ImportRecord, RowFilter } from '../../src/imports/import-record.ts';
import { useFakeClock } from '../support/clock.ts';
import { bytesOf, MUNICIPAL_EVENTS } from '../support/municipal-lists.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

const NOW = '2026-11-21T03:00:00Z';
const HEADS = '市区町村コード,NO,イベント名,開始日,開始時間,終了時間,場所名称,説明';

let organisation: OrganisationId;
let publisher: AccountViewer;

beforeAll(async () => {
  await sql`insert into prefectures values ('13', '東京都', 'とうきょうと', '東京', 'Tokyo') on conflict do nothing`.execute(
    db,
  );
  await sql`insert into areas (code5, pref_code, name, kana, kind, latitude, longitude)
    values ('13116', '13', '豊島区', 'としまく', 'special_ward', 35, 139) on conflict do nothing`.execute(
    db,
  );
});

/** An organisation of its own for each test: what was imported before would count. */
async function begin(): Promise<void> {
  useFakeClock(NOW);
  await anotherOrganisation();
}

async function anotherOrganisation(): Promise<void> {
  organisation = await anOrganisation({ pref_code: '13', code5: '13116' });
  publisher = await anAccount(organisation, 'publisher');
}

const listOf = (...lines: string[]) => new TextEncoder().encode([HEADS, ...lines].join('\r\n'));
const FAMILY = '131164,1,家族のつどい,2026-12-05,13:30,15:00,区民センター,お茶を飲みながら';
const PLACE = '131164,2,居場所 こもれび,2026-12-06,10:00,16:00,こもれびの家,';
const BROKEN = '131164,3,日にちのない会,,10:00,,,';

const FILE = { kind: 'events', fileName: '行事一覧.csv' } as const;
const [importing, forgetting] = importTasks(LISTS);
const work = async () => importing?.run(now());

const ALL: RowFilter = { outcome: null, reason: null, page: 1 };

async function take(bytes: Uint8Array, fileName = '行事一覧.csv'): Promise<ImportId> {
  const id = await handIn(
    publisher,
    { ...FILE, organisationId: organisation, fileName, bytes },
    LISTS,
  );
  if (typeof id !== 'string' || id === 'not_found') throw new Error(JSON.stringify(id));
  await work();
  return id;
}

async function look(id: ImportId, filter = ALL): Promise<ImportRecord> {
  const found = await findImport(publisher, id, filter, LISTS);
  if (!found) throw new Error('the import is not there');
  return found;
}

async function confirmed(bytes: Uint8Array): Promise<ImportId> {
  const id = await take(bytes);
  expect(await confirmImport(publisher, id, LISTS)).toBe('confirmed');
  await work();
  expect((await look(id)).state).toBe('committed');
  return id;
}

const seriesThere = () =>
  db
    .selectFrom('series')
    .select(['id', 'title', 'state', 'kind', 'place_name', 'code5', 'summary'])
    .where('organisation_id', '=', organisation)
    .orderBy('title')
    .execute();

const NOTHING = { created: 0, updated: 0, unchanged: 0, kept: 0, undone: 0 };

describe('a list that was handed in', () => {
  test('is read, shown row by row with what was read beside what it becomes, and public nowhere', async () => {
    await begin();
    const id = await take(listOf(FAMILY, PLACE.replace('16:00', ''), BROKEN));
    const read = await look(id);
    expect(read).toMatchObject({
      ...{ state: 'previewed', encoding: 'utf-8', separator: ',', total: 3, rowsRead: 3 },
      outcomes: { accepted: 1, repaired: 1, refused: 1 },
      known: 0,
      changes: NOTHING,
    });
    expect(read.reasons).toEqual([
      { reason: 'date_missing', rows: 1 },
      { reason: 'end_time_assumed', rows: 1 },
    ]);
    expect(read.shown.rows[2]).toMatchObject({ line: 4, outcome: 'refused', becomes: null });
    expect(read.shown.rows[0]?.becomes).toEqual({
      title: '家族のつどい',
      lines: ['2026年12月5日（土） 13:30–15:00', '区民センター'],
    });
    expect(read.shown.rows[2]?.cells[2]).toBe('日にちのない会');
    expect(await seriesThere()).toEqual([]);
    expect((await look(id, { ...ALL, outcome: 'refused' })).shown.count).toBe(1);
    expect((await look(id, { ...ALL, reason: 'end_time_assumed' })).shown.rows[0]?.line).toBe(3);
  });

  test('becomes drafts of its organisation when confirmed, and a refused row becomes nothing', async () => {
    await begin();
    const id = await confirmed(listOf(FAMILY, PLACE, BROKEN));
    expect(await seriesThere()).toMatchObject([
      { title: '家族のつどい', state: 'draft', kind: 'group_session', code5: '13116' },
      { title: '居場所 こもれび', state: 'draft', kind: 'gathering_place' },
    ]);
    expect((await look(id)).changes).toEqual({ ...NOTHING, created: 2 });
    const [family] = await seriesThere();
    expect(await findSeries(publisher, family?.id ?? '')).toMatchObject({
      rules: [{ dates: ['2026-12-05'], startsAtMinute: 810, endsAtMinute: 900 }],
      occurrences: [],
    });
    const dates = db.selectFrom('occurrences as o').innerJoin('series as s', 's.id', 'o.series_id');
    expect(
      await dates.select('o.id').where('s.organisation_id', '=', organisation).execute(),
    ).toEqual([]);
  });

  test('rows that differ only in their day are one series with several dates', async () => {
    await begin();
    const again = FAMILY.replace(',1,', ',4,').replace('12-05', '12-19');
    await confirmed(listOf(FAMILY, PLACE, again));
    const [family, ...others] = await seriesThere();
    expect(others).toHaveLength(1);
    const found = await findSeries(publisher, family?.id ?? '');
    expect(found?.rules.map(({ dates }) => dates)).toEqual([['2026-12-05', '2026-12-19']]);
  });

  test('is confirmed once: a second press adds nothing', async () => {
    await begin();
    const id = await take(listOf(FAMILY));
    const both = await Promise.all([
      confirmImport(publisher, id, LISTS),
      confirmImport(publisher, id, LISTS),
    ]);
    expect(both).toEqual(['confirmed', 'confirmed']);
    await Promise.all([work(), work()]);
    expect(await seriesThere()).toHaveLength(1);
  });

  test('called off, leaves nothing behind', async () => {
    await begin();
    const id = await take(listOf(FAMILY));
    expect(await discardImport(publisher, id, LISTS)).toBe('discarded');
    expect(await findImport(publisher, id, ALL, LISTS)).toBeUndefined();
    expect(await confirmImport(publisher, id, LISTS)).toBe('not_found');
    const rows = db.selectFrom('import_rows').select('line').where('import_id', '=', id);
    expect(await rows.execute()).toEqual([]);
  });

  test('that is no list of events is refused as a whole, by name', async () => {
    await begin();
    const id = await take(new TextEncoder().encode('名称,住所\n保健所,1-1\n'));
    expect(await look(id)).toMatchObject({ state: 'refused', refusedAs: 'no_events', rowsRead: 0 });
    expect(await look(await take(new TextEncoder().encode('%PDF-1.7')))).toMatchObject({
      refusedAs: 'not_a_sheet',
    });
    const at = { ...FILE, organisationId: organisation };
    expect(await handIn(publisher, { ...at, bytes: new Uint8Array() }, LISTS)).toEqual({
      refused: 'empty',
    });
    const much = { ...at, bytes: new Uint8Array(20 * 1024 * 1024 + 1) };
    expect(await handIn(publisher, much, LISTS)).toEqual({ refused: 'too_large' });
  });
});

describe('the same list again', () => {
  test('changes nothing', async () => {
    await begin();
    await confirmed(listOf(FAMILY, PLACE));
    const before = await seriesThere();
    const second = await take(listOf(FAMILY, PLACE));
    expect((await look(second)).known).toBe(2);
    await confirmImport(publisher, second, LISTS);
    await work();
    expect((await look(second)).changes).toEqual({ ...NOTHING, unchanged: 2 });
    expect(await seriesThere()).toEqual(before);
  });

  test('in another encoding and without its numbers changed is the same list', async () => {
    await begin();
    const encoded = path.join(MUNICIPAL_EVENTS, 'encodings');
    const names = [
      'urayasu-cp932',
      'urayasu-utf16le-tab',
      'urayasu-utf8-bom',
      'urayasu-utf8-nobom',
    ];
    useFakeClock('2018-01-01T00:00:00Z');
    const records = [];
    for (const name of names)
      records.push(
        await look(await confirmed(await bytesOf(path.join(encoded, `${name}.csv.gz`)))),
      );
    const [first, ...others] = records.map(({ changes }) => changes);
    expect(first?.created).toBe((await seriesThere()).length);
    expect(first?.created).toBeGreaterThan(5);
    for (const other of others) expect(other).toEqual({ ...NOTHING, unchanged: first?.created });
  });

  test('with a changed row changes what nobody has worked on', async () => {
    await begin();
    await confirmed(listOf(FAMILY, PLACE));
    const second = await confirmed(listOf(FAMILY.replace('区民センター', '生活産業プラザ'), PLACE));
    expect((await look(second)).changes).toEqual({ ...NOTHING, updated: 1, unchanged: 1 });
    expect((await seriesThere())[0]?.place_name).toBe('生活産業プラザ');
  });

  test('whose rows were one series and now differ: the first keeps it, the other is one of its own', async () => {
    await begin();
    const again = FAMILY.replace(',1,', ',4,').replace('12-05', '12-19');
    await confirmed(listOf(FAMILY, again));
    const [before] = await seriesThere();
    const elsewhere = again.replace('区民センター', '別の所');
    const longer = FAMILY.replace('15:00', '16:00');
    const second = await confirmed(listOf(longer, elsewhere));
    expect((await look(second)).changes).toEqual({ ...NOTHING, created: 1, updated: 1 });
    const there = await seriesThere();
    expect(there.map(({ place_name }) => place_name).toSorted()).toEqual([
      '別の所',
      '区民センター',
    ]);
    expect(there.find(({ id }) => id === before?.id)?.place_name).toBe('区民センター');
    const third = await confirmed(listOf(longer, elsewhere));
    expect((await look(third)).changes).toEqual({ ...NOTHING, unchanged: 2 });
  });

  test('with a changed row tells whoever has the draft open that it is another by now', async () => {
    await begin();
    await confirmed(listOf(FAMILY));
    const revision = async () =>
      (
        await db
          .selectFrom('series')
          .select('revision')
          .where('organisation_id', '=', organisation)
          .executeTakeFirstOrThrow()
      ).revision;
    const before = await revision();
    const second = await confirmed(listOf(FAMILY.replace('区民センター', '別の所')));
    expect(await revision()).toBe(before + 1);
    await undoImport(publisher, second, LISTS);
    expect(await revision()).toBe(before + 2);
  });

  test('with a changed row leaves alone what a person has worked on, and says so', async () => {
    await begin();
    await confirmed(listOf(FAMILY));
    await publish({ title: '家族のつどい（直した）' });
    const second = await confirmed(listOf(FAMILY.replace('区民センター', '生活産業プラザ')));
    expect((await look(second)).changes).toEqual({ ...NOTHING, kept: 1 });
    expect(await seriesThere()).toMatchObject([
      { title: '家族のつどい（直した）', place_name: '区民センター' },
    ]);
  });
});

/** What the publisher does in the editor with the only series there is. */
async function publish(over: { title?: string } = {}): Promise<string> {
  const [series] = await seriesThere();
  const found = await findSeries(publisher, series?.id ?? '');
  if (!found) throw new Error('no series');
  const options = { publish: true, promote: promoteWaiting };
  expect(await reviseSeries(publisher, found.id, { ...found.input, ...over }, options)).toBe(
    'saved',
  );
  return found.id;
}

describe('a town that begins to count at 1 again', () => {
  test('does not overwrite last year’s drafts: the number alone is no identity', async () => {
    await begin();
    await confirmed(listOf(FAMILY));
    const next = '131164,1,新年の会,2027-01-09,13:30,15:00,区民センター,';
    const second = await confirmed(listOf(next));
    expect((await look(second)).changes).toEqual({ ...NOTHING, created: 1 });
    expect((await seriesThere()).map(({ title }) => title)).toEqual(['家族のつどい', '新年の会']);
  });

  test('and one that moves an event, or gives it another name, still means the same', async () => {
    await begin();
    await confirmed(listOf(FAMILY));
    const moved = await confirmed(listOf(FAMILY.replace('12-05', '12-12')));
    expect((await look(moved)).changes).toEqual({ ...NOTHING, updated: 1 });
    const renamed = FAMILY.replace('12-05', '12-12').replace('家族のつどい', '家族と本人のつどい');
    expect((await look(await confirmed(listOf(renamed)))).changes).toEqual({
      ...NOTHING,
      updated: 1,
    });
  });
});

describe('a list that nobody confirms', () => {
  test('goes after two weeks with all that was read of it; one that was confirmed stays', async () => {
    await begin();
    const kept = await confirmed(listOf(FAMILY));
    const left = await take(listOf(PLACE));
    expect((await look(left)).keptUntil).toEqual(new Date('2026-12-05T03:00:00Z'));
    await forgetting?.run(new Date('2026-12-05T03:00:00Z'));
    expect((await look(left)).state).toBe('previewed');
    await forgetting?.run(new Date('2026-12-05T03:00:01Z'));
    expect(await findImport(publisher, left, ALL, LISTS)).toBeUndefined();
    expect((await look(kept)).state).toBe('committed');
  });
});

describe('the rows of a list that was confirmed', () => {
  const DUE = new Date('2027-02-19T03:00:00Z');
  const rowsOf = (id: ImportId) =>
    db.selectFrom('import_rows').select('line').where('import_id', '=', id).execute();

  test('go after ninety days, and the page said when; it can still be taken back', async () => {
    await begin();
    const id = await confirmed(listOf(FAMILY, BROKEN));
    expect(await look(id)).toMatchObject({ keptUntil: DUE, rowsGone: false });
    await forgetting?.run(DUE);
    expect(await rowsOf(id)).toHaveLength(2);
    useFakeClock(later(DUE, 1));
    expect(await look(id)).toMatchObject({ rowsGone: true });
    await forgetting?.run(now());
    expect(await rowsOf(id)).toEqual([]);
    expect(await look(id)).toMatchObject({
      ...{ rowsGone: true, outcomes: { accepted: 1, refused: 1 }, shown: { count: 0 } },
      changes: { ...NOTHING, created: 1 },
    });
    expect(await undoImport(publisher, id, LISTS)).toEqual({ undone: 1, kept: 0 });
    expect(await seriesThere()).toEqual([]);
  });

  test('of one that was taken back go likewise, and no others with them', async () => {
    await begin();
    const undone = await confirmed(listOf(FAMILY));
    await undoImport(publisher, undone, LISTS);
    useFakeClock(later(DUE, -1));
    const fresh = await confirmed(listOf(PLACE.replace('2026', '2027').replace('12-06', '03-06')));
    await forgetting?.run(later(DUE, 1));
    expect(await rowsOf(undone)).toEqual([]);
    expect(await rowsOf(fresh)).toHaveLength(1);
  });
});

describe('taking an import back', () => {
  test('takes away what it made and brings back what it changed', async () => {
    await begin();
    await confirmed(listOf(FAMILY));
    const before = await seriesThere();
    const second = await confirmed(listOf(FAMILY.replace('区民センター', '別の所'), PLACE));
    expect(await undoImport(publisher, second, LISTS)).toEqual({ undone: 2, kept: 0 });
    expect(await seriesThere()).toEqual(before);
    expect(await look(second)).toMatchObject({ state: 'undone', changes: { undone: 2 } });
    expect(await undoImport(publisher, second, LISTS)).toBe('not_found');
    const third = await confirmed(listOf(FAMILY));
    expect((await look(third)).changes).toEqual({ ...NOTHING, unchanged: 1 });
  });

  test('keeps what was published, and what somebody signed up for', async () => {
    await begin();
    const id = await confirmed(listOf(FAMILY));
    const series = await publish();
    await sql`update occurrences set taken = 1 where series_id = ${series}`.execute(db);
    expect(await undoImport(publisher, id, LISTS)).toEqual({ undone: 0, kept: 1 });
    expect(await seriesThere()).toMatchObject([{ id: series, state: 'published' }]);
  });

  test.each([
    [
      'somebody appears as a host',
      `insert into appearances (series_id, account_id, nickname, since) select $s, $a, 'ゆり', now()`,
    ],
    [
      'somebody is writing and has not saved',
      `insert into series_writings (series_id, account_id, basis, fields, kept_at) select $s, $a, 1, '[]', now()`,
    ],
  ])('keeps a draft where %s', async (_, statement) => {
    await begin();
    const id = await confirmed(listOf(FAMILY));
    const [series] = await seriesThere();
    await sql
      .raw(
        statement
          .replace('$s', `'${series?.id ?? ''}'::uuid`)
          .replace('$a', `'${publisher.accountId}'::uuid`),
      )
      .execute(db);
    expect(await undoImport(publisher, id, LISTS)).toEqual({ undone: 0, kept: 1 });
    expect(await seriesThere()).toHaveLength(1);
  });

  test('keeps an untouched series whose dates somebody holds', async () => {
    await begin();
    const id = await confirmed(listOf(FAMILY));
    const [series] = await seriesThere();
    await sql`insert into occurrences (series_id, kind, original_start, starts_at, ends_at, origin, capacity, taken)
      values (${series?.id ?? ''}, 'group_session', ${now()}, ${now()}, ${later(now(), minutes(90))}, 'rule', 5, 1)`.execute(
      db,
    );
    expect(await undoImport(publisher, id, LISTS)).toEqual({ undone: 0, kept: 1 });
  });

  test('keeps what a later import has changed since', async () => {
    await begin();
    const first = await confirmed(listOf(FAMILY));
    useFakeClock('2026-11-21T04:00:00Z');
    await confirmed(listOf(FAMILY.replace('区民センター', '別の所')));
    expect(await undoImport(publisher, first, LISTS)).toEqual({ undone: 0, kept: 1 });
  });
});

describe('somebody else', () => {
  test('of another organisation finds nothing, may do nothing, and is written down', async () => {
    await begin();
    const id = await take(listOf(FAMILY));
    const stranger = await anAccount(await anOrganisation(), 'admin', 'publisher');
    expect(await findImport(stranger, id, ALL, LISTS)).toBeUndefined();
    expect(await confirmImport(stranger, id, LISTS)).toBe('not_found');
    expect(await discardImport(stranger, id, LISTS)).toBe('not_found');
    expect(await importsOf(stranger, LISTS)).toEqual([]);
    const file = { ...FILE, organisationId: organisation, bytes: listOf(FAMILY) };
    expect(await handIn(stranger, file, LISTS)).toBe('not_found');
    await confirmImport(publisher, id, LISTS);
    await work();
    expect(await undoImport(stranger, id, LISTS)).toBe('not_found');
    expect(await seriesThere()).toHaveLength(1);
    const log = await auditOf(await anAccount(organisation, 'admin'), organisation);
    if (log === 'not_found') throw new Error(log);
    const tries = log.filter(({ act }) => act === 'import.refused').map(({ subject }) => subject);
    expect(new Set(tries)).toEqual(new Set([`import:${id}`, `organisation:${organisation}`]));
    expect(log.map(({ act }) => act)).toContain('import.committed');
  });

  test('without the publisher’s role, in the same organisation, may not either', async () => {
    await begin();
    const id = await take(listOf(FAMILY));
    const colleague = await anAccount(organisation, 'window_staff');
    expect(await findImport(colleague, id, ALL, LISTS)).toBeUndefined();
    expect(await confirmImport(colleague, id, LISTS)).toBe('not_found');
  });
});

describe('a reader that dies', () => {
  const dead = async () => {
    await begin();
    const file = { ...FILE, organisationId: organisation, bytes: listOf(FAMILY) };
    const id = await handIn(publisher, file, LISTS);
    await sql`update imports set due_at = ${later(now(), minutes(1))}, attempt = 1, total = 5, rows_read = 1, accepted = 1
      where id = ${id}`.execute(db);
    await sql`insert into import_rows (import_id, line, outcome, cells, item, identities, same_item)
      values (${id}, 9, 'accepted', '{}', '{}', '{x}', 'x')`.execute(db);
    return id as ImportId;
  };

  test('leaves the file to another one, who begins again', async () => {
    const id = await dead();
    await work();
    expect((await look(id)).state).toBe('reading');
    useFakeClock('2026-11-21T03:01:01Z');
    await work();
    expect(await look(id)).toMatchObject({ state: 'previewed', total: 1, rowsRead: 1 });
    expect((await look(id)).shown.rows.map(({ line }) => line)).toEqual([2]);
  });

  test('while it writes what was confirmed leaves nothing half done: another one writes it all', async () => {
    await begin();
    const id = await take(listOf(FAMILY, PLACE));
    await confirmImport(publisher, id, LISTS);
    expect(await discardImport(publisher, id, LISTS)).toBe('not_found');
    await sql`update imports set due_at = ${later(now(), minutes(1))}, attempt = 1, rows_done = 1
      where id = ${id}`.execute(db);
    await work();
    expect(await seriesThere()).toEqual([]);
    useFakeClock('2026-11-21T03:01:01Z');
    await work();
    expect(await look(id)).toMatchObject({ state: 'committed', changes: { created: 2 } });
  });

  test('at once where another’s act and it wait for each other: what it counted so far counts no more', async () => {
    await begin();
    const rows = Array.from(
      { length: 201 },
      (_, n) => `131164,${n},つどい ${n},2026-12-05,13:30,15:00,区民センター,お茶`,
    );
    const id = await take(listOf(...rows));
    await confirmImport(publisher, id, LISTS);
    let parts = 0;
    const ended = LISTS.map((list): typeof list => ({
      ...list,
      write: (...given) => {
        parts += 1;
        // What the database says to the one of two that it ends.
        if (parts === 2) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
        return list.write(...given);
      },
    }));
    await importTasks(ended)[0]?.run(now());
    expect(await look(id)).toMatchObject({ state: 'committed', rowsDone: 201 });
    expect((await look(id)).changes).toMatchObject({ created: 201 });
  });

  test('three times over the same file: then the file is given up, and nobody waits for ever', async () => {
    const id = await dead();
    await sql`update imports set attempt = 3 where id = ${id}`.execute(db);
    useFakeClock('2026-11-21T03:01:01Z');
    await work();
    expect(await look(id)).toMatchObject({ state: 'refused', refusedAs: 'broke' });
  });
});

describe('the tables themselves', () => {
  /** Constraint → a statement that would break it and nothing else. */
  const tries: Record<string, string> = {
    imports_kind: `update imports set kind = 'opera'`,
    imports_file_name: `update imports set file_name = ''`,
    imports_sha256: `update imports set sha256 = 'abc'`,
    imports_state: `update imports set state = 'lost', committed_at = null where state = 'committed'`,
    imports_attempt: `update imports set attempt = 4`,
    imports_encoding: `update imports set encoding = 'ebcdic'`,
    imports_separator: `update imports set separator = '|'`,
    imports_rows_counted: `update imports set accepted = accepted + 1 where state = 'committed'`,
    imports_all_rows: `update imports set total = total + 1 where state = 'committed'`,
    imports_reading_has_file: `update imports set bytes = 'x' where state = 'committed'`,
    imports_work_is_due: `update imports set due_at = now() where state = 'committed'`,
    imports_events_of_somebody: `update imports set organisation_id = null`,
    imports_rows_written: `update imports set rows_done = accepted + repaired + 1`,
    imports_refused_says_why: `update imports set refused_as = 'broke' where state = 'committed'`,
    imports_read_is_known: `update imports set encoding = null where state = 'committed'`,
    imports_committed_when: `update imports set committed_at = null where state = 'committed'`,
    imports_undone_when: `update imports set undone_at = now() where state = 'committed'`,
    import_rows_line: `update import_rows set line = 0 where line = 2`,
    import_rows_outcome: `update import_rows set outcome = 'lost', repairs = '{}', refusals = '{x}' where outcome = 'accepted'`,
    import_rows_reasons: `update import_rows set refusals = '{date_missing}' where outcome = 'accepted'`,
    import_rows_refused_has_none: `update import_rows set item = null where outcome = 'accepted'`,
    import_rows_pkey: `insert into import_rows select * from import_rows`,
    imported_identities_given: `update imported_identities set identity = ''
      where ctid in (select ctid from imported_identities limit 1)`,
    imported_identities_pkey: `insert into imported_identities select * from imported_identities`,
    imported_identities_series: `update imported_identities set organisation_id = gen_random_uuid()`,
    import_changes_did: `update import_changes set did = 'dreamt', before = null`,
    import_changes_updated_from: `update import_changes set before = '{}' where did = 'created'`,
    import_changes_undone_was_done: `update import_changes set undone = true where did = 'unchanged'`,
  };

  beforeAll(async () => {
    const restore = replaceClock(() => Date.parse(NOW));
    await anotherOrganisation();
    await confirmed(listOf(FAMILY, BROKEN));
    await confirmed(listOf(FAMILY, BROKEN));
    restore();
  });

  test.each(Object.entries(tries))('%s holds', async (constraint, statement) => {
    await expect(sql.raw(statement).execute(db)).rejects.toMatchObject({ constraint });
  });
});
