/** An organisation is no longer public: its dates leave the lists, and those who signed up read why. */
import type { TakeDown } from '#organisations/server';
import { announceChange } from './announce.server.ts';
import { cancelComing, lockAllComing } from './coming-queries.server.ts';
import { lockShownOf, updateSeries } from './series-queries.server.ts';

/** Coming dates of all its series are cancelled with the reason; what runs at this moment is not cut off. */
export const takeDownSeries: TakeDown = async (trx, organisationId, reason, afterCommit) => {
  for (const { id } of await lockShownOf(trx, organisationId)) {
    await lockAllComing(trx, id);
    for (const cancelled of await cancelComing(trx, id, reason))
      afterCommit(() => announceChange(cancelled));
    await updateSeries(trx, id, { state: 'withdrawn' });
  }
};
