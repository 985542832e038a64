/** Rows of the demonstration's series and of the organisation that is invented for it. */
import type { OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { steadyId } from '#platform/steady-id';

/** The same in every demonstration. */
export const shippedSeriesId = (what: string): string => steadyId(`demonstration series ${what}`);

/** By its id, whatever its title and owner are by now; by title and owner where it was loaded before it had one. */
export const findShippedSeries = (
  id: string,
  organiser: string,
  title: string,
  trx: Database = db,
) =>
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

/** Whose the invented series are: by its id, or by its name where it was loaded before it had one. */
export async function findInventedOrganisation(
  id: string,
  name: string,
): Promise<OrganisationId | undefined> {
  const row = await db
    .selectFrom('organisations')
    .select('id')
    .where((eb) => eb.or([eb('id', '=', id), eb('name', '=', name)]))
    .orderBy((eb) => eb('id', '=', id), 'desc')
    .executeTakeFirst();
  return row?.id as OrganisationId | undefined;
}

/** Calls off the next date of a series. */
export async function cancelNext(trx: Database, seriesId: string, reason: string): Promise<void> {
  await trx
    .updateTable('occurrences')
    .set({ state: 'cancelled', cancelled_reason: reason, sequence: 1 })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('occurrences')
        .select('id')
        .where('series_id', '=', seriesId)
        .where('starts_at', '>', now())
        .orderBy('starts_at')
        .limit(1),
    )
    .execute();
}

/** The next date of a series that was loaded with the demonstration, where nobody has signed up to it. */
export async function nextUntouched(title: string): Promise<string | undefined> {
  const next = await db
    .selectFrom('occurrences')
    .select(['id', 'taken'])
    .where('series_id', '=', shippedSeriesId(title))
    .where('state', '=', 'scheduled')
    .where('starts_at', '>', now())
    .orderBy('starts_at')
    .executeTakeFirst();
  return next?.taken === 0 ? next.id : undefined;
}
