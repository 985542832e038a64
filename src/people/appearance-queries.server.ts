/** Rows of who appears where; shown are those who still belong to the organisation of the place. */
import type { AccountId } from '#accounts';
import { db, type Database } from '#platform/db';
import type { Appearance, Place } from './appearance.ts';

const columnOf = (place: Place) => ('seriesId' in place ? 'series_id' : 'window_id');
const idOf = (place: Place) => ('seriesId' in place ? place.seriesId : place.windowId);
const keyOf = (place: Place) =>
  'seriesId' in place ? { series_id: place.seriesId } : { window_id: place.windowId };

const appearances = (trx: Database, place: Place) =>
  trx
    .selectFrom('appearances as h')
    .leftJoin('portrait_consents as c', 'c.appearance_id', 'h.id')
    .select(['h.nickname', 'h.message', 'h.drawing', 'c.portrait_id as portrait'])
    .where(`h.${columnOf(place)}`, '=', idOf(place));

export const listAppearances = (place: Place, organisationId: string): Promise<Appearance[]> =>
  appearances(db, place)
    .innerJoin('accounts as a', 'a.id', 'h.account_id')
    .where('a.disabled_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('memberships as m')
          .select('m.role')
          .where('m.organisation_id', '=', organisationId)
          .whereRef('m.account_id', '=', 'h.account_id'),
      ),
    )
    .orderBy('h.since')
    .execute();

export const findAppearance = (
  trx: Database,
  place: Place,
  accountId: AccountId,
): Promise<(Appearance & { id: string }) | undefined> =>
  appearances(trx, place).select('h.id').where('h.account_id', '=', accountId).executeTakeFirst();

export const writeAppearance = async (
  trx: Database,
  place: Place,
  { accountId, at }: { accountId: AccountId; at: Date },
  said: Pick<Appearance, 'nickname' | 'message' | 'drawing'>,
): Promise<void> =>
  void (await trx
    .insertInto('appearances')
    .values({ ...keyOf(place), account_id: accountId, since: at, ...said })
    .onConflict((conflict) => conflict.columns([columnOf(place), 'account_id']).doUpdateSet(said))
    .execute());

export const deleteAppearance = async (
  trx: Database,
  place: Place,
  accountId: AccountId,
): Promise<boolean> => {
  const gone = await trx
    .deleteFrom('appearances')
    .where(columnOf(place), '=', idOf(place))
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
};

/** With them goes whatever was agreed to there (`portrait_consents_at_own_appearance`). */
export async function deleteAppearancesAt(
  trx: Database,
  places: Place[],
  accountId: AccountId,
): Promise<void> {
  for (const place of places) await deleteAppearance(trx, place, accountId);
}
