import { expect } from 'vitest';
import { db, sql } from '#platform/db';

/** Until somebody waits for a lock somebody else holds, or so many do. */
export const somebodyWaits = (many = 1) =>
  expect
    .poll(
      async () => {
        const waits = sql<{ n: number }>`
          select count(*)::int as n from pg_locks l join pg_stat_activity a using (pid)
          where not granted and a.datname = current_database()`;
        return (await waits.execute(db)).rows[0]?.n;
      },
      // Whoever signs in has a password to check first, which is slow on purpose.
      { timeout: 10_000 },
    )
    .toBeGreaterThanOrEqual(many);
