/** How many lists there are, of whom. */
import { sql, type Database } from '#platform/db';

/** Nobody else hands in a list for the same sender until the transaction ends; confirming one is not held up. */
export const lockHandingIn = (trx: Database, whose: string | null): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtext('imports handed in'), hashtext(${whose ?? ''}))`.execute(
    trx,
  );

interface HandedInSoFar {
  /** Of this organisation, that became nothing yet. */
  undecided: number;
  /** Of this organisation since an instant, whatever became of them. */
  ever: number;
  /** Likewise of all organisations together that are not public. */
  ofHidden: number;
}

export async function countHandedIn(
  trx: Database,
  organisationId: string | null,
  since: Date,
): Promise<HandedInSoFar> {
  const { rows } = await sql<HandedInSoFar>`
    select count(*) filter (where i.state in ('reading', 'refused', 'previewed', 'confirming'))::int as undecided,
      count(*) filter (where i.created_at > ${since})::int as ever,
      (select count(*)::int from imports h join organisations o on o.id = h.organisation_id
        where not o.shown and h.created_at > ${since}) as "ofHidden"
    from imports i where i.organisation_id is not distinct from ${organisationId}::uuid`.execute(
    trx,
  );
  return rows[0] ?? { undecided: 0, ever: 0, ofHidden: 0 };
}
