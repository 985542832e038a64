import type { Pseudonym } from '#participants';
import { anyOf, sql, type Database } from '#platform/db';
import { selectSignups, type SignupRow } from './queries.server.ts';

/** What these faces hold, or wait for, at dates that are not over. */
export const listHeldAt = (db: Database, faces: Pseudonym[], at: Date): Promise<SignupRow[]> =>
  selectSignups(db)
    .where('pseudonym', '=', anyOf(faces))
    .where('state', '<>', 'cancelled')
    .where('occurrence_id', 'in', (eb) =>
      eb.selectFrom('occurrences').select('occurrences.id').where('ends_at', '>', at),
    )
    .execute();

/** Whether these faces asked for any of what they hold: it is of no series at which they come every time. */
export async function isExpectedAt(db: Database, faces: Pseudonym[], at: Date): Promise<boolean> {
  const { rows } = await sql`
    select from signups g join occurrences o on o.id = g.occurrence_id
    where g.pseudonym = any(${faces}::uuid[]) and g.state <> 'cancelled' and o.ends_at > ${at}
      and not exists (
        select from standing_signups t where t.series_id = o.series_id and t.pseudonym = g.pseudonym)
    limit 1`.execute(db);
  return rows.length > 0;
}

/** They come to no series every time any more: no date seats them anew. */
export const deleteEveryDate = async (trx: Database, faces: Pseudonym[]): Promise<void> =>
  void (await trx.deleteFrom('standing_signups').where('pseudonym', '=', anyOf(faces)).execute());

/** With the forms by which they came. */
export const deleteSignups = async (trx: Database, faces: Pseudonym[]): Promise<void> =>
  void (await trx.deleteFrom('signups').where('pseudonym', '=', anyOf(faces)).execute());

/** The rows stay as their people's own past, without what was told. */
export const eraseNamesEndedBefore = async (db: Database, at: Date): Promise<void> =>
  void (await sql`
    update signups s set nickname = '', message = '', given_back = false, place_unread = false
    from occurrences o
    where o.id = s.occurrence_id and o.ends_at < ${at} and s.nickname <> ''`.execute(db));

/** Who came before whom decided who sat while there were places to give, and tells of people afterwards. */
export const forgetOrderEndedBefore = async (db: Database, at: Date): Promise<void> =>
  void (await sql`
    update signups s set queue_no = null
    from occurrences o
    where o.id = s.occurrence_id and o.ends_at < ${at} and s.queue_no is not null`.execute(db));
