/** Rows of imports and of what was read. */
import type { OrganisationId } from '#accounts';
import { asJson, db, recordsInserted, sql, type Database, type DB } from '#platform/db';
import { isId } from '#platform/id';
import type { Expression, Insertable, Selectable, SqlBool, Updateable } from 'kysely';
import {
  ROWS_SHOWN,
  type ImportChanges,
  type ImportId,
  type ImportKind,
  type ImportSummary,
  type RowFilter,
} from './import-record.ts';
import type { Change, Together } from './list.ts';
import type { Outcome, Refusal, Repair } from './reasons.ts';

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

/** What was read row by row of those confirmed before an instant, taken back since or not. */
export const deleteRowsConfirmedBefore = async (at: Date): Promise<void> =>
  void (await db
    .deleteFrom('import_rows')
    .where('import_id', 'in', (eb) =>
      eb.selectFrom('imports').select('id').where('committed_at', '<', at),
    )
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

export const insertRows = async (
  trx: Database,
  rows: Insertable<DB['import_rows']>[],
): Promise<void> => void (await recordsInserted('import_rows', rows).execute(trx));

export interface StoredRow {
  line: number;
  outcome: Outcome;
  repairs: Repair[];
  refusals: Refusal[];
  words: string[];
  cells: string[];
  item: unknown;
}

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

/** One organisation's imports are confirmed and taken back one after the other. */
export const inItsTurn = (trx: Database, organisationId: string | null): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtext('imports'), hashtext(${organisationId ?? ''}))`.execute(
    trx,
  );

export async function noteChanges(
  trx: Database,
  importId: string,
  changes: Change[],
): Promise<void> {
  const given = changes.map(({ subjectId, did, before }) => ({ id: subjectId, did, before }));
  await sql`
    insert into import_changes (import_id, subject_id, did, before)
    select distinct on (id) ${importId}::uuid, id, did, before
    from json_to_recordset(${asJson(given)}::json) as given (id uuid, did text, before jsonb)
    order by id, did on conflict do nothing`.execute(trx);
}

export async function changesOf(trx: Database, importId: string): Promise<ImportChanges> {
  const { rows } = await sql<ImportChanges>`
    select count(*) filter (where did = 'created')::int as created, count(*) filter (where did = 'updated')::int as updated,
      count(*) filter (where did = 'unchanged')::int as unchanged, count(*) filter (where did = 'kept')::int as kept,
      count(*) filter (where undone)::int as undone
    from import_changes where import_id = ${importId}`.execute(trx);
  return rows[0] ?? { created: 0, updated: 0, unchanged: 0, kept: 0, undone: 0 };
}

/** Of a row `c` of `import_changes`: what it is about was not changed again by a list confirmed after its own. */
export const changedByNoLaterImport = sql<boolean>`not exists (
  select from import_changes later join imports i on i.id = later.import_id, imports mine
    where later.subject_id = c.subject_id and later.did = 'updated' and not later.undone
      and mine.id = c.import_id and i.committed_at > mine.committed_at)`;

export const noteUndone = async (trx: Database, importId: string, ids: string[]): Promise<void> =>
  void (await sql`update import_changes set undone = true
    where import_id = ${importId} and subject_id = any(${ids})`.execute(trx));
