/** Whom a public series names is asked whether that is so. */
import { nameOthers } from '#organisations/server';
import type { Database } from '#platform/db';
import { namedBySeries } from './naming-queries.server.ts';

/** After whatever made it public, or wrote who takes part; of a draft nobody hears. */
export async function askNamed(trx: Database, seriesId: string): Promise<void> {
  const found = await namedBySeries(trx, seriesId);
  if (found) await nameOthers(trx, { kind: 'series', id: seriesId }, found.by, found.named);
}
