/** Rows of who else takes part in a series. */
import type { OrganisationPart } from '#organisations';
import { agreedAs } from '#organisations/server';
import { now } from '#platform/clock';
import { db, sql, type Database } from '#platform/db';
import type { ShownPart, TakingPart } from './taking-part.ts';

/** Replaces all it had. A name that exactly one shown organisation has is tied to that one: it is asked, and led to once it agrees. */
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

/** Of rows of `series_organisations p` those whose organisation agreed to be named so. */
const AGREED = agreedAs('p.series_id', 'p.organisation_id', 'p.part');

/** As named; a page is led to only while it is public, and where whoever is named agreed. */
export const partsOf = async (seriesId: string, trx: Database = db): Promise<ShownPart[]> =>
  (await partsOfEach([seriesId], trx)).get(seriesId) ?? [];

/** The same of many; a series that names nobody is not among them. */
export async function partsOfEach(
  seriesIds: string[],
  trx: Database = db,
): Promise<Map<string, ShownPart[]>> {
  const rows = await trx
    .selectFrom('series_organisations as p')
    .innerJoin('series as s', 's.id', 'p.series_id')
    .leftJoin('organisations as g', (join) =>
      join
        .onRef('g.id', '=', 'p.organisation_id')
        .on('g.shown', '=', true)
        .on(sql<boolean>`(g.id = s.organisation_id or ${AGREED})`),
    )
    .select(['p.series_id', 'p.part', 'p.name', 'g.id'])
    .where((eb) => eb('p.series_id', '=', eb.fn.any(eb.val(seriesIds))))
    .orderBy('p.position')
    .$narrowType<{ part: OrganisationPart }>() // CHECK series_organisations_part
    .execute();
  const parts = new Map<string, ShownPart[]>();
  for (const { series_id, ...part } of rows)
    parts.set(series_id, [...(parts.get(series_id) ?? []), part]);
  return parts;
}

/** Of the rows of `series s` an organisation's own, and those that name it as it agreed. */
export const takesPartIn = (organisationId: string) => sql<boolean>`(
  s.organisation_id = ${organisationId}
  or exists (select from series_organisations p where p.series_id = s.id and p.organisation_id = ${organisationId} and ${AGREED}))`;

/** Names of whoever organises a row of `series s`: first its own organisation, which is `organisations g`, then whom it names. */
export const ORGANISERS = sql<string[]>`(
  select array_agg(named.name order by named.part desc, named.position) from (
    select g.name, 'organiser' as part, -1 as position
    union all
    select p.name, p.part, p.position from series_organisations p
    where p.series_id = s.id and p.part in ('organiser', 'co_organiser') and p.name <> g.name) named)`;

/** Published ones of other organisations that name this one as it agreed, the next first. */
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
    .where(AGREED)
    .where('o.ends_at', '>', now())
    .orderBy('o.starts_at')
    .orderBy('o.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
};
