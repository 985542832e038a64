/** Dates that have begun, for whoever looks back on them. */
import type { OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import type { OccurrenceId } from './occurrence.ts';

export interface BegunDate {
  id: OccurrenceId;
  organisationId: OrganisationId;
  organisation: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  /** People with a place; null where nobody signs up. */
  taken: number | null;
}

/**
 * Dates of these organisations that took place, or do, and began in a span, the first first; slots of consultations are
 * none: whether one person came is not looked back on.
 */
export const begunDates = async (
  organisations: OrganisationId[],
  { from, until }: { from: Date; until: Date },
): Promise<BegunDate[]> =>
  db
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .innerJoin('organisations as g', 'g.id', 's.organisation_id')
    .select(['o.id', 's.organisation_id as organisationId', 'g.name as organisation', 's.title'])
    .select(['o.starts_at as startsAt', 'o.ends_at as endsAt'])
    .select((eb) =>
      eb.case().when('s.sign_up_policy', '<>', 'none').then(eb.ref('o.taken')).end().as('taken'),
    )
    .where((eb) => eb('s.organisation_id', '=', eb.fn.any(eb.val(organisations))))
    .where('s.shown', '=', true)
    .where('s.kind', '<>', 'peer_consultation')
    .where('s.source_url', 'is', null)
    .where('o.state', '=', 'scheduled')
    .where('o.starts_at', '>=', from)
    .where('o.starts_at', '<', until)
    .where('o.starts_at', '<=', now())
    .orderBy('o.starts_at')
    .orderBy('o.id')
    .$narrowType<Pick<BegunDate, 'id' | 'organisationId'>>()
    .execute();
