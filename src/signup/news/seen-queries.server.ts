/** How far people have read what became of their dates. */
import type { AccountId, OrganisationId } from '#accounts';
import type { Pseudonym } from '#participants';
import { sql, type Database } from '#platform/db';
import type { Plan } from '../receipt/day-ahead.ts';
import type { SignupId, SignupState } from '../index.ts';

/** Of a sign-up, its date and its series; what becomes of a date is nothing to whoever has no place there any more. */
const UNREAD = sql<boolean>`(g.place_unread or g.state <> 'cancelled' and o.sequence + s.facts_sequence > g.seen_sequence)`;

/** Never back: an older page may be read after a newer one. */
export const markSeen = async (
  db: Database,
  read: { id: SignupId; sequence: number; state: SignupState }[],
): Promise<void> =>
  void (await sql`
    update signups g
    set seen_sequence = greatest(g.seen_sequence, r.sequence), place_unread = g.place_unread and g.state <> r.state
    from unnest(${read.map(({ id }) => id)}::uuid[], ${read.map(({ sequence }) => sequence)}::int[],
      ${read.map(({ state }) => state)}::text[]) as r (id, sequence, state)
    where g.id = r.id and (g.seen_sequence < r.sequence or g.place_unread)`.execute(db));

/** What these faces hold, wait for, or held until it was given back, at dates that are not over, in order of time. */
export const listPlans = async (db: Database, faces: Pseudonym[], at: Date): Promise<Plan[]> =>
  (
    await sql<Plan>`
      select g.id as "signupId", o.id as "occurrenceId", g.state, o.starts_at as "startsAt",
        o.state = 'cancelled' as "calledOff", ${UNREAD} as unread
      from signups g
        join occurrences o on o.id = g.occurrence_id
        join series s on s.id = o.series_id
      where g.pseudonym = any(${faces}::uuid[]) and (g.state <> 'cancelled' or g.given_back) and o.ends_at > ${at}
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
        (count(*) filter (where ${UNREAD}))::int as unread
      from signups g
        join occurrences o on o.id = g.occurrence_id
        join series s on s.id = o.series_id
      where o.id = any(${occurrenceIds}::uuid[]) and g.state <> 'cancelled'
      group by o.id, s.organisation_id`.execute(db)
  ).rows;
