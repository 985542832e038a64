/** Connections as Kysely borrows them: statements by name, no wait without an end, and some kept back for what cannot wait. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { seconds } from '../clock.ts';
import { log } from '../log.server.ts';
import { StatementNames } from './statement-names.ts';

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

// Lists of dates stay text as single ones do: the package has no names for types of lists.
const LISTS: Record<'dates' | 'texts', number> = { dates: 1182, texts: 1009 };
pg.types.setTypeParser(LISTS.dates, pg.types.getTypeParser(LISTS.texts));

export interface TimeLimits {
  /** After this the server itself gives a statement up; 0 for never. */
  statementMs: number;
  /** After this we do, where the server or the line to it says nothing at all; 0 for never. */
  answerMs: number;
}

export const USUAL: TimeLimits = { statementMs: seconds(15), answerMs: seconds(20) };
export const ENDLESS: TimeLimits = { statementMs: 0, answerMs: 0 };
const MOST_NAMES = 250;
const MOST_LENT = 10;
/** Lent only to what cannot wait, while all others are lent. */
const RESERVED = 5;

const cannotWait = new AsyncLocalStorage<true>();

/** Runs `work` and all that it begins with a right to the connections that are kept back. */
export const withReserve = <T>(work: () => T): T => cannotWait.run(true, work);

export function openPool(connectionString: string | undefined, limits: TimeLimits): PostgresPool {
  const usual = poolOf(MOST_LENT, connectionString, limits);
  const reserve = poolOf(RESERVED, connectionString, limits);
  const names = new StatementNames(MOST_NAMES);
  const free = () => (cannotWait.getStore() && isExhausted(usual) ? reserve : usual);
  return {
    options: usual.options,
    connect: async () => lend(await free().connect(), names),
    end: async () => void (await Promise.all([usual.end(), reserve.end()])),
  };
}

const isExhausted = (pool: pg.Pool) => pool.idleCount === 0 && pool.totalCount >= MOST_LENT;

function poolOf(max: number, connectionString: string | undefined, limits: TimeLimits): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 5_000,
    statement_timeout: limits.statementMs,
    // What a process held that stands still, or whose line is dead, is free again.
    idle_in_transaction_session_timeout: limits.statementMs,
    query_timeout: limits.answerMs,
  });
  // Without these two handlers a terminating database ends node.
  pool.on('error', (error) => log.warn({ err: error }, 'idle database connection lost'));
  pool.on('connect', (client) =>
    client.on('error', (error) => log.warn({ err: error }, 'database connection lost')),
  );
  return pool;
}

/** A connection that once gave no answer is thrown away: the next borrower would wait behind that answer. */
function lend(client: pg.PoolClient, names: StatementNames): PostgresPoolClient {
  let isSilent = false;
  const query = async (text: string, values: unknown[]) => {
    if (isSilent) throw new Error('the database gave no answer');
    try {
      return await ask(client, names, text, values);
    } catch (error) {
      isSilent = saysOf(error).message === 'Query read timeout';
      throw error;
    }
  };
  return {
    // Kysely's other form is for cursors, which nothing here reads by; it never leaves out `rowCount` where it counts.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy === true || isSilent),
  };
}

/** A migration elsewhere may have changed what a name returns; then the statement goes once more, under a new name. */
async function ask(client: pg.PoolClient, names: StatementNames, text: string, values: unknown[]) {
  const name = values.length > 0 ? names.nameOf(text) : undefined;
  try {
    return await client.query({ text, values, ...(name && { name }) });
  } catch (error) {
    if (!name || !isOutdated(error)) throw error;
    names.renew();
    return client.query({ text, values });
  }
}

const isOutdated = (error: unknown): boolean =>
  saysOf(error).code === '0A000' && (saysOf(error).message?.includes('cached plan') ?? false);

/** What `pg` throws carries these. */
const saysOf = (error: unknown) => error as { code?: string; message?: string };
