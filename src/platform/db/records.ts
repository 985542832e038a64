import { sql, type Insertable, type RawBuilder } from 'kysely';
import type { DB } from './schema.generated.ts';

/**
 * Many rows of a table as one parameter, to select from: a statement's text stays the same for one row and for a hundred.
 * Columns left out are null.
 */
export const recordsOf = <Table extends keyof DB>(
  table: Table,
  rows: Partial<Insertable<DB[Table]>>[],
): RawBuilder<unknown> =>
  sql`json_populate_recordset(null::${sql.table(table)}, ${asJson(rows)}::json)`;

/** Rows as JSON that PostgreSQL reads into its own types. */
export const asJson = (rows: object[]): string =>
  JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, readable(value)])),
    ),
  );

const readable = (value: unknown): unknown =>
  Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value;
