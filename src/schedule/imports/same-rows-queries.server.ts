/** Series of the same rows of two organisations that become one. */
import { sql, type Database } from '#platform/db';
import { deleteSeriesRows, fingerprint, untouched } from './imported-series-queries.server.ts';
import { joinedInTurn, type SameRow } from './same-rows.ts';

export async function joinSameRows(
  trx: Database,
  { from, to }: { from: string; to: string },
): Promise<void> {
  for (const { stays, other, otherGoes } of joinedInTurn(await sameRows(trx, from, to))) {
    if (otherGoes) {
      await takeRowsAlong(trx, stays, other);
      await deleteSeriesRows(trx, [other]);
    } else await letGoOfRows(trx, stays, other);
  }
}

async function sameRows(trx: Database, from: string, to: string): Promise<SameRow[]> {
  const { rows } = await sql<SameRow>`
    with pairs as (
      select distinct a.series_id as theirs, b.series_id as entrys
      from imported_identities a join imported_identities b on b.identity = a.identity
      where a.organisation_id = ${from} and b.organisation_id = ${to}),
    stands as (
      select s.id, m.content_hash, ${untouched} as untouched
      from imported_series m join series s on s.id = m.series_id
      where m.organisation_id in (${from}, ${to}))
    select theirs, entrys, x.content_hash = y.content_hash as alike,
      x.untouched as "theirsUntouched", y.untouched as "entrysUntouched"
    from pairs join stands x on x.id = theirs join stands y on y.id = entrys
    order by theirs, entrys`.execute(trx);
  return rows;
}

/** Rows that only the other one knew are from now on those of the one that stays. */
const takeRowsAlong = (trx: Database, stays: string, other: string) =>
  sql`
    insert into imported_identities (organisation_id, identity, series_id)
    select kept.organisation_id, k.identity, kept.series_id
    from imported_identities k, imported_series kept
    where k.series_id = ${other} and kept.series_id = ${stays}
    on conflict (organisation_id, identity) do nothing`.execute(trx);

const letGoOfRows = (trx: Database, stays: string, other: string) =>
  sql`
    delete from imported_identities mine where series_id = ${other} and exists (
      select from imported_identities k where k.series_id = ${stays} and k.identity = mine.identity)`.execute(
    trx,
  );

/** Whose they are counts as a change like any other: what nobody has touched before is to stay so. */
export async function importedAndUntouched(trx: Database, from: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from imported_series m join series s on s.id = m.series_id
    where m.organisation_id = ${from} and m.fingerprint = ${fingerprint}`.execute(trx);
  return rows.map(({ id }) => id);
}
