import type { Pseudonym } from '#participants';
import { sql, type Database } from '#platform/db';

/** Dates still to come at which any of these faces holds a place or waits for one. */
export const listDatesHeldBy = async (
  db: Database,
  faces: Pseudonym[],
  at: Date,
): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      select distinct o.id from signups g join occurrences o on o.id = g.occurrence_id
      where g.pseudonym = any(${faces}::uuid[]) and g.state <> 'cancelled' and o.starts_at > ${at}`.execute(
      db,
    )
  ).rows.map(({ id }) => id);
