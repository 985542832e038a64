/** How far people have read what became of their dates. */
import type { AccountId, OrganisationId } from '#accounts';
import type { Pseudonym } from '#participants';
import { sql, type Database } from '#platform/db';
import type { Plan } from '../receipt/day-ahead.ts';
import type { SignupId } from '../index.ts';

/** Never back: an older page may be read after a newer one. */
export const markSeen = async (
  db: Database,
  read: { id: SignupId; sequence: number }[],
): Promise<void> =>
  void (await sql`
    update signups g set seen_sequence = r.sequence
    from unnest(${read.map(({ id }) => id)}::uuid[], ${read.map(({ sequence }) => sequence)}::int[]) as r (id, sequence)
    where g.id = r.id and g.seen_sequence < r.sequence`.execute(db));

/** What these faces hold or wait for at dates that are not over, in order of time. */
export const listPlans = async (db: Database, faces: Pseudonym[], at: Date): Promise<Plan[]> =>
  (
    await sql<Plan>`
      select g.id as "signupId", o.id as "occurrenceId", g.state, o.starts_at as "startsAt",
        o.state = 'cancelled' as "calledOff", o.sequence + s.facts_sequence > g.seen_sequence as unread
      from signups g
        join occurrences o on o.id = g.occurrence_id
        join series s on s.id = o.series_id
      where g.pseudonym = any(${faces}::uuid[]) and g.state <> 'cancelled' and o.ends_at > ${at}
      order by o.starts_at, g.id`.execute(db)
  ).rows;

export interface Reading {
  occurrenceId: string;
  organisationId: OrganisationId;
  supporterAccountId: AccountId | null;
  people: number;
  unread: number;
}

/** Of each date that somebody holds or waits for: how many do, and how many have not read what it has become. */
export const countUnread = async (db: Database, occurrenceIds: string[]): Promise<Reading[]> =>
  (
    await sql<Reading>`
      select o.id as "occurrenceId", s.organisation_id as "organisationId", o.supporter_account_id as "supporterAccountId",
        count(*)::int as people,
        (count(*) filter (where o.sequence + s.facts_sequence > g.seen_sequence))::int as unread
      from signups g
        join occurrences o on o.id = g.occurrence_id
        join series s on s.id = o.series_id
      where o.id = any(${occurrenceIds}::uuid[]) and g.state <> 'cancelled'
      group by o.id, s.organisation_id`.execute(db)
  ).rows;
