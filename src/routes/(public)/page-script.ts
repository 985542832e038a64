/**
 * All that pages for reading carry of script: leaving at once, and live regions. Bound to what the server wrote, so that
 * these pages need no framework in the browser.
 */
import { connect, pageIsIdle } from '#platform/realtime/client';
import { leaveNow } from './leave/leave-now.ts';
import { after, NEEDED, noPresses } from './leave/shift-presses.ts';

leaveOnRequest();
// What a refused form asks for comes first.
document.getElementById('errors')?.focus();
if (document.querySelector('[data-live]')) void followHints();
if (document.querySelector('[data-open-hours]'))
  void import('./open-hours.ts').then(({ markWhatIsOpen }) => markWhatIsOpen());

function leaveOnRequest(): void {
  let presses = noPresses;
  const press = (event: KeyboardEvent) => {
    presses = after(presses, {
      type: event.type === 'keyup' ? 'keyup' : 'keydown',
      key: event.key,
      at: event.timeStamp,
      repeat: event.repeat,
      composing: event.isComposing,
    });
    sayMissing(NEEDED - presses.times.length);
    if (presses.times.length >= NEEDED) leaveNow();
  };
  addEventListener('keydown', press);
  addEventListener('keyup', press);
  addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('a[data-leave]')) return;
    event.preventDefault();
    leaveNow();
  });
}

/** The words for each number of presses stand ready in the page, in its language. */
function sayMissing(missing: number): void {
  const region = document.querySelector<HTMLElement>('[data-leave-presses]');
  const words = region?.dataset[`missing${missing}`] ?? '';
  if (region && region.textContent !== words) region.textContent = words;
}

const HINTS = ['windows:staffed', 'seats:changed', 'schedule:changed'];
const GATHER_MS = 1_500;

/** Every reader hears the same hint at once: they ask again spread over some seconds, several hints as one. */
async function followHints(): Promise<void> {
  await pageIsIdle();
  const socket = await connect('/public');
  let gathering: ReturnType<typeof setTimeout> | undefined;
  const hear = () => {
    gathering ??= setTimeout(
      () => {
        gathering = undefined;
        void readAgain();
      },
      GATHER_MS * (1 + Math.random()),
    );
  };
  for (const hint of HINTS) socket.on(hint, hear);
  const watch = () => socket.emit('occurrences:watch', { ids: idsOnPage() }, () => undefined);
  socket.on('connect', watch);
  if (socket.connected) watch();
}

/** The sessions this page shows: its own, and those its live regions lead to. */
const idsOnPage = () =>
  [location, ...document.querySelectorAll<HTMLAnchorElement>('[data-live] a')]
    .map(({ pathname }) => /\/sessions\/([0-9a-f-]{36})$/.exec(pathname)?.[1])
    .filter((id) => id !== undefined)
    .slice(0, 100);

/** Takes over what the live regions say now; where the reader's focus is, nothing moves. */
async function readAgain(): Promise<void> {
  const response = await fetch(location.href).catch(() => undefined);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const region of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const next = fresh.querySelector(`[data-live="${region.dataset['live']}"]`);
    if (!next || region.contains(document.activeElement) || next.innerHTML === region.innerHTML)
      continue;
    region.replaceChildren(...next.childNodes);
  }
}
