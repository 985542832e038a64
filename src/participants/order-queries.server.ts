import { db, inTransaction, sql } from '#platform/db';
import { log } from '#platform/log';

/** What the rows of a table are found by, which is chance: a person's id, a face, a session's hash. */
interface Key {
  index: string;
  column: string;
}

/**
 * Rows that were written together lie together and bear the same transaction's number, so that a thief of the database could
 * lay one table beside another. Each is written anew, some rows at a time, then all are laid in the order of their keys; that
 * locks a table whole for a moment, for which nobody is kept waiting long. One that could not be is tried again with the rest.
 */
export async function forgetOrder(tables: string[]): Promise<void> {
  const failed: string[] = [];
  for (const table of tables)
    await forgetOrderOf(table).catch((error: unknown) => {
      log.warn({ err: error, table }, 'the order of rows is not forgotten yet');
      failed.push(table);
    });
  if (failed.length > 0) throw new Error(`rows lie as they came: ${failed.join(', ')}`);
}

async function forgetOrderOf(table: string): Promise<void> {
  const key = await keyOf(table);
  let last: unknown;
  do last = await rewriteSome(table, key, last);
  while (last !== undefined);
  await inTransaction(async (trx) => {
    await sql`set local lock_timeout = '2s'`.execute(trx);
    await sql`set local statement_timeout = '5s'`.execute(trx);
    await sql`cluster ${sql.table(table)} using ${sql.ref(key.index)}`.execute(trx);
  });
}

/** The primary key, where there is one. */
async function keyOf(table: string): Promise<Key> {
  const { rows } = await sql<Key>`
    select i.indexrelid::regclass::text as index, a.attname as column
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = ${table}::regclass
    order by i.indisprimary desc, i.indexrelid limit 1`.execute(db);
  const [key] = rows;
  if (!key) throw new Error(`${table} has no key to be ordered by`);
  return key;
}

const SOME = 1_000;

/** In the order of the keys, so that the transactions' numbers tell no more than these; answers the last, or undefined. */
async function rewriteSome(table: string, key: Key, after: unknown): Promise<unknown> {
  const column = sql.ref(key.column);
  const beyond = after === undefined ? sql`true` : sql`${column} > ${after}`;
  const { rows } = await sql<{ last: unknown }>`
    with coming as (
      select ${column} as key from ${sql.table(table)} where ${beyond} order by ${column} limit ${SOME}),
    bounds as (select (array_agg(key order by key desc))[1] as last from coming),
    written as (
      update ${sql.table(table)} set ${column} = ${column} from bounds where ${beyond} and ${column} <= last)
    select last from bounds where last is not null`.execute(db);
  return rows[0]?.last;
}
