/** Rows that ship with the code: loaded once, and again when the shipped files have changed. */
import { createHash } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { DB } from './schema.generated.ts';

/** Runs `load` in one transaction unless these very files were loaded before; processes starting together take turns. */
export function keepReferenceData(
  db: Kysely<DB>,
  name: string,
  files: string[],
  load: (trx: Transaction<DB>) => Promise<void>,
): Promise<'loaded' | 'unchanged'> {
  const digest = createHash('sha256').update(files.join('\0')).digest('hex');
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('reference_data'))`.execute(trx);
    if ((await digestOf(trx, name)) === digest) return 'unchanged';
    await load(trx);
    await trx
      .insertInto('reference_data')
      .values({ name, digest })
      .onConflict((row) => row.column('name').doUpdateSet({ digest, loaded_at: sql`now()` }))
      .execute();
    return 'loaded';
  });
}

const digestOf = async (trx: Transaction<DB>, name: string): Promise<string | undefined> => {
  const row = await trx
    .selectFrom('reference_data')
    .select('digest')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.digest;
};

/** One column of many rows, with its PostgreSQL type. */
export interface Column {
  name: string;
  type: 'text' | 'float8' | 'real';
  values: (string | number | null)[];
}

/** Writes all rows in one statement; where the key exists, the other columns are brought up to date. */
export async function upsertRows(
  trx: Transaction<DB>,
  table: keyof DB,
  key: string[],
  columns: Column[],
): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column.name)));
  const arrays = sql.join(
    columns.map((column) => sql`${column.values}::${sql.raw(column.type)}[]`),
  );
  await sql`
    insert into ${sql.table(table)} (${names}) select * from unnest(${arrays})
    on conflict (${sql.join(key.map((name) => sql.ref(name)))}) ${updating(key, columns)}
  `.execute(trx);
}

function updating(key: string[], columns: Column[]) {
  const rest = columns.filter((column) => !key.includes(column.name));
  if (rest.length === 0) return sql`do nothing`;
  const sets = rest.map(({ name }) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
  return sql`do update set ${sql.join(sets)}`;
}
