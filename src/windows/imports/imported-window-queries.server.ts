/** Desks and the rows of lists they came from. */
import type { Remembered } from '#imports';
import { changedByNoLaterImport } from '#imports/server';
import { db, sql, type Database } from '#platform/db';

/** All that a person can change of a desk, as one text; that it was checked changes nothing. */
const fingerprint = sql<string>`md5(
  (to_jsonb(w) - '{id,verified_on,verified_by,listed_on,open_ended}'::text[])::text || concat(
    (select string_agg(code5 || excluded, ';' order by code5) from window_areas where window_id = w.id), '|',
    (select string_agg(district_id::text || excluded, ';' order by district_id) from window_districts where window_id = w.id), '|',
    (select string_agg(on_date::text || hours || note, ';' order by on_date) from window_exceptions where window_id = w.id), '|',
    (select string_agg(nickname || about || message, ';' order by position) from window_counsellors where window_id = w.id), '|',
    (select string_agg(organisation_id::text || part, ';' order by organisation_id, part) from window_organisations where window_id = w.id)))`;

interface RememberedWindow extends Remembered {
  windowId: string;
  identity: string;
}

/** What earlier imports of the same sender made of it, held until the transaction ends. */
export async function findRemembered(
  trx: Database,
  organisationId: string | null,
  { windowId, identity }: { windowId: string | null; identity: string },
): Promise<RememberedWindow | undefined> {
  const { rows } = await sql<RememberedWindow>`
    select m.window_id as "windowId", m.identity, m.content_hash as "contentHash", m.fingerprint, ${fingerprint} as now
    from imported_windows m join windows w on w.id = m.window_id
    where m.organisation_id is not distinct from ${organisationId}
      and (m.window_id = ${windowId} or (${windowId}::uuid is null and m.identity = ${identity}))
    for update of w`.execute(trx);
  return rows[0];
}

/** Remembers what a desk was made of, and how it stands now. */
export async function noteImportedWindow(
  trx: Database,
  organisationId: string | null,
  { windowId, identity, contentHash }: { windowId: string; identity: string; contentHash: string },
): Promise<void> {
  await trx
    .deleteFrom('imported_windows')
    .where((eb) =>
      eb.or([
        eb('window_id', '=', windowId),
        eb.and([
          eb('identity', '=', identity),
          organisationId === null
            ? eb('organisation_id', 'is', null)
            : eb('organisation_id', '=', organisationId),
        ]),
      ]),
    )
    .execute();
  await sql`
    insert into imported_windows (window_id, organisation_id, identity, content_hash, fingerprint)
    select w.id, ${organisationId}, ${identity}, ${contentHash}, ${fingerprint}
    from windows w where w.id = ${windowId}`.execute(trx);
}

export interface UndoableWindow {
  windowId: string;
  did: 'created' | 'updated';
  before: unknown;
}

/** An undone import leaves no memory of a desk that it did not make. */
export const forgetImportedWindow = async (trx: Database, windowId: string): Promise<void> =>
  void (await trx.deleteFrom('imported_windows').where('window_id', '=', windowId).execute());

/** What an import made and nobody has touched or checked since, the same day counting as since: no person, no later import. */
export async function undoableWindows(trx: Database, importId: string): Promise<UndoableWindow[]> {
  const { rows } = await sql<UndoableWindow>`
    select w.id as "windowId", c.did, c.before
    from import_changes c join imported_windows m on m.window_id = c.subject_id join windows w on w.id = c.subject_id
      join imports this on this.id = c.import_id
    where c.import_id = ${importId} and c.did in ('created', 'updated') and m.fingerprint = ${fingerprint}
      and (w.verified_on is null or c.did = 'updated'
        and w.verified_on < (this.committed_at at time zone 'Asia/Tokyo')::date)
      and not exists (select from window_corrections where window_id = w.id)
      and ${changedByNoLaterImport}
    for update of w`.execute(trx);
  return rows;
}

export const deleteWindows = async (trx: Database, ids: string[]): Promise<void> => {
  if (ids.length > 0) await trx.deleteFrom('windows').where('id', 'in', ids).execute();
};

/** How many rows of an import name a desk that is there. */
export async function knownRowsOf(importId: string): Promise<number> {
  const { rows } = await sql<{ known: number }>`
    select count(distinct r.line)::int as known
    from import_rows r join imports i on i.id = r.import_id
      left join imported_windows m on m.identity = r.identities[1] and m.organisation_id is not distinct from i.organisation_id
    where r.import_id = ${importId} and (m.window_id is not null or r.item ->> 'windowId' is not null)`.execute(
    db,
  );
  return rows[0]?.known ?? 0;
}

/** The desks of some lines, those an import brought and those it met. */
export async function windowsOfLines(
  importId: string,
  lines: number[],
): Promise<Map<number, string>> {
  const { rows } = await sql<{ line: number; id: string }>`
    select r.line, w.id from import_rows r join imports i on i.id = r.import_id
      left join imported_windows m on m.identity = r.identities[1] and m.organisation_id is not distinct from i.organisation_id
      join windows w on w.id = coalesce((r.item ->> 'windowId')::uuid, m.window_id)
    where r.import_id = ${importId} and r.line = any(${lines})`.execute(db);
  return new Map(rows.map(({ line, id }) => [line, id]));
}
