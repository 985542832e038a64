/** Rows of whom desks name, for those who are named and for their pages. */
import type { OrganisationId } from '#accounts';
import type { Named, OrganisationPart } from '#organisations';
import { agreedAs, type Namer } from '#organisations/server';
import { now } from '#platform/clock';
import { db, sql, type Database } from '#platform/db';
import { localDate } from '#platform/tokyo';

/** By desks that have not ended. Entries that are only listed are run by nobody who could answer. */
const named = (organisationIds: string[]) => sql`
  from windows w
    join window_organisations p on p.window_id = w.id and p.organisation_id is distinct from w.organisation_id
    join organisations g on g.id = p.organisation_id and g.shown and g.standing <> 'listed'
    left join organisations own on own.id = w.organisation_id
    left join namings n on n.subject_id = w.id and n.organisation_id = g.id
  where g.id = any(${organisationIds}::uuid[]) and (w.ended_on is null or w.ended_on > ${localDate(now())}::date)`;

const MOST = 200;

async function list(organisationIds: OrganisationId[]): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select w.id, w.name as title, w.id as "shownAt", own.name as by, g.id as "organisationId",
      g.name as organisation, array_agg(p.part) as parts, n.answered_by is not null as answered, n.agreed_parts as agreed
    ${named(organisationIds)} and (n.asked_at is not null or n.answered_by is not null)
    group by w.id, own.id, g.id, n.organisation_id, n.subject_id
    order by bool_or(n.answered_by is null or (n.agreed_parts <> '{}' and p.part <> all(n.agreed_parts))) desc,
      n.named_at desc, w.id
    limit ${MOST}`.execute(db);
  return rows;
}

async function lock(
  trx: Database,
  id: string,
  organisationId: OrganisationId,
): Promise<{ by: OrganisationId | null; parts: OrganisationPart[] } | undefined> {
  await sql`select from windows where id = ${id} for no key update`.execute(trx);
  const { rows } = await sql<{ by: OrganisationId | null; parts: OrganisationPart[] }>`
    select own.id as by, array_agg(p.part) as parts
    ${named([organisationId])} and w.id = ${id}
    group by own.id`.execute(trx);
  return rows[0];
}

export const namingDesks: Namer = { kind: 'window', list, lock };

/** Desks of others in which an organisation takes part, as it agreed itself; by name. */
export async function desksWith(organisationId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct w.id, w.name
    ${named([organisationId])} and ${agreedAs('w.id', 'p.organisation_id', 'p.part')}
    order by w.name, w.id
    limit ${MOST}`.execute(db);
  return rows;
}
