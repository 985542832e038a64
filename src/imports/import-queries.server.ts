/** Rows of imports: the lists that were handed in, and how far each is. */
import type { OrganisationId } from '#accounts';
import { db, sql, type Database, type DB } from '#platform/db';
import { isId } from '#platform/id';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { ImportId, ImportKind, ImportSummary } from './import-record.ts';

// Never the file itself: only the reading asks for its bytes.
const SUMMARY = [
  ...(['id', 'kind', 'organisation_id', 'file_name', 'state', 'refused_as', 'encoding'] as const),
  ...(['separator', 'heads', 'total', 'rows_read', 'rows_done'] as const),
  ...(['accepted', 'repaired', 'refused', 'created_at', 'committed_at'] as const),
] as const;
type SummaryRow = Pick<Selectable<DB['imports']>, (typeof SUMMARY)[number]>;

export async function insertImport(
  trx: Database,
  row: Insertable<DB['imports']>,
): Promise<ImportId> {
  const { id } = await trx
    .insertInto('imports')
    .values(row)
    .returning('id')
    .executeTakeFirstOrThrow();
  return id as ImportId;
}

/** Of these organisations, and the site's own where it is asked for: the newest first. */
export async function listImports(
  organisationIds: string[],
  ofSite: boolean,
): Promise<ImportSummary[]> {
  const rows = await db
    .selectFrom('imports')
    .select(SUMMARY)
    .where((eb) =>
      eb.or([
        eb('organisation_id', '=', eb.fn.any(eb.val(organisationIds))),
        ...(ofSite ? [eb('organisation_id', 'is', null)] : []),
      ]),
    )
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(summaryOf);
}

export async function findImportRow(id: string): Promise<ImportSummary | undefined> {
  if (!isId(id)) return undefined;
  const row = await db
    .selectFrom('imports')
    .select(SUMMARY)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && summaryOf(row);
}

/** Held against a second press until the transaction ends. */
export async function lockImport(trx: Database, id: string): Promise<ImportSummary | undefined> {
  if (!isId(id)) return undefined;
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

/** Those handed in before an instant that never became anything. */
export const deleteUnconfirmedBefore = async (at: Date): Promise<void> =>
  void (await db
    .deleteFrom('imports')
    .where('state', 'in', ['previewed', 'refused'])
    .where('created_at', '<', at)
    .execute());

// The casts are what the table's CHECK constraints hold.
const summaryOf = (row: SummaryRow): ImportSummary => ({
  id: row.id as ImportId,
  kind: row.kind as ImportKind,
  organisationId: row.organisation_id as OrganisationId | null,
  fileName: row.file_name,
  state: row.state as ImportSummary['state'],
  refusedAs: row.refused_as as ImportSummary['refusedAs'],
  encoding: row.encoding as ImportSummary['encoding'],
  separator: row.separator as ImportSummary['separator'],
  heads: row.heads,
  total: row.total,
  rowsRead: row.rows_read,
  rowsDone: row.rows_done,
  outcomes: { accepted: row.accepted, repaired: row.repaired, refused: row.refused },
  createdAt: row.created_at,
  committedAt: row.committed_at,
});

/** One organisation's imports are confirmed and taken back one after the other. */
export const lockConfirming = (trx: Database, organisationId: string | null): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtext('imports'), hashtext(${organisationId ?? ''}))`.execute(
    trx,
  );
