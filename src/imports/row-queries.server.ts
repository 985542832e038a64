/** The rows of a list as they were read: a page of them, counts by reason, and which of them become one thing. */
import { db, recordsInserted, sql, type Database, type DB } from '#platform/db';
import type { Expression, Insertable, SqlBool } from 'kysely';
import { ROWS_SHOWN, type RowFilter } from './import-record.ts';
import type { Together } from './list.ts';
import type { StoredRow } from './read-row.ts';
import type { Refusal, Repair } from './reasons.ts';

export const insertRows = async (
  trx: Database,
  rows: Insertable<DB['import_rows']>[],
): Promise<void> => void (await recordsInserted('import_rows', rows).execute(trx));

/** The rows a filter leaves, a page of them, and how many there are in all. */
export async function rowsShown(
  id: string,
  { outcome, reason, page }: RowFilter,
): Promise<{ rows: StoredRow[]; count: number }> {
  const filtered = db
    .selectFrom('import_rows')
    .where('import_id', '=', id)
    .$if(outcome !== null, (query) => query.where('outcome', '=', outcome ?? ''))
    .$if(reason !== null, (query) => query.where(hasReason(reason ?? '')));
  const rows = await filtered
    .select(['line', 'outcome', 'repairs', 'refusals', 'words', 'cells', 'item'])
    .orderBy('line')
    .limit(ROWS_SHOWN)
    .offset((page - 1) * ROWS_SHOWN)
    .execute();
  const counted = filtered.select((eb) => eb.fn.countAll<number>().as('count'));
  const { count } = await counted.executeTakeFirstOrThrow();
  // Written only from `ReadRow`, whose words these are.
  return { rows: rows as StoredRow[], count };
}

const hasReason = (reason: string): Expression<SqlBool> =>
  sql<SqlBool>`${reason} = any(repairs || refusals)`;

export async function reasonsOf(id: string): Promise<{ reason: Repair | Refusal; rows: number }[]> {
  const { rows } = await sql<{ reason: Repair | Refusal; rows: number }>`
    select reason, count(*)::int as rows
    from import_rows r, unnest(r.repairs || r.refusals) as reason
    where r.import_id = ${id} group by reason order by rows desc, reason`.execute(db);
  return rows;
}

/** Rows with words to avoid. */
export async function flaggedOf(id: string): Promise<number> {
  const { rows } = await sql<{ flagged: number }>`
    select count(*)::int as flagged from import_rows where import_id = ${id} and words <> '{}'`.execute(
    db,
  );
  return rows[0]?.flagged ?? 0;
}

/** Lines that become one thing, in the order of the list. */
export async function linesTogether(trx: Database, importId: string): Promise<number[][]> {
  const { rows } = await sql<{ lines: number[] }>`
    select array_agg(line order by line) as lines from import_rows
    where import_id = ${importId} and item is not null
    group by same_item order by min(line)`.execute(trx);
  return rows.map(({ lines }) => lines);
}

export async function togetherOn(
  trx: Database,
  importId: string,
  groups: number[][],
): Promise<Together[]> {
  // Joined, not compared line by line: a plan made for a short list would go through all of them for each row.
  const { rows } = await sql<{ line: number } & Together[number]>`
    select r.line, r.item, r.identities from unnest(${groups.flat()}::int[]) as asked (line)
      join import_rows r on r.import_id = ${importId} and r.line = asked.line`.execute(trx);
  const byLine = new Map(rows.map(({ line, ...row }) => [line, row]));
  return groups.map((lines) => lines.flatMap((line) => byLine.get(line) ?? []));
}

/** What was read row by row of those confirmed before an instant, taken back since or not. */
export const deleteRowsConfirmedBefore = async (at: Date): Promise<void> =>
  void (await db
    .deleteFrom('import_rows')
    .where('import_id', 'in', (eb) =>
      eb.selectFrom('imports').select('id').where('committed_at', '<', at),
    )
    .execute());
