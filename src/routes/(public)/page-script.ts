/**
 * All that pages for reading carry of script: leaving at once, copying, live regions. Bound to what the server wrote,
 * so that these pages need no framework in the browser.
 */
import { leaveNow } from './leave/leave-now.ts';
import { after, NEEDED, noPresses } from './leave/shift-presses.ts';
import { readAtItsTime } from './at-its-time.ts';
import { followHints, READ, readElsewhere } from './live-regions.ts';
import { proveWhileFilledIn } from './proof-of-work.ts';
import { letReadersTakeAlong } from './taking-along.ts';

leaveOnRequest();
letReadersTakeAlong();
// What a refused form asks for comes first.
document.getElementById('errors')?.focus();
unfoldWhatIsAskedFor();
addEventListener('hashchange', unfoldWhatIsAskedFor);
if (document.querySelector('[data-live]:not(:empty)')) void followHints();
if (document.querySelector('[data-read-at]')) void readAtItsTime();
for (const region of document.querySelectorAll<HTMLElement>('[data-read-from]'))
  void readElsewhere(region);
for (const card of document.querySelectorAll<HTMLElement>('[data-notices]'))
  void import('#notices/client').then(({ offerNotices }) => offerNotices(card));
if (document.querySelector('[data-open-hours]'))
  void import('./open-hours.ts').then(({ markWhatIsOpen }) => markWhatIsOpen());

proveWhereAsked();
// A form may come when sign-up opens.
document.addEventListener(READ, proveWhereAsked);

function proveWhereAsked(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-effort]'))
    proveWhileFilledIn(form);
}

/** A link into the page leads to a part that may be folded. */
function unfoldWhatIsAskedFor(): void {
  const part = document.getElementById(location.hash.slice(1));
  if (part instanceof HTMLDetailsElement) part.open = true;
}

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
