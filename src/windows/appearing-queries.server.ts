/** Where at desks somebody's portrait stands. */
import type { AccountId, OrganisationId } from '#accounts';
import { db, sql, type Database } from '#platform/db';

export interface DeskShowing {
  windowId: string;
  name: string;
}

/** All desks where somebody agreed to show it, also where nobody sees it just now. */
export const listDesksShowing = (accountId: AccountId): Promise<DeskShowing[]> =>
  db
    .selectFrom('portrait_consents as c')
    .innerJoin('appearances as h', 'h.id', 'c.appearance_id')
    .innerJoin('windows as w', 'w.id', 'h.window_id')
    .select(['w.id as windowId', 'w.name'])
    .where('c.account_id', '=', accountId)
    .orderBy('c.given_at')
    .orderBy('w.id')
    .execute();

/** Whether the page of a desk that has not ended has the portrait on it, of somebody who still belongs to its organisation. */
export const isOnDesk = async (portraitId: string, today: string): Promise<boolean> => {
  const { rows } = await sql`
    select from portrait_consents c
      join accounts a on a.id = c.account_id and a.disabled_at is null
      join appearances h on h.id = c.appearance_id
      join windows w on w.id = h.window_id and (w.ended_on is null or w.ended_on > ${today})
    where c.portrait_id = ${portraitId} and exists (select from memberships m
      where m.organisation_id = w.organisation_id and m.account_id = c.account_id)
    limit 1`.execute(db);
  return rows.length > 0;
};

/** The desks of an organisation at which somebody appears. */
export const listDesksOf = (
  trx: Database,
  organisationId: OrganisationId,
  accountId: AccountId,
): Promise<{ windowId: string }[]> =>
  trx
    .selectFrom('appearances as h')
    .innerJoin('windows as w', 'w.id', 'h.window_id')
    .select('w.id as windowId')
    .where('h.account_id', '=', accountId)
    .where('w.organisation_id', '=', organisationId)
    .execute();
