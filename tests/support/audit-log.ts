import type { AccountViewer } from '#accounts';
import { db } from '#platform/db';

/** The acts that stand in an organisation's log, in order, whoever may read them; those of one account where it is named. */
export async function actsIn(organisationId: string, by?: AccountViewer): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_entries')
    .select(['act', 'account_id'])
    .where('organisation_id', '=', organisationId)
    .orderBy('id')
    .execute();
  return rows.filter((row) => !by || row.account_id === by.accountId).map(({ act }) => act);
}
