/** Rows of whom series name, for those who are named. */
import type { OrganisationId } from '#accounts';
import type { Named, OrganisationPart } from '#organisations';
import type { Namer } from '#organisations/server';
import { now } from '#platform/clock';
import { db, sql, type Database } from '#platform/db';
import type { NamedAnswer } from './taking-part.ts';

/** Whom this series names, and whose it is, now that everybody sees it. */
export async function namedBySeries(
  trx: Database,
  seriesId: string,
): Promise<{ by: OrganisationId; named: OrganisationId[] } | undefined> {
  const { rows } = await sql<{ by: OrganisationId; named: OrganisationId[] }>`
    select s.organisation_id as by, array_agg(distinct p.organisation_id) as named
    from series s join series_organisations p on p.series_id = s.id and p.organisation_id is not null
    where s.id = ${seriesId} and s.shown group by s.id`.execute(trx);
  return rows[0];
}

/** Entries that are only listed are run by nobody who could answer. */
const NAMED = sql`
  from series s
    join series_organisations p on p.series_id = s.id
    join organisations g on g.id = p.organisation_id and g.shown and g.standing <> 'listed'
    join organisations own on own.id = s.organisation_id and own.id <> g.id`;

const MOST = 200;

async function list(organisationIds: OrganisationId[]): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select s.id, s.title, own.name as by, g.id as "organisationId", g.name as organisation,
      array_agg(distinct p.part) as parts, n.answered_by is not null as answered, n.agreed_parts as agreed,
      (select o.id from occurrences o where o.series_id = s.id and o.ends_at > ${now()}
        order by o.starts_at limit 1) as "shownAt"
    ${NAMED}
      join namings n on n.subject_id = s.id and n.organisation_id = g.id
    where s.shown and g.id = any(${organisationIds}::uuid[]) and (n.asked_at is not null or n.answered_by is not null)
    group by s.id, own.id, g.id, n.organisation_id, n.subject_id
    order by bool_or(n.answered_by is null or (n.agreed_parts <> '{}' and p.part <> all(n.agreed_parts))) desc,
      n.named_at desc, s.id
    limit ${MOST}`.execute(db);
  return rows;
}

async function lock(
  trx: Database,
  id: string,
  organisationId: OrganisationId,
): Promise<{ by: OrganisationId; parts: OrganisationPart[] } | undefined> {
  await sql`select from series where id = ${id} for no key update`.execute(trx);
  const { rows } = await sql<{ by: OrganisationId; parts: OrganisationPart[] }>`
    select own.id as by, array_agg(distinct p.part) as parts
    ${NAMED}
    where s.shown and s.id = ${id} and g.id = ${organisationId}
    group by own.id`.execute(trx);
  return rows[0];
}

export const namingSeries: Namer = { kind: 'series', list, lock };

/** What those whom a series names have answered so far, as its own people read it. */
export async function answersTo(seriesId: string): Promise<NamedAnswer[]> {
  const { rows } = await sql<NamedAnswer>`
    select p.part, p.name, case when n.answered_by is null then 'asked' when n.agreed_parts = '{}' then 'declined'
      when p.part = any(n.agreed_parts) then 'agreed' else 'asked' end as state
    from series_organisations p join series s on s.id = p.series_id
      join namings n on n.subject_id = s.id and n.organisation_id = p.organisation_id
    where s.id = ${seriesId} and s.shown order by p.position`.execute(db);
  return rows;
}
