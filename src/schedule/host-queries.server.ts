/** Rows of who welcomes at a series; shown are those who still belong to its organisation. */
import type { AccountId } from '#accounts';
import { db, type Database } from '#platform/db';
import type { ShownHost } from './host.ts';

const hosts = (trx: Database) =>
  trx
    .selectFrom('series_hosts as h')
    .leftJoin('host_consents as c', (join) =>
      join.onRef('c.series_id', '=', 'h.series_id').onRef('c.account_id', '=', 'h.account_id'),
    )
    .select(['h.nickname', 'h.message', 'h.drawing', 'c.relation']);

export const listHosts = (seriesId: string, trx: Database = db): Promise<ShownHost[]> =>
  hosts(trx)
    .innerJoin('series as s', 's.id', 'h.series_id')
    .innerJoin('accounts as a', 'a.id', 'h.account_id')
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

export const findHost = (seriesId: string, accountId: AccountId): Promise<ShownHost | undefined> =>
  hosts(db)
    .where('h.series_id', '=', seriesId)
    .where('h.account_id', '=', accountId)
    .executeTakeFirst();

interface HostRow {
  seriesId: string;
  accountId: AccountId;
  at: Date;
}

export const writeHost = async (
  trx: Database,
  { seriesId, accountId, at }: HostRow,
  shown: { nickname: string; message: string; drawing: number | null },
): Promise<void> =>
  void (await trx
    .insertInto('series_hosts')
    .values({ series_id: seriesId, account_id: accountId, since: at, ...shown })
    .onConflict((conflict) => conflict.columns(['series_id', 'account_id']).doUpdateSet(shown))
    .execute());

export const deleteHost = async (
  trx: Database,
  { seriesId, accountId }: Omit<HostRow, 'at'>,
): Promise<boolean> => {
  const gone = await trx
    .deleteFrom('series_hosts')
    .where('series_id', '=', seriesId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
};

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
