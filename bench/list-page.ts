/** The list page of the built portal beside a bare server that asks the database the very same questions. */
import autocannon from 'autocannon';
import pg from 'pg';
import { searchOccurrences } from '#schedule/server';
import { startPortal } from '../tests/support/portal.ts';
import { startFloor, stop } from './processes.ts';
import { compare, type Line } from './report.ts';

const CONNECTIONS = 32;
const SECONDS = 4;

export async function benchListPage(): Promise<Line> {
  const queries = await queriesOf(() => searchOccurrences({}));
  const portal = await startPortal();
  const floor = await startFloor('list-server.ts', {
    DATABASE_URL: portal.databaseUrl,
    FLOOR_QUERIES: JSON.stringify(queries),
  });
  const load = async (url: string) =>
    (await autocannon({ url, connections: CONNECTIONS, duration: SECONDS })).requests.average;
  try {
    return await compare({
      name: 'list page of a week, uncached',
      unit: 'pages per second',
      floor: () => load(floor.url),
      ours: () => load(`${portal.url}/sessions`),
    });
  } finally {
    await stop(floor.child);
    await portal.stop();
  }
}

interface Query {
  text: string;
  values: unknown[];
}

/** What a verb asks the database, word for word. */
async function queriesOf(verb: () => Promise<unknown>): Promise<Query[]> {
  const asked: Query[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const real = prototype.query;
  prototype.query = function (...args) {
    // Our pool asks with an object; see `connections.server.ts`.
    const { text, values } = args[0] as Query;
    asked.push({ text, values });
    return real.apply(this, args);
  };
  await verb();
  prototype.query = real;
  return asked;
}
