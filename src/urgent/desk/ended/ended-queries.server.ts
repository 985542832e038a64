import type { AccountId, OrganisationId } from '#accounts';
import { sql, type Database } from '#platform/db';
import { ENDED_PER_PAGE, type EndedTalk } from './ended.ts';

interface Reader {
  accountId: AccountId;
  /** Where they work. */
  organisations: OrganisationId[];
  /** Where they read all that was kept of talks that are over. */
  readsAllAt: OrganisationId[];
}

/** Ended talks of which the reader still has something to read, the latest first: their own part, or what was noted. */
export async function listEnded(
  db: Database,
  { accountId, organisations, readsAllAt }: Reader,
  { before, contactId }: { before: Date; contactId?: string },
): Promise<(EndedTalk & { organisationId: OrganisationId })[]> {
  const theirs = sql`account_id = ${accountId} and organisation_id = any(${organisations}::uuid[])
    or organisation_id = any(${readsAllAt}::uuid[])`;
  const { rows } = await sql<{
    contactId: string;
    name: string;
    endedAt: Date;
    notes: number;
    organisationId: OrganisationId;
  }>`
    with kept as (
      select contact_id, organisation_id, 1 as note from desk_notes
      where ${theirs}
      union all
      select contact_id, organisation_id, 0 from safety_checks
      where ${theirs}
      union all
      select s.contact_id, s.organisation_id, 0 from contact_spans s
      join rooms r on r.contact_id = s.contact_id
      join room_members m on m.room_id = r.id and m.account_id = s.account_id and m.removed_at is null
      where s.account_id = ${accountId} and s.held and s.organisation_id is not null)
    select c.id as "contactId", c.nickname as name, c.ended_at as "endedAt",
      sum(kept.note)::integer as notes, (array_agg(kept.organisation_id))[1] as "organisationId"
    from kept join contacts c on c.id = kept.contact_id
    where c.state = 'ended' and c.ended_at < ${before} and c.id = coalesce(${contactId ?? null}::uuid, c.id)
    group by c.id order by c.ended_at desc limit ${ENDED_PER_PAGE}`.execute(db);
  return rows.map((row) => ({ ...row, endedAt: row.endedAt.getTime() }));
}
