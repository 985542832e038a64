/** Series and the rows of lists they came from. */
import type { Remembered } from '#imports';
import { changedByNoLaterImport } from '#imports/server';
import { asJson, db, recordsInserted, sql, type Database, type DB } from '#platform/db';
import type { Insertable } from 'kysely';
import type { Rule } from '../rule.ts';
import { ruleRowOf } from '../series-rows.ts';

/**
 * All that a person can change of a series, as one text. A column that a later version adds counts as changed, which
 * errs on the side of keeping.
 */
export const fingerprint = sql<string>`md5(
  (to_jsonb(s) - '{id,created_at,created_by}'::text[])::text
  || coalesce((select string_agg((to_jsonb(r) - '{id,series_id}'::text[])::text, ';'
       order by r.valid_from, r.starts_at_minute, r.ends_at_minute, r.rrule)
     from series_rules r where r.series_id = s.id), ''))`;

/** Whether nobody has had to do with it since: no person, no host, no writing, no sign-up. */
export const untouched = sql<boolean>`(m.fingerprint = ${fingerprint}
  and not exists (select from occurrences o where o.series_id = s.id
    and (o.taken + o.waiting > 0 or o.next_queue_no > 1 or o.entered))
  and not exists (select from appearances h where h.series_id = s.id)
  and not exists (select from series_writings v where v.series_id = s.id))`;

export interface FoundSeries extends Remembered {
  identity: string;
  seriesId: string;
}

/** Series that earlier imports made; what this one has made of a row is no other row's. */
export async function findImported(
  trx: Database,
  { organisationId, importId }: { organisationId: string; importId: string },
  identities: string[],
): Promise<Map<string, FoundSeries>> {
  const { rows } = await sql<FoundSeries>`
    select k.identity, k.series_id as "seriesId", m.content_hash as "contentHash", m.fingerprint, ${fingerprint} as now
    from unnest(${identities}::text[]) as asked (identity)
      join imported_identities k on k.organisation_id = ${organisationId} and k.identity = asked.identity
      join imported_series m using (series_id) join series s on s.id = k.series_id
    where not exists (select from import_changes c
        where c.import_id = ${importId} and c.subject_id = s.id and c.did <> 'kept')
    for update of s`.execute(trx);
  return new Map(rows.map((row) => [row.identity, row]));
}

/** New series, or new contents of old ones: rules take the place of those there were. */
export async function writeRulesOf(trx: Database, rules: Map<string, Rule[]>): Promise<void> {
  const ids = [...rules.keys()];
  if (ids.length === 0) return;
  await trx.deleteFrom('series_rules').where('series_id', 'in', ids).execute();
  const rows = [...rules].flatMap(([id, its]) => its.map((rule) => ruleRowOf(id, rule)));
  if (rows.length > 0) await recordsInserted('series_rules', rows).execute(trx);
}

export const insertSeriesRows = async (
  trx: Database,
  rows: Insertable<DB['series']>[],
): Promise<void> => {
  if (rows.length > 0) await recordsInserted('series', rows).execute(trx);
};

export interface Imported {
  seriesId: string;
  contentHash: string;
  identities: string[];
}

/** Remembers what these series are made of, and how they stand now. */
export async function noteImported(
  trx: Database,
  organisationId: string,
  made: Imported[],
): Promise<void> {
  if (made.length === 0) return;
  const given = made.map(({ seriesId, contentHash }) => ({ id: seriesId, hash: contentHash }));
  await sql`
    insert into imported_series (series_id, organisation_id, content_hash, fingerprint)
    select s.id, ${organisationId}, given.hash, ${fingerprint}
    from json_to_recordset(${asJson(given)}::json) as given (id uuid, hash text) join series s on s.id = given.id
    on conflict (series_id) do update
      set content_hash = excluded.content_hash, fingerprint = excluded.fingerprint`.execute(trx);
  const known = made.flatMap(({ seriesId, identities }) =>
    identities.map((identity) => ({ id: seriesId, identity })),
  );
  await sql`
    insert into imported_identities (organisation_id, identity, series_id)
    select distinct on (identity) ${organisationId}::uuid, identity, id
    from json_to_recordset(${asJson(known)}::json) as known (id uuid, identity text)
    on conflict (organisation_id, identity) do update set series_id = excluded.series_id`.execute(
    trx,
  );
}

export interface Undoable {
  seriesId: string;
  did: 'created' | 'updated';
  before: unknown;
}

/** What an import made and nobody has touched since, no later import either. */
export async function undoableOf(trx: Database, importId: string): Promise<Undoable[]> {
  const { rows } = await sql<Undoable>`
    select s.id as "seriesId", c.did, c.before
    from import_changes c join imported_series m on m.series_id = c.subject_id join series s on s.id = c.subject_id
    where c.import_id = ${importId} and c.did in ('created', 'updated') and ${untouched}
      and ${changedByNoLaterImport}
    for update of s`.execute(trx);
  return rows;
}

export const deleteSeriesRows = async (trx: Database, ids: string[]): Promise<void> => {
  if (ids.length > 0) await trx.deleteFrom('series').where('id', 'in', ids).execute();
};

/** How many rows of an import an earlier one brought. */
export async function knownRowsOf(importId: string): Promise<number> {
  const { rows } = await sql<{ known: number }>`
    select count(distinct r.line)::int as known
    from import_rows r join imports i on i.id = r.import_id, unnest(r.identities) as mine
      join imported_identities k on k.identity = mine
    where r.import_id = ${importId} and k.organisation_id = i.organisation_id`.execute(db);
  return rows[0]?.known ?? 0;
}

/** The series of some lines, from this import or an earlier one. */
export async function seriesOfLines(
  importId: string,
  lines: number[],
): Promise<Map<number, string>> {
  const { rows } = await sql<{ line: number; id: string }>`
    select r.line, k.series_id as id
    from import_rows r join imports i on i.id = r.import_id, unnest(r.identities) as mine
      join imported_identities k on k.identity = mine
    where r.import_id = ${importId} and r.line = any(${lines}) and k.organisation_id = i.organisation_id`.execute(
    db,
  );
  return new Map(rows.map(({ line, id }) => [line, id]));
}
