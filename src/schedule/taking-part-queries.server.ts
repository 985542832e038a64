/** Rows of who else takes part in a series. */
import type { OrganisationPart } from '#organisations';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import type { ShownPart, TakingPart } from './taking-part.ts';

/** Takes the place of all it had. A name that one organisation bears which is shown here leads to its page. */
export async function writeParts(
  trx: Database,
  seriesId: string,
  parts: TakingPart[],
): Promise<void> {
  await trx.deleteFrom('series_organisations').where('series_id', '=', seriesId).execute();
  if (parts.length === 0) return;
  const known = await trx
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('shown', '=', true)
    .where((eb) => eb('name', '=', eb.fn.any(eb.val(parts.map(({ name }) => name)))))
    .execute();
  const idOf = (name: string) => {
    const bearers = known.filter((one) => one.name === name);
    return bearers.length === 1 ? (bearers[0]?.id ?? null) : null;
  };
  const rows = parts.map(({ part, name }, position) => ({ part, name, position }));
  await trx
    .insertInto('series_organisations')
    .values(rows.map((row) => ({ ...row, series_id: seriesId, organisation_id: idOf(row.name) })))
    .execute();
}

/** As named; a page is led to only while it is public. */
export async function partsOf(seriesId: string, trx: Database = db): Promise<ShownPart[]> {
  const rows = await trx
    .selectFrom('series_organisations as p')
    .leftJoin('organisations as g', (join) =>
      join.onRef('g.id', '=', 'p.organisation_id').on('g.shown', '=', true),
    )
    .select(['p.part', 'p.name', 'g.id'])
    .where('p.series_id', '=', seriesId)
    .orderBy('p.position')
    .$narrowType<{ part: OrganisationPart }>() // CHECK series_organisations_part
    .execute();
  return rows;
}

/** Published ones of other organisations that name this one, the next first. */
export const listComingWith = async (organisationId: string, limit: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('series_organisations as p')
    .innerJoin('series as s', 's.id', 'p.series_id')
    .innerJoin('occurrences as o', 'o.series_id', 's.id')
    .select('o.id')
    .distinctOn(['o.starts_at', 'o.id'])
    .where('p.organisation_id', '=', organisationId)
    .where('s.organisation_id', '<>', organisationId)
    .where('s.shown', '=', true)
    .where('o.ends_at', '>', now())
    .orderBy('o.starts_at')
    .orderBy('o.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
};
