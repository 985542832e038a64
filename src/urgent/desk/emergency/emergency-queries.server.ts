import type { OrganisationId } from '#accounts';
import type { Database } from '#platform/db';
import type { Alarm } from './emergency.ts';

/** Talks under way at windows of these organisations whose desk has opened the procedure, the latest opening of each. */
export async function listAlarms(db: Database, organisations: OrganisationId[]): Promise<Alarm[]> {
  if (organisations.length === 0) return [];
  const rows = await db
    .selectFrom('contacts as c')
    .innerJoin('windows as w', 'w.id', 'c.owner_window_id')
    .innerJoin('accounts as a', 'a.id', 'c.owner_account_id')
    .innerJoin('contact_events as e', 'e.contact_id', 'c.id')
    .select(['c.id', 'w.name', 'a.display_name'])
    .select((eb) => eb.fn.max('e.at').as('at'))
    .where('c.state', '=', 'talking')
    .where('w.organisation_id', 'in', organisations)
    .where('e.kind', '=', 'procedure_opened')
    .groupBy(['c.id', 'w.name', 'a.display_name'])
    .orderBy('at')
    .execute();
  return rows.map((row) => ({
    contactId: row.id,
    window: row.name,
    who: row.display_name,
    at: new Date(row.at).getTime(),
  }));
}
