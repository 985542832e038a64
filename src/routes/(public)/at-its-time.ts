/**
 * What a page says may become untrue by the clock alone: sign-up opens, a date begins, a door opens. Each page names
 * such instants (`data-read-at`, apart by spaces) and when it was made itself (`data-now`), all by the portal's clock, so that
 * the device's own may be wrong; when the first of them has come the page is read again, and names the next.
 */
import { READ, readAgain } from './live-regions.ts';

const LONGEST_TIMER_MS = 24 * 3_600_000;
/** Every reader is there at the same instant: they ask spread over a second, the first a little after it. */
const SURELY_LATER_MS = 200;
const SPREAD_MS = 1_000;
const ASKS_AGAIN_MS = 20_000;

export function readAtItsTime(): void {
  let due = dueIn(document, cameAt());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const arm = () => {
    clearTimeout(timer);
    const wait = due - Date.now() + SURELY_LATER_MS + SPREAD_MS * Math.random();
    if (due < Infinity)
      timer = setTimeout(() => void look(), Math.min(Math.max(wait, 0), LONGEST_TIMER_MS));
  };
  const look = async () => {
    if (Date.now() >= due && !(await readAgain())) due = Date.now() + ASKS_AGAIN_MS;
    arm();
  };
  document.addEventListener(READ, (read) => {
    // Dispatched by `readAgain` alone.
    due = dueIn((read as CustomEvent<Document>).detail, Date.now());
    arm();
  });
  // A device that slept, or a page that was left and is open again: its timers have not counted meanwhile.
  document.addEventListener('visibilitychange', () => void look());
  addEventListener('pageshow', () => void look());
  arm();
}

/** On this device's clock, whatever that shows: when the page was sent. */
function cameAt(): number {
  const [navigation] = performance.getEntriesByType('navigation');
  const since = navigation instanceof PerformanceNavigationTiming ? navigation.responseStart : 0;
  return Date.now() - performance.now() + since;
}

/** Likewise: the first instant that the page names and that was still to come; never where there is none. */
function dueIn(page: Document, came: number): number {
  const made = page.querySelector<HTMLElement>('[data-now]')?.dataset['now'];
  // Written when the portal was built, it cannot know: it is read again at once.
  if (made === undefined) return 0;
  const ahead = came - Date.parse(made);
  const named = [...page.querySelectorAll<HTMLElement>('[data-read-at]')]
    .flatMap(({ dataset }) => dataset['readAt']?.split(' ') ?? [])
    .map((instant) => Date.parse(instant) + ahead);
  return Math.min(...named.filter((at) => at > came));
}
