import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { followDatabaseClock, now } from '../clock.ts';
import { config } from '../config.server.ts';
import { log } from '../log.server.ts';
import { ENDLESS, openPool, USUAL } from './connections.server.ts';
import type { DB } from './schema.generated.ts';

export type { DB } from './schema.generated.ts';
export type Database = Kysely<DB> | Transaction<DB>;
export { sql } from 'kysely';
export { withReserve } from './connections.server.ts';
export { anyOf, asJson, recordsInserted, type StatementPart } from './records.ts';

let limits = USUAL;

/** For a process that migrates or loads: its statements may take as long as they need. Before the first query. */
export function waitWithoutEnd(): void {
  limits = ENDLESS;
}

/** Connects at the first query, so importing it has no effect. */
export const db = new Kysely<DB>({
  dialect: new PostgresDialect({
    pool: () => Promise.resolve(openPool(config().DATABASE_URL, limits)),
  }),
  log: (event) => {
    // A constraint that holds is the database saying no, which verbs expect; so is that somebody else holds a row.
    if (event.level === 'error' && !brokenConstraint(event.error) && !isHeld(event.error))
      log.error({ err: event.error }, 'query failed');
  },
});

export const closeDatabase = (): Promise<void> => db.destroy();

/** Sets this process's clock to the database's. */
export async function synchroniseClock(): Promise<void> {
  const asked = now();
  const { rows } = await sql<{ shown: Date }>`select clock_timestamp() as shown`.execute(db);
  const row = rows[0];
  if (row) followDatabaseClock(asked, row.shown);
}

export const databaseAnswers = (): Promise<boolean> =>
  sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );

export type AfterCommit = (act: () => void) => void;

type Work<T> = (trx: Transaction<DB>, afterCommit: AfterCommit) => Promise<T>;

/**
 * Runs `work` in one transaction; what it hands to `afterCommit` (publishing) runs only once the commit stands. Where it
 * and another wait for each other, the database ends one of them: nothing of that stands, and it begins again; where many
 * come at once it may meet the next of them, so a second time too.
 */
export async function inTransaction<T>(work: Work<T>): Promise<T> {
  const { result, acts } = await attempts(work, MOST_ATTEMPTS);
  for (const act of acts) runSafely(act);
  return result;
}

const MOST_ATTEMPTS = 3;

const attempts = <T>(work: Work<T>, left: number): ReturnType<typeof attempt<T>> =>
  attempt(work).catch((error: unknown) => {
    if (isDeadlock(error) && left > 1) return attempts(work, left - 1);
    throw error;
  });

async function attempt<T>(work: Work<T>): Promise<{ result: T; acts: (() => void)[] }> {
  const acts: (() => void)[] = [];
  const result = await db.transaction().execute((trx) => work(trx, (act) => acts.push(act)));
  return { result, acts };
}

/**
 * The same, but it does not wait for long: `held` where somebody else keeps a row for more than a moment, as a long list
 * keeps its organisation's while it is written.
 */
export const inTransactionUnlessHeld = <T>(work: Work<T>): Promise<T | 'held'> =>
  inTransaction<T | 'held'>(async (trx, afterCommit) => {
    await sql`set local lock_timeout = ${sql.lit(A_MOMENT)}`.execute(trx);
    return work(trx, afterCommit);
  }).catch((error: unknown) => {
    if (isHeld(error)) return 'held';
    throw error;
  });

const A_MOMENT = '2s';

const codeOf = (error: unknown): string =>
  (error instanceof Error && (error as { code?: string }).code) || '';

/** SQLSTATE lock_not_available. */
const isHeld = (error: unknown): boolean => codeOf(error) === '55P03';

const isDeadlock = (error: unknown): boolean => codeOf(error) === '40P01';

function runSafely(act: () => void): void {
  try {
    act();
  } catch (error) {
    log.error({ err: error }, 'publishing after commit failed');
  }
}

/** Whether a database error lies in the data or with a neighbour (SQLSTATE 22, 23, 40), not in the database being away. */
export const blamesData = (error: unknown): boolean => /^(22|23|40)/.test(codeOf(error));

/** The constraint a database error names, if it is one of a constraint. */
export const brokenConstraint = (error: unknown): string | undefined =>
  error instanceof Error ? (error as { constraint?: string }).constraint : undefined;
