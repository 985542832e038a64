/** Parts of a page that follow the house: marked `data-live`, read again from the server when a hint comes. */
import { connect, pageIsIdle } from '#platform/realtime/client';
import type { PlaceNow } from '#schedule';
import { READ_AGAIN } from './read-again.ts';

/** What is told from a place stands there in words already: it changes within the second. */
function showTold({ occurrenceId, is }: PlaceNow): void {
  for (const mark of document.querySelectorAll<HTMLElement>(`[data-place="${occurrenceId}"]`))
    mark.dataset['told'] = is ?? '';
}

const HINTS = ['windows:staffed', 'seats:changed', 'schedule:changed', 'place:told'];
const GATHER_MS = 1_500;
/** A line that took longer to stand may have stood too late for a hint. */
const SOON_MS = 2_000;

/**
 * Every reader hears the same hint at once: they ask again spread over some seconds, several hints as one. What was
 * said while the line was cut nobody repeats: the page is read again when it stands.
 */
export async function followHints(): Promise<void> {
  await pageIsIdle();
  const asked = performance.now();
  const socket = await connect('/public');
  let missedSomething = performance.now() - asked > SOON_MS;
  const watch = () => socket.emit('occurrences:watch', { ids: idsOnPage() }, () => undefined);
  let gathering: ReturnType<typeof setTimeout> | undefined;
  const hear = () => {
    gathering ??= setTimeout(
      () => {
        gathering = undefined;
        void readAgain().then(watch);
      },
      GATHER_MS * (1 + Math.random()),
    );
  };
  for (const hint of HINTS) socket.on(hint, hear);
  socket.on('place:told', showTold);
  for (const failure of ['disconnect', 'connect_error'])
    socket.on(failure, () => (missedSomething = true));
  const stand = () => {
    watch();
    if (missedSomething) hear();
    missedSomething = false;
  };
  socket.on('connect', stand);
  if (socket.connected) stand();
}

/** The sessions this page shows: its own, those it says it watches, and those its live regions lead to. */
const idsOnPage = () =>
  [...idsLinkedTo(), ...[...document.querySelectorAll<HTMLElement>('[data-watch]')].map(watchedBy)]
    .filter((id) => id !== undefined)
    .slice(0, 100);

const watchedBy = ({ dataset }: HTMLElement) => dataset['watch'];

const idsLinkedTo = () =>
  [location, ...document.querySelectorAll<HTMLAnchorElement>('[data-live] a')].map(
    ({ pathname }) => /\/sessions\/([0-9a-f-]{36})$/.exec(pathname)?.[1],
  );

const LONGEST_TIMER_MS = 24 * 3_600_000;
const SURELY_LATER_MS = 500;

/** A door that opens by the clock: the page is read again when it does. */
export function readAtItsTime(): void {
  for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-read-at]')) {
    const wait = Date.parse(dataset['readAt'] ?? '') - Date.now();
    if (wait > 0 && wait < LONGEST_TIMER_MS)
      setTimeout(() => void readAgain(), wait + SURELY_LATER_MS);
  }
}

/** Takes over what the live regions say now; where the reader's focus is, nothing moves. */
async function readAgain(): Promise<void> {
  const response = await fetch(location.href, { headers: READ_AGAIN }).catch(() => undefined);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const region of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const next = fresh.querySelector(`[data-live="${region.dataset['live']}"]`);
    if (!next || region.contains(document.activeElement)) continue;
    keepFolds(region, next);
    if (next.innerHTML === region.innerHTML) continue;
    region.replaceChildren(...next.childNodes);
  }
}

/** What the reader has folded or unfolded stays so. */
function keepFolds(region: Element, next: Element): void {
  for (const { id, open } of region.querySelectorAll<HTMLDetailsElement>('details[id]'))
    next.querySelector(`#${CSS.escape(id)}`)?.toggleAttribute('open', open);
}
