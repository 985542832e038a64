/** Dates of series that ask for a first talk. */
import { db } from '#platform/db';

/** The next date of each such series of these organisations, soonest first; none of series copied from public pages. */
export const listNextThatAsk = async (organisations: string[], at: Date): Promise<string[]> =>
  (
    await db
      .selectFrom('series as s')
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('occurrences as o')
            .select(['o.id', 'o.starts_at'])
            .whereRef('o.series_id', '=', 's.id')
            .where('o.state', '=', 'scheduled')
            .where('o.starts_at', '>', at)
            .orderBy('o.starts_at')
            .limit(1)
            .as('next'),
        (join) => join.onTrue(),
      )
      .select('next.id')
      .where((eb) => eb('s.organisation_id', '=', eb.fn.any(eb.val(organisations))))
      .where('s.state', '=', 'published')
      .where('s.sign_up_policy', '=', 'ask')
      .where('s.source_url', 'is', null)
      .orderBy('next.starts_at')
      .execute()
  ).map(({ id }) => id);
