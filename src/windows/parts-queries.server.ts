/** Rows of who listens at a window, and of which organisations stand behind it. */
import type { OrganisationPart } from '#organisations';
import { agreedAs, saidNotUs } from '#organisations/server';
import { sql, type Database } from '#platform/db';

/** Whether an organisation of a window keeps it itself, or agreed to be named so. */
const ledTo = sql<boolean>`(
  organisations.id = (select organisation_id from windows where id = window_organisations.window_id)
  or ${agreedAs('window_organisations.window_id', 'organisations.id', 'window_organisations.part')})`;

/**
 * Everybody sees of its organisations those that are shown and have not said that it is not them, and is led to those
 * that agreed; who keeps the record has all of them, whatever they answered.
 */
export async function partsOf(db: Database, id: string, reader: 'everybody' | 'keepers') {
  const counsellors = await db
    .selectFrom('window_counsellors')
    .select(['nickname', 'about', 'message'])
    .where('window_id', '=', id)
    .orderBy('position')
    .execute();
  const parts = await db
    .selectFrom('window_organisations')
    .innerJoin('organisations', 'organisations.id', 'window_organisations.organisation_id')
    // The check constraint window_organisations_part admits these words only.
    .select((eb) => [
      'organisation_id as organisationId',
      'organisations.name',
      eb.ref('part').$castTo<OrganisationPart>().as('part'),
      (reader === 'everybody' ? ledTo : sql<boolean>`false`).as('ledTo'),
    ])
    .where('window_id', '=', id)
    .$if(reader === 'everybody', (query) =>
      query
        .where('organisations.shown', '=', true)
        .where(({ not }) => not(saidNotUs('window_organisations.window_id', 'organisations.id'))),
    )
    .orderBy(
      sql`array_position(array['organiser', 'co_organiser', 'commissioner', 'operating'], part)`,
    )
    .orderBy('organisations.name')
    .execute();
  const open = await db
    .selectFrom('window_corrections')
    .select('id')
    .where('window_id', '=', id)
    .where('state', '=', 'open')
    .limit(1)
    .execute();
  return { counsellors, parts, inQuestion: open.length > 0 };
}
