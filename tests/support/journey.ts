/** Playwright's `test` with a portal per worker, watched for console errors and foreign requests. */
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { leavePortal } from './inside-portal.ts';
import { startPortal, type Portal } from './portal.ts';

export { expect } from '@playwright/test';
export {
  expectNoSeriousAxeFindings,
  expectNoSeriousAxeFindingsInWords,
  withScript,
} from './axe.ts';

interface Watch {
  complaints: string[];
}

export const test = base.extend<
  { watch: Watch; person: (options?: PersonOptions) => Promise<Page> },
  { portal: Portal; ownProcess: string }
>({
  /**
   * `test.use({ ownProcess: import.meta.filename })` gives a file a worker, and so a portal, that no other file uses: where it
   * acts inside one that it starts itself (`inside-portal.ts`), or what others leave would stand in its way, or its in theirs.
   */
  ownProcess: ['', { scope: 'worker', option: true }],
  portal: [
    async ({}, use) => {
      const portal = await startPortal();
      await use(portal);
      await leavePortal();
      await portal.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ portal }, use) => use(portal.url),
  watch: async ({}, use) => {
    const watch: Watch = { complaints: [] };
    await use(watch);
    expect(watch.complaints, 'console errors and requests to other origins').toEqual([]);
  },
  context: async ({ context, watch, portal }, use) => {
    collectComplaints(context, portal.url, watch);
    context.on('page', arriveWhenScriptRuns);
    await use(context);
  },
  /** Another person with a browser of their own. */
  person: async ({ browser, portal, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({
        baseURL: portal.url,
        locale: 'ja-JP',
        timezoneId: 'Asia/Tokyo',
        ...options,
      });
      contexts.push(context);
      collectComplaints(context, portal.url, watch);
      const page = await context.newPage();
      if (options.javaScriptEnabled !== false) arriveWhenScriptRuns(page);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

interface PersonOptions {
  javaScriptEnabled?: boolean;
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
}

/**
 * A page opened by its address, or read anew, is acted on once its script runs: before, the browser sends a form itself, and
 * the answer is a page of its own. What a person without script meets is told by `javaScriptEnabled: false`.
 */
function arriveWhenScriptRuns(page: Page): void {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  const scripted = async (arrived: ReturnType<typeof goto>) => {
    const response = await arrived;
    await page.waitForFunction(isScripted);
    return response;
  };
  page.goto = (url, options) => scripted(goto(url, options));
  page.reload = (options) => scripted(reload(options));
}

/** In the browser: the framework runs, or the page has none. */
const isScripted = (): boolean =>
  // Where a page has only just begun to come, there is nothing yet.
  document.querySelector('html[data-hydrated]') !== null ||
  !Array.from(document.scripts).some(({ textContent }) => textContent.includes('kit.start'));

/** Errors on the console, uncaught exceptions and requests that leave our origin. */
function collectComplaints(context: BrowserContext, origin: string, { complaints }: Watch): void {
  context.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text()))
      complaints.push(`${message.location().url}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(origin).host)
      complaints.push(`request to ${url.href}`);
  });
}

/** Chromium reports a refused form (4xx) and a server gone away as console errors: both are part of journeys. */
const isExpected = (text: string): boolean =>
  /(status of|response code:) (4\d\d|503)|ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/.test(
    text,
  );
