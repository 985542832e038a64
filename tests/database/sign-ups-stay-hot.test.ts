import { expect, test } from 'vitest';
import { inTransaction, sql } from '#platform/db';
import { changeCounters, insertBooked } from '../../src/signup/queries.server.ts';
import { aSeries, anOccurrence } from '../support/schedule.ts';

/** So few that there is room for their new rows beside the old ones, as there is for single sign-ups. */
const DATES = 2;

/** An index on what sign-ups count would be written with every booking, and swell with the dead of it. */
test('whoever signs up or gives a place back writes no index of the dates', async () => {
  const series_id = await aSeries();
  const ids: string[] = [];
  for (let n = 0; n < DATES; n++)
    ids.push(await anOccurrence({ series_id, starts_at: new Date(Date.UTC(2027, 0, 1, n)) }));
  const counted = await inTransaction(async (trx) => {
    await insertBooked(trx, {
      occurrences: ids.map((id) => ({ id, capacity: 10, taken: 2, waiting: 1, nextQueueNo: 4 })),
      signups: [],
      forms: [],
    });
    for (const id of ids) await changeCounters(trx, id, { taken: -1, waiting: -1 });
    const { rows } = await sql<{ updates: number; hot: number }>`
      select n_tup_upd as updates, n_tup_hot_upd as hot from pg_stat_xact_user_tables
      where relname = 'occurrences'`.execute(trx);
    return rows[0];
  });
  expect(counted).toEqual({ updates: 2 * DATES, hot: 2 * DATES });
});
