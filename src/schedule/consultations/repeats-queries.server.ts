import { db, type Database } from '#platform/db';
import { NO_LIMIT, type Repeats } from './repeats.ts';

/** How often one person may come, by series; those without a limit are not among them. */
export async function limitsOf(
  seriesIds: string[],
  trx: Database = db,
): Promise<Map<string, Repeats>> {
  if (seriesIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('consultation_limits')
    .select(['series_id', 'most_held as mostHeld', 'most_in_30_days as mostIn30Days'])
    .where((eb) => eb('series_id', '=', eb.fn.any(eb.val(seriesIds))))
    .execute();
  return new Map(rows.map(({ series_id, ...limits }) => [series_id, limits]));
}

/** How often one person may come there. */
export const repeatsOf = async (seriesId: string): Promise<Repeats> =>
  (await limitsOf([seriesId])).get(seriesId) ?? NO_LIMIT;

export async function writeLimits(
  trx: Database,
  seriesId: string,
  { mostHeld, mostIn30Days }: Repeats,
): Promise<void> {
  const limits = { most_held: mostHeld, most_in_30_days: mostIn30Days };
  await trx.deleteFrom('consultation_limits').where('series_id', '=', seriesId).execute();
  if (mostHeld === null && mostIn30Days === null) return;
  await trx
    .insertInto('consultation_limits')
    .values({ series_id: seriesId, ...limits })
    .execute();
}
