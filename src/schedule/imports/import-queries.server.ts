/** Rows of imports and of what was read. */
import type { OrganisationId } from '#accounts';
import { db, recordsInserted, sql, type Database, type DB } from '#platform/db';
import type { Expression, Insertable, Selectable, SqlBool, Updateable } from 'kysely';
import { z } from 'zod';
import {
  ROWS_SHOWN,
  type ImportId,
  type ImportSummary,
  type ImportedRow,
  type RowFilter,
} from './import-record.ts';
import type { Refusal, Repair } from './reasons.ts';

// Never the file itself: only the reading asks for its bytes.
const SUMMARY = [
  ...(['id', 'organisation_id', 'file_name', 'state', 'refused_as', 'encoding'] as const),
  ...(['separator', 'heads', 'total', 'rows_read', 'accepted', 'repaired', 'refused'] as const),
  ...(['created_at', 'committed_at'] as const),
] as const;
type SummaryRow = Pick<Selectable<DB['imports']>, (typeof SUMMARY)[number]>;

export async function insertImport(row: Insertable<DB['imports']>): Promise<ImportId> {
  const { id } = await db
    .insertInto('imports')
    .values(row)
    .returning('id')
    .executeTakeFirstOrThrow();
  return id as ImportId;
}

export async function listImports(organisationIds: string[]): Promise<ImportSummary[]> {
  if (organisationIds.length === 0) return [];
  const rows = await db
    .selectFrom('imports')
    .select(SUMMARY)
    .where('organisation_id', 'in', organisationIds)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(summaryOf);
}

export async function findImportRow(id: string): Promise<ImportSummary | undefined> {
  if (!z.uuid().safeParse(id).success) return undefined;
  const row = await db
    .selectFrom('imports')
    .select(SUMMARY)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && summaryOf(row);
}

/** Held against a second press until the transaction ends. */
export async function lockImport(trx: Database, id: string): Promise<ImportSummary | undefined> {
  if (!z.uuid().safeParse(id).success) return undefined;
  const query = trx.selectFrom('imports').select(SUMMARY).where('id', '=', id).forUpdate();
  const row = await query.executeTakeFirst();
  return row && summaryOf(row);
}

export const updateImport = async (
  trx: Database,
  id: string,
  row: Updateable<DB['imports']>,
): Promise<void> => void (await trx.updateTable('imports').set(row).where('id', '=', id).execute());

export const deleteImport = async (trx: Database, id: string): Promise<void> =>
  void (await trx.deleteFrom('imports').where('id', '=', id).execute());

// The casts are what the table's CHECK constraints hold.
const summaryOf = (row: SummaryRow): ImportSummary => ({
  id: row.id as ImportId,
  organisationId: row.organisation_id as OrganisationId,
  fileName: row.file_name,
  state: row.state as ImportSummary['state'],
  refusedAs: row.refused_as as ImportSummary['refusedAs'],
  encoding: row.encoding as ImportSummary['encoding'],
  separator: row.separator as ImportSummary['separator'],
  heads: row.heads,
  total: row.total,
  rowsRead: row.rows_read,
  outcomes: { accepted: row.accepted, repaired: row.repaired, refused: row.refused },
  createdAt: row.created_at,
  committedAt: row.committed_at,
});

export const insertRows = async (
  trx: Database,
  rows: Insertable<DB['import_rows']>[],
): Promise<void> => void (await recordsInserted('import_rows', rows).execute(trx));

/** The rows a filter leaves, a page of them, and how many there are in all. */
export async function rowsShown(
  id: string,
  { outcome, reason, page }: RowFilter,
): Promise<{ rows: ImportedRow[]; count: number }> {
  const filtered = db
    .selectFrom('import_rows as r')
    .innerJoin('imports as i', 'i.id', 'r.import_id')
    .leftJoin('imported_identities as k', (join) =>
      join
        .onRef('k.organisation_id', '=', 'i.organisation_id')
        .onRef('k.identity', '=', 'r.identity'),
    )
    .where('r.import_id', '=', id)
    .$if(outcome !== null, (query) => query.where('r.outcome', '=', outcome ?? ''))
    .$if(reason !== null, (query) => query.where(hasReason(reason ?? '')));
  const rows = await filtered
    .select(['r.line', 'r.outcome', 'r.repairs', 'r.refusals', 'r.words', 'r.cells', 'r.event'])
    .select('k.series_id as seriesId')
    .orderBy('r.line')
    .limit(ROWS_SHOWN)
    .offset((page - 1) * ROWS_SHOWN)
    .execute();
  const counted = filtered.select((eb) => eb.fn.countAll<number>().as('count'));
  const { count } = await counted.executeTakeFirstOrThrow();
  // Written only from `ReadRow`, whose words these are.
  return { rows: rows as unknown as ImportedRow[], count };
}

const hasReason = (reason: string): Expression<SqlBool> =>
  sql<SqlBool>`${reason} = any(r.repairs || r.refusals)`;

export async function reasonsOf(id: string): Promise<{ reason: Repair | Refusal; rows: number }[]> {
  const { rows } = await sql<{ reason: Repair | Refusal; rows: number }>`
    select reason, count(*)::int as rows
    from import_rows r, unnest(r.repairs || r.refusals) as reason
    where r.import_id = ${id} group by reason order by rows desc, reason`.execute(db);
  return rows;
}

/** Rows with words to avoid, and rows an earlier import brought. */
export async function marksOf(id: string): Promise<{ flagged: number; known: number }> {
  const { rows } = await sql<{ flagged: number; known: number }>`
    select count(*) filter (where r.words <> '{}')::int as flagged, count(k.identity)::int as known
    from import_rows r join imports i on i.id = r.import_id
    left join imported_identities k on k.organisation_id = i.organisation_id and k.identity = r.identity
    where r.import_id = ${id}`.execute(db);
  return rows[0] ?? { flagged: 0, known: 0 };
}
