import type { Pseudonym } from '#participants';
import { days, later, now } from '#platform/clock';
import { sql, type Database } from '#platform/db';
import { REPEATS_SPAN_DAYS } from '#schedule';

/** One person's sign-ups of one consultation come one after the other until the transaction ends, in whichever tab. */
export const lockRepeats = async (trx: Database, keys: string[]): Promise<void> =>
  void (await sql`
    select pg_advisory_xact_lock(number)
    from (select hashtextextended(key, 0) as number from unnest(${keys}::text[]) key order by number) in_one_order
  `.execute(trx));

export interface OwnSlot {
  seriesId: string;
  face: Pseudonym;
  startsAt: Date;
}

/** What these faces hold of these series, or had within the span that counts. */
export async function listOwnSlots(
  trx: Database,
  seriesIds: string[],
  faces: Pseudonym[],
): Promise<OwnSlot[]> {
  const rows = await trx
    .selectFrom('signups as u')
    .innerJoin('occurrences as o', 'o.id', 'u.occurrence_id')
    .select(['o.series_id', 'u.pseudonym', 'o.starts_at'])
    .where((eb) => eb('o.series_id', '=', eb.fn.any(eb.val(seriesIds))))
    .where((eb) => eb('u.pseudonym', '=', eb.fn.any(eb.val(faces))))
    .where('u.state', '<>', 'cancelled')
    .where('o.state', '=', 'scheduled')
    .where('o.starts_at', '>', later(now(), -days(REPEATS_SPAN_DAYS)))
    .orderBy('o.starts_at')
    .execute();
  return rows.map((row) => ({
    seriesId: row.series_id,
    face: row.pseudonym as Pseudonym,
    startsAt: row.starts_at,
  }));
}
