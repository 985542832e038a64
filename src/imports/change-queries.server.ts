/** What confirming an import did to each thing, and what taking it back undid. */
import { asJson, sql, type Database } from '#platform/db';
import type { ImportChanges } from './import-record.ts';
import type { Change } from './list.ts';

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
