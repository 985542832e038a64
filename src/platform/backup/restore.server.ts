/** Reading a backup into an empty database: all of it or nothing. */
import type { Kysely } from 'kysely';
import pg from 'pg';
import { days, later } from '../clock.ts';
import { migrateTo } from '../db/migrate.server.ts';
import { BACKUPS_KEPT_DAYS } from '../promises.ts';
import { isWhole, readArchive } from './archive.server.ts';
import { Content } from './content.server.ts';
import { copyIn } from './copying.server.ts';

/** `altered`: cut off, changed, or made with another SECRET. `newer`: of a version of the portal that this one is older than. */
export type RestoreRefusal = 'altered' | 'not_empty' | 'too_old' | 'newer';

/** The database then stands as it stood when the backup was made, at the schema of then. */
export async function restoreBackup<T>(
  file: string,
  { db, databaseUrl, at }: { db: Kysely<T>; databaseUrl: string | undefined; at: Date },
): Promise<{ madeAt: Date } | RestoreRefusal> {
  if (!(await isWhole(file))) return 'altered';
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const content = new Content(readArchive(file));
  try {
    const head = await content.head();
    const madeAt = new Date(head.madeAt);
    if (madeAt < later(at, -days(BACKUPS_KEPT_DAYS))) return 'too_old';
    if (!(await isEmpty(client))) return 'not_empty';
    if (!(await migrateTo(db, head.migration))) return 'newer';
    await load(client, content);
    return { madeAt };
  } finally {
    await content.close();
    await client.end();
  }
}

async function isEmpty(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    `select from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' limit 1`,
  );
  return rows.length === 0;
}

/** Keys to other tables are put back at the end, which proves that every row fits. */
async function load(client: pg.Client, content: Content): Promise<void> {
  await client.query('begin');
  const { rows: keys } = await client.query<ForeignKey>(FOREIGN_KEYS);
  const { rows: tables } = await client.query<{ table: string }>(TABLES);
  for (const { table, name } of keys)
    await client.query(`alter table ${table} drop constraint ${pg.escapeIdentifier(name)}`);
  for (const { table } of tables) await client.query(`alter table ${table} disable trigger user`);
  await client.query(`truncate ${tables.map(({ table }) => table).join(', ')}`);
  await loadTables(client, content);
  for (const { table } of tables) await client.query(`alter table ${table} enable trigger user`);
  for (const { table, name, definition } of keys)
    await client.query(
      `alter table ${table} add constraint ${pg.escapeIdentifier(name)} ${definition}`,
    );
  for (const { text } of (await client.query<{ text: string }>(SEQUENCES)).rows)
    await client.query(text);
  await client.query('commit');
  await client.query('analyze');
}

async function loadTables(client: pg.Client, content: Content): Promise<void> {
  for (let next = await content.table(); next; next = await content.table()) {
    const columns = next.columns.map(pg.escapeIdentifier).join(', ');
    const into = `copy ${pg.escapeIdentifier(next.table)} (${columns}) from stdin`;
    await copyIn(client, into, content.rows());
  }
}

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

const FOREIGN_KEYS = `
  select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
  from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`;

const TABLES = `
  select oid::regclass::text as table from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%'`;

/** Numbers go on after the highest that was given. */
const SEQUENCES = `
  select format('select setval(%L, greatest(1, (select max(%I) from %I)), (select max(%I) from %I) is not null)',
    pg_get_serial_sequence(quote_ident(table_name), column_name), column_name, table_name, column_name, table_name) as text
  from information_schema.columns
  where table_schema = 'public' and pg_get_serial_sequence(quote_ident(table_name), column_name) is not null`;
