/** Parts of a page that follow the house: marked `data-live`, read again from the server when a hint comes. */
import { READ_AGAIN } from '#platform/read-again';
import { connect, pageIsIdle } from '#platform/realtime/client';
import type { PlaceNow } from '#schedule';

/** What is told from a place stands there in words already: it changes within the second. */
function showTold({ occurrenceId, is }: PlaceNow): void {
  for (const mark of document.querySelectorAll<HTMLElement>(`[data-place="${occurrenceId}"]`))
    mark.dataset['told'] = is ?? '';
}

const HINTS = ['windows:staffed', 'seats:changed', 'schedule:changed', 'place:told'];
const GATHER_MS = 1_500;
/** Of the queue one stands in oneself, the first hint after a while is not gathered with others: its readers are few. */
const AT_ONCE_MS = 300;
const QUIET_MS = 2_000;
/** A line that stands later after the page was asked for may stand too late for a hint. */
const SOON_MS = 2_000;

/**
 * Every reader hears the same hint at once: they ask again spread over some seconds, several hints as one. What was
 * said while the line was cut nobody repeats: the page is read again when it stands.
 */
export async function followHints(): Promise<void> {
  await pageIsIdle();
  const socket = await connect('/public');
  let missedSomething = performance.now() > SOON_MS;
  const watch = () => socket.emit('occurrences:watch', { ids: idsOnPage() }, () => undefined);
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let read = -Infinity;
  const hear = (said?: { occurrenceId?: string }) => {
    const isQuiet = performance.now() - read > QUIET_MS;
    gathering ??= setTimeout(
      () => {
        gathering = undefined;
        read = performance.now();
        void readAgain().then(watch);
      },
      isQuiet && isWaitedAt(said?.occurrenceId)
        ? AT_ONCE_MS * Math.random()
        : GATHER_MS * (1 + Math.random()),
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

const isWaitedAt = (id = ''): boolean =>
  document.querySelector(`[data-watch="${CSS.escape(id)}"][data-waits]`) !== null;

const watchedBy = ({ dataset }: HTMLElement) => dataset['watch'];

const idsLinkedTo = () =>
  [location, ...document.querySelectorAll<HTMLAnchorElement>('[data-live] a')].map(
    ({ pathname }) => /\/sessions\/([0-9a-f-]{36})$/.exec(pathname)?.[1],
  );

/**
 * Takes over what the live regions say now; false where nothing came. Where a reader is, or has written something, only the
 * smaller regions within are taken over: their words stay as they are.
 */
export async function readAgain(): Promise<boolean> {
  const reading = await readPage(location.href);
  if (!reading) return false;
  for (const region of document.querySelectorAll<HTMLElement>('[data-live]'))
    sayAs(reading.page, region);
  document.dispatchEvent(new CustomEvent<Reading>(READ, { detail: reading }));
  return true;
}

/** What a page that is a file cannot say by itself, once, from the page that the region names. */
export async function readElsewhere(region: HTMLElement): Promise<void> {
  const reading = await readPage(region.dataset['readFrom'] ?? '');
  if (reading) sayAs(reading.page, region);
}

async function readPage(address: string): Promise<Reading | undefined> {
  const response = await fetch(address, { headers: READ_AGAIN }).catch(() => undefined);
  if (!response?.ok) return undefined;
  const said = Date.parse(response.headers.get('date') ?? '');
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return { page, at: Number.isNaN(said) ? Date.now() : said };
}

function sayAs(page: Document, region: HTMLElement): void {
  const next = page.querySelector<HTMLElement>(`[data-live="${region.dataset['live']}"]`);
  if (next) takeOver(region, next);
}

export interface Reading {
  page: Document;
  /** When that was so by the portal's clock, to the second below, in milliseconds since 1970. */
  at: number;
}

/** Of the document: it has been read again. */
export const READ = 'read-again';

function takeOver(region: HTMLElement, next: HTMLElement): void {
  keepFolds(region, next);
  if (saidIn(next) === saidIn(region) || isWrittenIn(region)) return;
  if (region.contains(document.activeElement))
    region.addEventListener('focusout', whenLeft, { once: true });
  else region.replaceChildren(...next.childNodes);
}

/** Whoever goes on from there meets what it says by then. */
const whenLeft = () => void readAgain();

/** Without what is new in each reading and shown to nobody. */
function saidIn(region: HTMLElement): string {
  const copy = region.cloneNode(true) as HTMLElement; // Cloning keeps the kind.
  for (const hidden of copy.querySelectorAll('input[type="hidden"]')) hidden.remove();
  return copy.innerHTML;
}

const isWrittenIn = (region: HTMLElement): boolean =>
  [...region.querySelectorAll('textarea, input, option')].some((field) => {
    if (field instanceof HTMLOptionElement) return field.selected !== field.defaultSelected;
    if (field instanceof HTMLTextAreaElement) return field.value !== '';
    if (!(field instanceof HTMLInputElement) || field.type === 'hidden') return false;
    return field.checked !== field.defaultChecked || (field.type === 'text' && field.value !== '');
  });

/** What the reader has folded or unfolded stays so. */
function keepFolds(region: Element, next: Element): void {
  for (const { id, open } of region.querySelectorAll<HTMLDetailsElement>('details[id]'))
    next.querySelector(`#${CSS.escape(id)}`)?.toggleAttribute('open', open);
}
