/** A town's calendar of the built portal, whole and unchanged, beside a bare server that asks the database the very same questions. */
import autocannon from 'autocannon';
import { calendarFeed } from '#schedule/server';
import { startPortal } from '../tests/support/portal.ts';
import { statementsOf } from '../tests/support/statements.ts';
import { startFloor, stop } from './processes.ts';
import { compare, type Line } from './report.ts';

const CONNECTIONS = 16;
const SECONDS = 4;
const TOWN = 'area=13116';

export async function benchFeeds(): Promise<Line[]> {
  const queries = await statementsOf(async () => {
    const feed = await calendarFeed(new URLSearchParams(TOWN));
    if (feed === 'not_found') throw new Error(`no calendar of ${TOWN}`);
    await feed.read();
  });
  const portal = await startPortal();
  const floor = await startFloor('calendar-server.ts', {
    DATABASE_URL: portal.databaseUrl,
    FLOOR_QUERIES: JSON.stringify(queries),
  });
  const address = `${portal.url}/feeds/tsudoi.ics?${TOWN}`;
  const etag = (await fetch(address)).headers.get('etag') ?? '';
  const load = async (url: string, headers: Record<string, string> = {}) =>
    (await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS })).requests
      .average;
  try {
    const whole = await compare({
      name: "a town's calendar, rendered",
      unit: 'calendars per second',
      floor: () => load(floor.url),
      ours: () => load(address),
    });
    const unchanged = await compare({
      name: "a town's calendar, unchanged (304)",
      unit: 'answers per second',
      floor: () => load(floor.url, { 'if-none-match': etag }),
      ours: () => load(address, { 'if-none-match': etag }),
    });
    return [whole, unchanged];
  } finally {
    await stop(floor.child);
    await portal.stop();
  }
}
