import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { db } from '#platform/db';
import { migrateDown, migrateUp } from '#platform/db/migrate';

const columns = async () =>
  (
    await sql<{ line: string }>`
      select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as line
      from information_schema.columns where table_schema = 'public' order by line`.execute(db)
  ).rows.map((row) => row.line);

const constraints = async () =>
  (
    await sql<{ line: string }>`
      select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line
      from pg_constraint where connamespace = 'public'::regnamespace order by line`.execute(db)
  ).rows.map((row) => row.line);

test('the generated types are those of the migrated schema', async () => {
  const compared = promisify(execFile)(
    process.execPath,
    ['src/platform/db/write-schema.ts', '--verify'],
    { env: process.env },
  );
  await expect(compared).resolves.toBeDefined();
});

test('every migration goes back and comes again to the same schema', async () => {
  const before = { columns: await columns(), constraints: await constraints() };
  await migrateDown(db);
  expect((await columns()).filter((line) => !line.startsWith('kysely_'))).toEqual([]);
  await migrateUp(db);
  expect({ columns: await columns(), constraints: await constraints() }).toEqual(before);
});
