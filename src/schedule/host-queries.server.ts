/** Who welcomes at a series, of those who still belong to its organisation; and what they agreed to say there. */
import type { AccountId, OrganisationId } from '#accounts';
import { db, type Database } from '#platform/db';
import type { ShownHost } from './host.ts';

export const listHosts = (seriesId: string, trx: Database = db): Promise<ShownHost[]> =>
  trx
    .selectFrom('appearances as h')
    .innerJoin('series as s', 's.id', 'h.series_id')
    .innerJoin('accounts as a', 'a.id', 'h.account_id')
    .leftJoin('host_consents as c', (join) =>
      join.onRef('c.series_id', '=', 'h.series_id').onRef('c.account_id', '=', 'h.account_id'),
    )
    // Before everybody may see the series, the address of a picture leads nowhere: the drawing stands.
    .leftJoin('portrait_consents as p', (join) =>
      join.onRef('p.appearance_id', '=', 'h.id').on('s.shown', '=', true),
    )
    .select(['h.nickname', 'h.message', 'h.drawing', 'c.relation', 'p.portrait_id as portrait'])
    .where('h.series_id', '=', seriesId)
    .where('a.disabled_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('memberships as m')
          .select('m.role')
          .whereRef('m.organisation_id', '=', 's.organisation_id')
          .whereRef('m.account_id', '=', 'h.account_id'),
      ),
    )
    .orderBy('h.since')
    .execute();

export const findRelation = async (
  seriesId: string,
  accountId: AccountId,
): Promise<string | null> =>
  (
    await db
      .selectFrom('host_consents')
      .select('relation')
      .where('series_id', '=', seriesId)
      .where('account_id', '=', accountId)
      .executeTakeFirst()
  )?.relation ?? null;

interface HostRow {
  seriesId: string;
  accountId: AccountId;
  at: Date;
}

/** Given anew with each other word: what was agreed to is what stands there. */
export const writeConsent = async (
  trx: Database,
  { seriesId, accountId, at }: HostRow,
  relation: string,
): Promise<void> =>
  void (await trx
    .insertInto('host_consents')
    .values({
      series_id: seriesId,
      account_id: accountId,
      given_by: accountId,
      given_at: at,
      relation,
    })
    .onConflict((conflict) =>
      conflict.columns(['series_id', 'account_id']).doUpdateSet({ relation, given_at: at }),
    )
    .execute());

export const deleteConsent = async (
  trx: Database,
  { seriesId, accountId }: Omit<HostRow, 'at'>,
): Promise<boolean> => {
  const gone = await trx
    .deleteFrom('host_consents')
    .where('series_id', '=', seriesId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
};

/** The series of an organisation at which somebody appears. */
export const listHosted = (
  trx: Database,
  organisationId: OrganisationId,
  accountId: AccountId,
): Promise<{ seriesId: string }[]> =>
  trx
    .selectFrom('appearances as h')
    .innerJoin('series as s', 's.id', 'h.series_id')
    .select('s.id as seriesId')
    .where('h.account_id', '=', accountId)
    .where('s.organisation_id', '=', organisationId)
    .execute();
