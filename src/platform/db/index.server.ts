import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { followDatabaseClock } from '../clock.ts';
import { config } from '../config.server.ts';
import { log } from '../log.server.ts';
import type { DB } from './schema.generated.ts';

export type { DB } from './schema.generated.ts';
export type Database = Kysely<DB> | Transaction<DB>;
export { sql } from 'kysely';

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

let pool: pg.Pool | undefined;

function openPool(): pg.Pool {
  const opened = new pg.Pool({
    connectionString: config().DATABASE_URL,
    max: 10,
    connectionTimeoutMillis: 5_000,
  });
  // Without these two handlers a terminating database ends node.
  opened.on('error', (error) => log.warn({ err: error }, 'idle database connection lost'));
  opened.on('connect', (client) =>
    client.on('error', (error) => log.warn({ err: error }, 'database connection lost')),
  );
  pool = opened;
  return opened;
}

/** Connects at the first query, so importing it has no effect. */
export const db = new Kysely<DB>({
  dialect: new PostgresDialect({ pool: async () => pool ?? openPool() }),
  log: (event) => {
    // A constraint that holds is the database saying no, which verbs expect.
    if (event.level === 'error' && !brokenConstraint(event.error))
      log.error({ err: event.error }, 'query failed');
  },
});

export async function closeDatabase(): Promise<void> {
  await db.destroy();
  pool = undefined;
}

/** Sets this process's clock to the database's. */
export async function synchroniseClock(): Promise<void> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const row = rows[0];
  if (row) followDatabaseClock(row.now);
}

export type AfterCommit = (act: () => void) => void;

/** Runs `work` in one transaction; what it hands to `afterCommit` (publishing) runs only once the commit stands. */
export async function inTransaction<T>(
  work: (trx: Transaction<DB>, afterCommit: AfterCommit) => Promise<T>,
): Promise<T> {
  const acts: (() => void)[] = [];
  const result = await db.transaction().execute((trx) => work(trx, (act) => acts.push(act)));
  for (const act of acts) runSafely(act);
  return result;
}

function runSafely(act: () => void): void {
  try {
    act();
  } catch (error) {
    log.error({ err: error }, 'publishing after commit failed');
  }
}

/** The constraint a database error names, if it is one of a constraint. */
export const brokenConstraint = (error: unknown): string | undefined =>
  error instanceof Error ? (error as { constraint?: string }).constraint : undefined;
