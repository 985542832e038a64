/** TRUST F12: a restored backup gives back what was lost, and nothing that was deleted. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { restoreBackup, writeBackup } from '#platform/backup';
import { days, later, now, seconds } from '#platform/clock';
import { closeDatabase, db, sql, type DB } from '#platform/db';
import { buriedSince, bury, pruneTombstones, tombstonesProblem } from '#platform/tombstones';
import { localDate } from '#platform/tokyo';
import { organisationScope } from '#participants';
import {
  forgetDevice,
  forgetPerson,
  issuePhrase,
  notePhrase,
  pseudonymsOf,
  rotatePhrase,
} from '#participants/server';
import { leaveContact } from '#urgent/server';
import { HOLDINGS } from '../../src/forgetting.server.ts';
import { NOT_IN_BACKUPS } from '../../src/restored.server.ts';
import { administer, databaseUrl } from '../support/administer.ts';
import { useFakeClock } from '../support/clock.ts';
import { anOccurrence } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';
import { everythingStored, tracesOf } from '../support/traces.ts';
import { aCaller } from '../support/contacts.ts';

const run = promisify(execFile);
const server = inject('server');
const root = path.join(import.meta.dirname, '../..');
const made: string[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'backups-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  const drop = (name: string) => administer(server, `drop database if exists ${name} with (force)`);
  await Promise.all(made.map(drop));
});

const backup = () =>
  writeBackup({ databaseUrl: process.env['DATABASE_URL'], folder, without: NOT_IN_BACKUPS });

async function emptyDatabase(): Promise<string> {
  const name = `restored_${Math.random().toString(36).slice(2)}`;
  await administer(server, `create database ${name}`);
  made.push(name);
  return databaseUrl(server, name);
}

/** As an operator does it; answers what the command says. */
async function restore(file: string, into: string, env: Record<string, string> = {}) {
  const command = [path.join(root, 'src/commands/restore.ts'), file];
  const options = { cwd: root, env: { ...process.env, DATABASE_URL: into, ...env } };
  return run(process.execPath, command, options).then(
    ({ stdout }) => stdout,
    (error: { stderr: string }) => error.stderr,
  );
}

async function wordsOf(viewer: Parameters<typeof issuePhrase>[0]): Promise<string[]> {
  const words = await issuePhrase(viewer);
  if (typeof words === 'string') throw new Error(words);
  await notePhrase(viewer, words.join(' '));
  return words;
}

const evening = () => anOccurrence({ starts_at: later(now(), days(3)) });

/** Each table's rows, the left out ones apart, as one number. */
async function rowsOf(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
      and relpersistence = 'p' and relname not like 'kysely%' order by 1`);
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await client.query<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${name} t`,
    );
    digests[name] = rows[0]?.digest ?? '';
  }
  await client.end();
  return Object.fromEntries(
    Object.entries(digests).filter(([name]) => !NOT_IN_BACKUPS.includes(name)),
  );
}

const restoredInto = (file: string, url: string, at = now()) =>
  onDatabase(url, (target) => restoreBackup(file, { db: target, databaseUrl: url, at }));

async function onDatabase<T>(url: string, work: (target: Kysely<DB>) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: url });
  const target = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await work(target);
  } finally {
    await target.destroy();
  }
}

describe('a backup', () => {
  test('holds every row as it is, whatever people write', async () => {
    const { viewer } = await signedUp(await evening(), {
      nickname: '\\N \u{1F33B}',
      message: 'ひとつ\n\\.\nふたつ\tみっつ\n\\.',
    });
    await signedUp(await evening(), { message: 'あ'.repeat(1_000) });
    await sql`insert into pseudonyms
      select gen_random_uuid(), ${organisationScope(randomUUID())}::text, decode(repeat(md5(n::text), 6), 'hex')
      from generate_series(1, ${60_000}::int) as n`.execute(db);
    expect(await pseudonymsOf(viewer)).toHaveLength(1);
    const into = await emptyDatabase();
    await restoredInto(await backup(), into);
    expect(await rowsOf(into)).toEqual(await rowsOf(process.env['DATABASE_URL'] ?? ''));
  });

  test('can be written on in: triggers hold, numbers go on, keys to other tables stand', async () => {
    await sql`insert into audit_entries (act, subject) values ('roster.read', 'occurrence:x')`.execute(
      db,
    );
    const into = await emptyDatabase();
    await restoredInto(await backup(), into);
    await onDatabase(into, async (target) => {
      await sql`insert into audit_entries (act, subject) values ('roster.read', 'occurrence:y')`.execute(
        target,
      );
      const shape = sql<{ name: string }>`
        select conname || ' ' || pg_get_constraintdef(oid) as name from pg_constraint
          where connamespace = 'public'::regnamespace
        union all select tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal order by 1`;
      expect((await shape.execute(target)).rows).toEqual((await shape.execute(db)).rows);
    });
  });

  test('is one moment, though people go on signing up', async () => {
    const dates = await Promise.all(Array.from({ length: 4 }, evening));
    const busy = Promise.all(
      Array.from({ length: 40 }, (_, i) => signedUp(dates[i % 4] ?? '', { nickname: `人${i}` })),
    );
    const file = await backup();
    await busy;
    const into = await emptyDatabase();
    expect(await restoredInto(file, into)).toHaveProperty('madeAt');
    const { rows } = await onDatabase(into, (target) =>
      sql`select o.id from occurrences o where o.taken <> (
        select coalesce(sum(party_size), 0) from signups s where s.occurrence_id = o.id and s.state = 'confirmed')
        and o.id = any(${dates}::uuid[])`.execute(target),
    );
    expect(rows).toEqual([]);
  });

  test('shows nobody anything without SECRET, and lets only its owner read the file', async () => {
    await signedUp(await evening(), { nickname: 'ひかえの人' });
    const file = await backup();
    expect((await readFile(file)).includes('ひかえの人')).toBe(false);
    expect((await stat(file)).mode & 0o077).toBe(0);
    const other = { SECRET: Buffer.alloc(32, 8).toString('base64') };
    expect(await restore(file, await emptyDatabase(), other)).toContain('another SECRET');
  });

  test('that is cut off or altered anywhere is refused, and the database stays empty', async () => {
    const whole = await readFile(await backup());
    const into = await emptyDatabase();
    const broken = path.join(folder, 'broken');
    const altered = [0, 20, 30, whole.length >> 1, whole.length - 1].map((at) => {
      const copy = Buffer.from(whole);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy;
    });
    for (const bytes of [
      ...altered,
      whole.subarray(0, -1),
      whole.subarray(0, 10),
      Buffer.alloc(0),
    ]) {
      await writeFile(broken, bytes);
      expect(await restoredInto(broken, into)).toBe('altered');
    }
    expect(await rowsOf(into)).toEqual({});
  });

  test('is not laid over what is there, nor when tombstones are no longer kept for it', async () => {
    const file = await backup();
    expect(await restore(file, process.env['DATABASE_URL'] ?? '')).toContain('has tables already');
    expect(await restoredInto(file, await emptyDatabase(), later(now(), days(31)))).toBe('too_old');
  });

  test('of a newer version of the portal is refused', async () => {
    await sql`insert into kysely_migration values ('99990101T0000_later', '')`.execute(db);
    const file = await backup();
    await sql`delete from kysely_migration where name like '9999%'`.execute(db);
    expect(await restoredInto(file, await emptyDatabase())).toBe('newer');
  });

  test('takes the place of those older than thirty days, and of no other file', async () => {
    const ended = 'tsudoi-2020-01-01T000000Z.backup';
    const killed = 'tsudoi-2020-01-02T000000Z.backup.unfinished';
    const old = [ended, killed, 'letter.txt'];
    for (const name of old) await writeFile(path.join(folder, name), '');
    const before = (await readdir(folder)).filter((name) => name.startsWith('tsudoi-2'));
    await backup();
    const names = await readdir(folder);
    expect(names).toContain('letter.txt');
    expect(names).not.toContain(ended);
    expect(names.filter((name) => name.startsWith('tsudoi-2')).length).toBeGreaterThanOrEqual(
      before.length - 2,
    );
    expect(names.filter((name) => name.endsWith('unfinished'))).toEqual([]);
  });
});

describe('a tombstone', () => {
  const fileOfToday = () => path.join(process.env['TOMBSTONES'] ?? '', localDate(now()));

  test('is known again, tells nothing by itself, and stands for one kind of thing only', async () => {
    const id = randomUUID();
    await bury('participant', id);
    const isBuried = await buriedSince(localDate(now()));
    expect(isBuried('participant', id)).toBe(true);
    expect(isBuried('contact', id)).toBe(false);
    const text = await readFile(fileOfToday(), 'utf8');
    expect(tracesOf([id, id.replaceAll('-', '')], text)).toEqual([]);
    expect(
      text
        .split('\n')
        .filter(Boolean)
        .every((line) => /^[\w-]{43}$/.test(line)),
    ).toBe(true);
    expect((await stat(fileOfToday())).mode & 0o077).toBe(0);
  });

  test('is lost to no other process, nor to a line that one which was killed left unended', async () => {
    const ids = Array.from({ length: 90 }, () => randomUUID());
    await appendFile(fileOfToday(), 'torn');
    const thirds = [0, 1, 2].map((third) => ids.filter((_, i) => i % 3 === third));
    await Promise.all(
      thirds.map((some) => {
        const script = `const { bury } = await import('#platform/tombstones');
          await Promise.all(${JSON.stringify(some)}.map((id) => bury('device', id)));`;
        return run(process.execPath, ['--input-type=module', '-e', script], {
          cwd: root,
          env: process.env,
        });
      }),
    );
    const isBuried = await buriedSince(localDate(now()));
    expect(ids.filter((id) => !isBuried('device', id))).toEqual([]);
  });

  test('written a moment before midnight is known to a backup made a moment after it', async () => {
    const id = randomUUID();
    const clock = useFakeClock('2026-11-22T23:59:59+09:00');
    await bury('participant', id);
    clock.advance(seconds(2));
    expect((await buriedSince(localDate(now())))('participant', id)).toBe(true);
    clock.advance(days(1));
    expect((await buriedSince(localDate(now())))('participant', id)).toBe(false);
  });

  test('is kept as long as a backup could bring back what it stands for', async () => {
    const id = randomUUID();
    await bury('contact', id);
    const today = localDate(now());
    await pruneTombstones(later(now(), days(31)));
    expect((await buriedSince(today))('contact', id)).toBe(true);
    await pruneTombstones(later(now(), days(32)));
    expect((await buriedSince(today))('contact', id)).toBe(false);
  });

  test('that cannot be written keeps nobody from being deleted, and is told to who watches', async () => {
    const { viewer } = await signedUp(await evening());
    const folderOfStones = process.env['TOMBSTONES'] ?? '';
    await rm(folderOfStones, { recursive: true, force: true });
    await writeFile(folderOfStones, '');
    expect(await forgetPerson(viewer, HOLDINGS)).toBe('forgotten');
    expect(tombstonesProblem()).toBe('cannot be written');
    await rm(folderOfStones);
    await bury('participant', viewer.participantId);
    expect(tombstonesProblem()).toBeNull();
  });
});

// The command runs in a process of its own, which reads the whole portal first.
describe('F12: a restored backup', () => {
  test('gives back who stayed, by their words, and nobody and nothing that was deleted since', async () => {
    const [stays, goes, rotates, forgets] = await Promise.all(
      ['のこる人', 'かなりあ消', 'かえる人', 'はなれる人'].map(async (nickname) => {
        const { viewer, receipt } = await signedUp(await evening(), { nickname });
        return { viewer, receipt, words: await wordsOf(viewer), faces: await pseudonymsOf(viewer) };
      }),
    );
    if (!stays || !goes || !rotates || !forgets) throw new Error('four people');
    const stopped = await aCaller(null, { words: 'かなりあやめる' });
    const file = await backup();
    const gone = [
      goes.viewer.participantId,
      goes.receipt,
      ...goes.faces.map(({ pseudonym }) => pseudonym),
      'かなりあ',
      forgets.viewer.sessionKey,
    ];
    await forgetPerson(goes.viewer, HOLDINGS);
    await leaveContact(stopped.viewer, stopped.contactId);
    await rotatePhrase(rotates.viewer);
    await forgetDevice(forgets.viewer);

    const into = await emptyDatabase();
    expect(await restore(file, into)).toContain('The portal can start');
    const stored = await everythingStored(into);
    expect(tracesOf(gone, stored)).toEqual([]);
    expect(tracesOf([stays.viewer.participantId, stays.receipt, 'のこる人'], stored)).toHaveLength(
      3,
    );

    await closeDatabase();
    vi.resetModules();
    const before = process.env['DATABASE_URL'];
    process.env['DATABASE_URL'] = into;
    const restored = await import('#participants/server');
    expect(await restored.recoverByPhrase(stays.words.join(' '))).toMatchObject({
      viewer: { participantId: stays.viewer.participantId },
    });
    expect(await restored.recoverByPhrase(goes.words.join(' '))).toBe('unknown');
    expect(await restored.recoverByPhrase(rotates.words.join(' '))).toBe('unknown');
    await (await import('#platform/db')).closeDatabase();
    process.env['DATABASE_URL'] = before;
  });
});
