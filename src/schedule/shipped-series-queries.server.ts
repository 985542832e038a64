/** Series of the demonstration, known again whenever it is loaded. */
import { db, type Database } from '#platform/db';
import { steadyId } from '#platform/steady-id';

/** The same in every demonstration. */
export const shippedSeriesId = (what: string): string => steadyId(`demonstration series ${what}`);

/** Under any title and whoever's by now; by both where it was loaded before it had an id of its own. */
export const isThere = (id: string, organiser: string, title: string, trx: Database = db) =>
  trx
    .selectFrom('series')
    .select('id')
    .where((eb) =>
      eb.or([
        eb('id', '=', id),
        eb.and([eb('organisation_id', '=', organiser), eb('title', '=', title)]),
      ]),
    )
    .executeTakeFirst();
