/** Writing a backup: one snapshot of all tables, rows in the order of their keys, which tells nothing of when they came. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { days, later } from '../clock.ts';
import { BACKUPS_KEPT_DAYS } from '../promises.ts';
import { writeArchive } from './archive.server.ts';
import { endOfRows, line } from './content.server.ts';
import { copyOut } from './copying.server.ts';

/** `without`: tables whose rows live for minutes, or whose return would be wrong. */
export interface BackupOf {
  databaseUrl: string | undefined;
  folder: string;
  without: string[];
}

/** Writes a new file into the folder and deletes there what is older than thirty days; answers the file's path. */
export async function writeBackup({ databaseUrl, folder, without }: BackupOf): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ at: Date; migration: string }>(
      'select now() as at, max(name) as migration from kysely_migration',
    );
    const [made] = rows;
    if (!made) throw new Error('a database without migrations');
    const file = path.join(folder, nameOf(made.at));
    await writeArchive(file, contentOf(client, made, without));
    await prune(folder, made.at);
    return file;
  } finally {
    await client.end();
  }
}

const nameOf = (at: Date) => `tsudoi-${at.toISOString().slice(0, 19).replaceAll(':', '')}Z.backup`;
/** Also what one that was killed left behind. */
const NAME = /^tsudoi-\d{4}-\d\d-\d\dT\d{6}Z\.backup(\.unfinished)?$/;

async function prune(folder: string, at: Date): Promise<void> {
  const oldest = nameOf(later(at, -days(BACKUPS_KEPT_DAYS)));
  for (const name of await readdir(folder))
    if (NAME.test(name) && name < oldest) await rm(path.join(folder, name));
}

async function* contentOf(
  client: pg.Client,
  { at, migration }: { at: Date; migration: string },
  without: string[],
): AsyncGenerator<Buffer> {
  yield line({ migration, madeAt: at.toISOString() });
  const { rows: tables } = await client.query<Table>(TABLES, [without]);
  for (const { table, columns, key } of tables) {
    yield line({ table, columns });
    const named = columns.map(pg.escapeIdentifier).join(', ');
    const order = (key ?? columns).map(pg.escapeIdentifier).join(', ');
    const from = `select ${named} from ${pg.escapeIdentifier(table)} order by ${order}`;
    yield* copyOut(client, `copy (${from}) to stdout`);
    yield endOfRows;
  }
  yield line({ tables: tables.length });
}

interface Table {
  table: string;
  columns: string[];
  key: string[] | null;
}

/** Tables that outlive a crash, with the columns that are not computed from others. */
const TABLES = `
  select c.relname::text as table,
    (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    (select array_agg(a.attname::text order by k.place)
      from pg_index i, unnest(i.indkey::int[]) with ordinality as k (attnum, place), pg_attribute a
      where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum) as key
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
    and c.relname not like 'kysely%' and c.relname <> all($1)
  order by 1`;
