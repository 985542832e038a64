/** Sign-ups with what their dates have become, as calendars carry them. */
import type { Pseudonym } from '#participants';
import { sql, type Database } from '#platform/db';
import type { Kept } from '../receipt/calendar-entry.ts';

/** All that these faces ever had at dates that ended after `since`, given up ones too; in order of time. */
export const listKept = async (
  db: Database,
  faces: Pseudonym[],
  since: Date | null,
): Promise<Kept[]> =>
  (
    await sql<Kept>`
      select g.id, g.state, o.starts_at as "startsAt", o.ends_at as "endsAt", o.state = 'cancelled' as "calledOff",
        o.sequence + s.facts_sequence as sequence, greatest(o.changed_at, s.facts_changed_at) as "changedAt",
        s.title
      from signups g
        join occurrences o on o.id = g.occurrence_id
        join series s on s.id = o.series_id
      where g.pseudonym = any(${faces}::uuid[]) and ${since ? sql`o.ends_at > ${since}` : sql`true`}
      order by o.starts_at, g.id`.execute(db)
  ).rows;
