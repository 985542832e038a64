/** Rows of a gathering place's openings, as those who are there tell about them. */
import type { OrganisationId } from '#accounts';
import { db, type Database, type DB } from '#platform/db';
import { isId } from '#platform/id';
import type { Updateable } from 'kysely';
import { PLACE_NAME } from './whereabouts-queries.server.ts';
import type { Liveliness, OccurrenceId } from './occurrence.ts';

export interface Opening {
  id: OccurrenceId;
  title: string;
  placeName: string;
  startsAt: Date;
  endsAt: Date;
  state: 'scheduled' | 'cancelled';
  liveliness: Liveliness | null;
  livelinessAt: Date | null;
}

const openings = (trx: Database) =>
  trx
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .select([
      'o.id',
      's.title',
      PLACE_NAME.as('placeName'),
      'o.starts_at as startsAt',
      'o.ends_at as endsAt',
      'o.state',
      'o.liveliness',
      'o.liveliness_at as livelinessAt',
    ])
    .where('o.kind', '=', 'gathering_place')
    .where('s.state', '=', 'published')
    // What the tables' keys and CHECK constraints hold.
    .$narrowType<Pick<Opening, 'id' | 'state' | 'liveliness'>>();

/** Openings of these organisations that begin before `until` and are not over, in order of time. */
export const openingsUntil = (
  organisations: OrganisationId[],
  at: Date,
  until: Date,
): Promise<Opening[]> =>
  openings(db)
    .where((eb) => eb('s.organisation_id', '=', eb.fn.any(eb.val(organisations))))
    .where('o.ends_at', '>', at)
    .where('o.starts_at', '<', until)
    .orderBy('o.starts_at')
    .orderBy('o.id')
    .execute();

/** Whether any of these organisations has a place that opens. */
export async function haveAPlace(organisations: OrganisationId[]): Promise<boolean> {
  const found = await db
    .selectFrom('series')
    .select('id')
    .where((eb) => eb('organisation_id', '=', eb.fn.any(eb.val(organisations))))
    .where('kind', '=', 'gathering_place')
    .where('state', '=', 'published')
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Held until the transaction ends. */
export async function lockOpening(trx: Database, id: string) {
  if (!isId(id)) return undefined;
  return openings(trx)
    .select('s.organisation_id')
    .where('o.id', '=', id)
    .$narrowType<{ organisation_id: OrganisationId }>()
    .forUpdate('o')
    .executeTakeFirst();
}

export const tellOpening = async (
  trx: Database,
  id: string,
  to: Pick<Updateable<DB['occurrences']>, 'liveliness' | 'liveliness_at'>,
): Promise<void> =>
  void (await trx.updateTable('occurrences').set(to).where('id', '=', id).execute());
