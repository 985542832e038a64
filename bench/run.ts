/**
 * Ratios of the portal to the barest honest program, both measured in this run, then figures with a limit.
 * Parts by name (`npm run bench -- booking list`), else all. `--strict` ends with 1 where a limit is not kept.
 */
import prepareTemplate from '../tests/support/browser-run.ts';
import { administer, databaseUrl } from '../tests/support/administer.ts';
import { startDurableServer } from '../tests/support/durable-server.ts';
import { portalEnvironment } from '../tests/support/portal-environment.ts';
import type { Figure, Line } from './report.ts';

const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const isWanted = (part: 'rooms' | 'list' | 'feeds' | 'booking' | 'search' | 'press' | 'figures') =>
  named.length === 0 || named.includes(part);

// Unlike the tests' server: a figure without its flush to disk would be a lie.
const server = await startDurableServer();
process.env['TEST_POSTGRES'] = server.url;
const dropTemplate = await prepareTemplate();

try {
  process.exitCode = await measure();
} finally {
  await dropTemplate();
  await server.stop();
}

async function measure(): Promise<number> {
  const url = databaseUrl(server.url, 'bench');
  await administer(server.url, `create database bench template ${process.env['PORTAL_TEMPLATE']}`);
  Object.assign(process.env, portalEnvironment, {
    DATABASE_URL: url,
    ORIGIN: 'http://localhost',
    LOG_LEVEL: 'error',
  });
  // Only now: these read the environment.
  const { closeDatabase } = await import('#platform/db');
  const { benchBooking } = await import('./booking.ts');
  const { benchFeeds } = await import('./feeds.ts');
  const { benchListPage } = await import('./list-page.ts');
  const { benchPress } = await import('./press.ts');
  const { benchRooms } = await import('./rooms.ts');
  const { benchSearch } = await import('./search.ts');
  const { takeFigures } = await import('./figures.ts');
  const { printFigures, printLines } = await import('./report.ts');

  const lines: Line[] = [];
  const figures: Figure[] = [];
  if (isWanted('rooms')) lines.push(...(await benchRooms(url)));
  if (isWanted('list')) lines.push(await benchListPage());
  if (isWanted('feeds')) lines.push(...(await benchFeeds()));
  if (isWanted('booking')) lines.push(...(await benchBooking(url)));
  if (isWanted('search')) lines.push(...(await benchSearch(url)));
  await closeDatabase();
  if (isWanted('press')) {
    const pressed = await benchPress(url);
    lines.push(...pressed.lines);
    figures.push(...pressed.figures);
  }
  printLines('Ratio to the floor of the same run', lines);
  if (isWanted('figures')) figures.push(...(await takeFigures()));
  if (figures.length === 0) return 0;
  printFigures(figures);
  const kept = figures.every(({ value, limit }) => value <= limit);
  return process.argv.includes('--strict') && !kept ? 1 : 0;
}
