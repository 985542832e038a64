import { sql, type Insertable, type RawBuilder } from 'kysely';
import type { DB } from './schema.generated.ts';

/** Of a larger statement, most often one of those before its own after `with`. */
export type StatementPart = RawBuilder<unknown>;

/**
 * Writes rows that all have the same columns: a statement, also as part of a larger one. All of them are one parameter,
 * so that its text stays the same for one row and for a hundred.
 */
export function recordsInserted<Table extends keyof DB>(
  table: Table,
  rows: Insertable<DB[Table]>[],
): StatementPart {
  const into = sql.table(table);
  const records = sql`json_populate_recordset(null::${into}, ${asJson(rows)}::json)`;
  const [first] = rows;
  if (!first) return sql`insert into ${into} select * from ${records}`;
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)));
  return sql`insert into ${into} (${columns}) select ${columns} from ${records}`;
}

/** Rows as JSON that PostgreSQL reads into its own types. */
export const asJson = (rows: object[]): string =>
  JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, readable(value)])),
    ),
  );

const readable = (value: unknown): unknown =>
  Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value;

/**
 * To compare a key with several. Planned once a connection: given as they are, PostgreSQL would plan anew for each number
 * of them, which costs more than the look-up.
 */
export const anyOf = (keys: string[]): RawBuilder<string> =>
  sql<string>`any(array(select unnest(${keys}::uuid[])))`;
