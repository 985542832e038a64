/**
 * Where a page's data cannot be read again, SvelteKit puts its page of faults in that page's place. Whoever waits, talks
 * or writes must not lose their page to a line that is cut: the reading waits until the portal answers, the page stays.
 */
import { portalAnswers } from './reread.ts';

const BETWEEN_TRIES_MS = 2_000;
/** A portal that answers and still fails each time has a fault of its own, which is shown. */
const MOST_FAULTS = 3;

/** From now on every reading of page data in this tab is patient. SvelteKit asks for it by whatever `window.fetch` is. */
export function readPatiently(): void {
  const read = window.fetch;
  window.fetch = (input, init) =>
    isPageData(input) ? patiently(() => read(input, init)) : read(input, init);
}

const isPageData = (input: RequestInfo | URL): boolean =>
  typeof input === 'string' && new URL(input, location.href).pathname.endsWith('/__data.json');

async function patiently(read: () => Promise<Response>): Promise<Response> {
  for (let faults = 0; ;) {
    const response = await whole(read).catch(() => undefined);
    if (response) faults += 1;
    if (response && (response.status < 500 || faults >= MOST_FAULTS)) return response;
    do await new Promise((later) => setTimeout(later, BETWEEN_TRIES_MS));
    while (!(await portalAnswers()));
  }
}

/** To its end: a line may be cut in the midst of an answer. */
async function whole(read: () => Promise<Response>): Promise<Response> {
  const response = await read();
  return new Response(await response.arrayBuffer(), response);
}
