/** The list page of the built portal beside a bare server that asks the database the very same questions. */
import autocannon from 'autocannon';
import { searchOccurrences } from '#schedule/server';
import { startPortal } from '../tests/support/portal.ts';
import { statementsOf } from '../tests/support/statements.ts';
import { startFloor, stop } from './processes.ts';
import { compare, type Line } from './report.ts';

const CONNECTIONS = 32;
const SECONDS = 4;

export async function benchListPage(): Promise<Line> {
  const queries = await statementsOf(() => searchOccurrences({}));
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
