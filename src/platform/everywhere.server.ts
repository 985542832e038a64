/**
 * Acts that happen in every process on the same database: here at once, elsewhere by PostgreSQL's NOTIFY on a connection
 * of our own. Hints, never the truth: what is missed during a cut is found by whoever looks again. Socket.IO's adapter
 * for PostgreSQL (0.5.0) never gives a lost connection back to its pool and is deaf after the ninth, has each hint wait
 * for the database before anybody here hears it, and lays the longer ones, texts among them, into a table.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { seconds } from './clock.ts';
import { config } from './config.server.ts';
import { db, sql } from '#platform/db';
import { log } from './log.server.ts';

const CHANNEL = 'everywhere';
const NAME = 'tsudoi everywhere';
const TRY_AGAIN_MS = seconds(1);
/** Where nothing is to be told, something is all the same: a dead connection says nothing by itself. */
const TELL_EVERY_MS = seconds(10);
const ANSWER_WITHIN_MS = seconds(5);
/** While the database is away, more are forgotten. */
const MOST_WAITING = 10_000;
/** PostgreSQL takes less than 8,000 bytes, and a sign has four at most. */
const PIECE = /.{1,1900}/gsu;

type Told = [name: string, given: unknown[]];

const acts = new Map<string, (...given: unknown[]) => void>();
let isJoined = false;
let line: pg.Client | undefined;
const waiting: Told[] = [];
let isTelling = false;

/** Makes an act of this process one of all; what it is given must survive JSON. */
export function everywhere<Given extends unknown[]>(
  name: string,
  act: (...given: Given) => void,
): (...given: Given) => void {
  // What comes back is what another process gave to the same act.
  acts.set(name, act as (...given: unknown[]) => void);
  return (...given) => {
    act(...given);
    if (!isJoined || waiting.length >= MOST_WAITING) return;
    if (waiting.push([name, given]) === 1) setImmediate(() => void tell());
  };
}

/**
 * Resolves once the others are told and heard, or that has failed a first time and is tried again. Returns the end of it.
 * `heardAgain` is called after each cut: nobody knows what was told meanwhile.
 */
export async function joinOtherProcesses(heardAgain: () => void): Promise<() => Promise<void>> {
  let isOver = false;
  isJoined = true;
  let connection = await connect();
  const staying = (async () => {
    while (!isOver) {
      await (connection ? endOf(connection) : pause(TRY_AGAIN_MS));
      if (isOver) break;
      connection = await connect();
      if (!connection) continue;
      heardAgain();
      await tell();
    }
    await connection?.end();
  })();
  const telling = setInterval(() => void tell(), TELL_EVERY_MS);
  return async () => {
    clearInterval(telling);
    await tell();
    isOver = true;
    isJoined = false;
    await connection?.end();
    await staying;
  };
}

/** Whether another process hears on this database; asked before this one does. */
export async function runsElsewhere(): Promise<boolean> {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and application_name = ${NAME} limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

async function connect(): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: config().DATABASE_URL,
    application_name: NAME,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  client.on('error', (error) => log.warn({ err: error }, 'other processes are not heard'));
  client.on('notification', hear(client));
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    return (line = client);
  } catch {
    await client.end().catch(() => undefined);
    return undefined;
  }
}

const endOf = (client: pg.Client): Promise<void> =>
  new Promise((resolve) =>
    client.once('end', () => {
      line = undefined;
      resolve();
    }),
  );

async function tell(): Promise<void> {
  if (!line || isTelling) return;
  isTelling = true;
  const told = waiting.splice(0);
  const pieces = JSON.stringify(told).match(PIECE) ?? [];
  const numbered = pieces.map((piece, n) => `${n + 1}/${pieces.length} ${piece}`);
  await line
    .query('select pg_notify($1, piece) from unnest($2::text[]) as piece', [CHANNEL, numbered])
    // Whoever gives no answer is left, and it is told by another connection; what comes twice does no harm.
    .catch(() => {
      waiting.unshift(...told);
      return line?.end();
    });
  isTelling = false;
  if (line && waiting.length > 0) await tell();
}

/** Pieces of one telling come together and in order. */
function hear(client: pg.Client): (told: pg.Notification) => void {
  let heard = '';
  return ({ processId, payload = '' }) => {
    if (processId === processOf(client)) return;
    const [, no, count, piece = ''] = /^(\d+)\/(\d+) (.*)$/s.exec(payload) ?? [];
    heard = no === '1' ? piece : heard + piece;
    if (no === count) actAs(JSON.parse(heard) as Told[]);
  };
}

/** As the server numbers it; the package's types do not know it. */
const processOf = (client: pg.Client) => (client as pg.Client & { processID: number }).processID;

function actAs(told: Told[]): void {
  for (const [name, given] of told)
    try {
      // A process of another version may tell what this one does not know.
      acts.get(name)?.(...given);
    } catch (error) {
      log.error({ err: error, act: name }, 'what another process told could not be done here');
    }
}
