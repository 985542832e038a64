/**
 * Where a page's data cannot be read again, SvelteKit puts its page of faults in that page's place. Whoever waits, talks
 * or writes must not lose their page to a line that is cut: the reading waits until the portal answers, the page stays.
 */
import { portalAnswers } from './reread.ts';

const BETWEEN_TRIES_MS = 2_000;
/** What has not begun by then went into a line that is dead: the browser would wait for minutes, and hold one of its few connections. */
const BEGINS_WITHIN_MS = 8_000;
/** A portal that answers and still fails each time has a fault of its own, which is shown. */
const MOST_FAULTS = 3;

/** From now on every reading of page data in this tab is patient. SvelteKit asks for it by whatever `window.fetch` is. */
export function readPatiently(): void {
  const read = window.fetch;
  window.fetch = (input, init) =>
    isPageData(input) ? patiently((signal) => read(input, { ...init, signal })) : read(input, init);
}

const isPageData = (input: RequestInfo | URL): boolean =>
  typeof input === 'string' && new URL(input, location.href).pathname.endsWith('/__data.json');

type Read = (signal: AbortSignal) => Promise<Response>;

async function patiently(read: Read): Promise<Response> {
  for (let faults = 0; ;) {
    const response = await whole(read).catch(() => undefined);
    if (response) faults += 1;
    if (response && (response.status < 500 || faults >= MOST_FAULTS)) return response;
    do await new Promise((later) => setTimeout(later, BETWEEN_TRIES_MS));
    while (!(await portalAnswers()));
  }
}

/** To its end: a line may be cut in the midst of an answer. */
async function whole(read: Read): Promise<Response> {
  const dead = new AbortController();
  const timer = setTimeout(() => dead.abort(), BEGINS_WITHIN_MS);
  const response = await read(dead.signal).finally(() => clearTimeout(timer));
  return new Response(await response.arrayBuffer(), response);
}
