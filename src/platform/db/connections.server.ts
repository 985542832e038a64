/** Connections as Kysely borrows them: statements by name, and no wait without an end. */
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

export function openPool(connectionString: string | undefined, limits: TimeLimits): PostgresPool {
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: limits.statementMs,
    query_timeout: limits.answerMs,
  });
  // Without these two handlers a terminating database ends node.
  pool.on('error', (error) => log.warn({ err: error }, 'idle database connection lost'));
  pool.on('connect', (client) =>
    client.on('error', (error) => log.warn({ err: error }, 'database connection lost')),
  );
  const names = new StatementNames(MOST_NAMES);
  return {
    options: pool.options,
    connect: async () => lend(await pool.connect(), names),
    end: () => pool.end(),
  };
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
