import type { AccountViewer } from '#accounts';
import { inTransaction } from '#platform/db';
import { isId } from '#platform/id';
import { z } from 'zod';
import { mayPublish } from '../privacy.ts';
import { recordOnSeries } from '../series-log.server.ts';
import { lockConsultation } from '../series-queries.server.ts';
import { refuseSlots } from './availability.server.ts';
import { writeLimits } from './repeats-queries.server.ts';
import { MOST_REPEATS, type Repeats } from './repeats.ts';

const limit = z.int().min(1).max(MOST_REPEATS).nullable();
const repeatsInput = z.object({ mostHeld: limit, mostIn30Days: limit });

/** How often one person may come, from now on; what they hold stays. For the organisation's publishers. */
export async function limitRepeats(
  viewer: AccountViewer,
  seriesId: string,
  repeats: Repeats,
): Promise<'limited' | 'not_found'> {
  const input = repeatsInput.safeParse(repeats);
  if (!isId(seriesId) || !input.success) return 'not_found';
  return inTransaction(async (trx) => {
    const series = await lockConsultation(trx, seriesId);
    if (!series) return 'not_found';
    const organisationId = series.organisation_id;
    if (!mayPublish(viewer, organisationId))
      return refuseSlots(trx, viewer, organisationId, seriesId);
    await writeLimits(trx, seriesId, input.data);
    await recordOnSeries(trx, viewer, { id: seriesId, organisationId }, 'slots.limited');
    return 'limited';
  });
}
