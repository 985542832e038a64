/**
 * What a page says may become untrue by the clock alone: sign-up opens, a date begins, a door opens. Each page names
 * such instants (`data-read-at`, apart by spaces); when the first of them has come by the portal's clock, for the device's own
 * may be wrong, the page is read again, and names the next. The page itself bears no time: it may come from a cache.
 */
import { READ, readAgain, type Reading } from './live-regions.ts';

const LONGEST_TIMER_MS = 24 * 3_600_000;
/** Every reader is there at the same instant: they ask spread over a second, the first a little after it. */
const SURELY_LATER_MS = 200;
const SPREAD_MS = 1_000;
const ASKS_AGAIN_MS = 20_000;
/** What came about while the page was on its way to a slow device. */
const ON_ITS_WAY_MS = 60_000;
/** An answer says the second in which it was given, not where in it. */
const MID_SECOND_MS = 500;

export async function readAtItsTime(): Promise<void> {
  let ahead = await portalIsAhead();
  let due = dueAfter(document, Date.now() + ahead - ON_ITS_WAY_MS);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const arm = () => {
    clearTimeout(timer);
    const wait = due - ahead - Date.now() + SURELY_LATER_MS + SPREAD_MS * Math.random();
    if (due < Infinity)
      timer = setTimeout(() => void look(), Math.min(Math.max(wait, 0), LONGEST_TIMER_MS));
  };
  const look = async () => {
    if (Date.now() + ahead >= due && !(await readAgain())) due = Date.now() + ahead + ASKS_AGAIN_MS;
    arm();
  };
  document.addEventListener(READ, (read) => {
    // Dispatched by `readAgain` alone.
    const { page, at } = (read as CustomEvent<Reading>).detail;
    ahead = at + MID_SECOND_MS - Date.now();
    due = dueAfter(page, at);
    arm();
  });
  // A device that slept, or a page that was left and is open again: its timers have not counted meanwhile.
  document.addEventListener('visibilitychange', () => void look());
  addEventListener('pageshow', () => void look());
  arm();
}

/** By how much the portal's clock is ahead of this device's, in milliseconds; where it cannot be asked, they are alike. */
async function portalIsAhead(): Promise<number> {
  const asked = { method: 'HEAD', cache: 'no-store' } as const;
  const answer = await fetch(import.meta.url, asked).catch(() => undefined);
  const at = Date.parse(answer?.headers.get('date') ?? '');
  return Number.isNaN(at) ? 0 : at + MID_SECOND_MS - Date.now();
}

/** The first instant after that one which the page names; never where there is none. */
const dueAfter = (page: Document, at: number): number =>
  Math.min(
    ...[...page.querySelectorAll<HTMLElement>('[data-read-at]')]
      .flatMap(({ dataset }) => dataset['readAt']?.split(' ') ?? [])
      .map((instant) => Date.parse(instant))
      .filter((instant) => instant > at),
  );
