/**
 * The pages a person needs before they are in the room, over Adachi's line: the session with its form, the receipt, the
 * room's plain page, each as a first visit on a browser of their own.
 */
import { chromium, type Browser, type Locator, type Page } from '@playwright/test';
import { openBadLine, type BadLine } from '../support/bad-line.ts';
import { browserOptions } from '../support/browser.ts';
import { anEveningIn } from '../support/evening.ts';
import { insidePortal } from '../support/inside-portal.ts';
import type { Portal } from '../support/portal.ts';
import { aRoomIn, carry } from '../support/room-journey.ts';
import { LINE } from './adachi.ts';

export interface PagesReport {
  visits: number;
  /** The slowest and the heaviest of each page's visits. */
  pages: Record<string, { usableMs: number; bytes: number }>;
}

interface Visit {
  path: string;
  cookie?: Record<'name' | 'value', string>;
  /** What can be read or done once the page is of use. */
  usable(page: Page): Locator;
}

export async function drill(visits: number): Promise<PagesReport> {
  const line = await openBadLine({ ...LINE, seed: 20_220_517 });
  const browser = await chromium.launch(browserOptions());
  return insidePortal((portal) => visitAll(portal, { browser, line, visits }), {
    ORIGIN: line.url,
  }).finally(() => Promise.all([browser.close(), line.close()]));
}

async function visitAll(
  portal: Portal,
  { browser, line, visits }: { browser: Browser; line: BadLine; visits: number },
): Promise<PagesReport> {
  line.leadTo(portal.url);
  const report: PagesReport = { visits, pages: {} };
  for (const [name, each] of Object.entries(await pagesOf(portal))) {
    const slowest = { usableMs: 0, bytes: 0 };
    for (let n = 0; n < visits; n += 1) {
      const { usableMs, bytes } = await visit(browser, line, each);
      slowest.usableMs = Math.max(slowest.usableMs, usableMs);
      slowest.bytes = Math.max(slowest.bytes, bytes);
    }
    report.pages[name] = slowest;
  }
  return report;
}

async function pagesOf(portal: Portal): Promise<Record<string, Visit>> {
  const room = await aRoomIn(portal);
  const { id } = await anEveningIn(portal.databaseUrl, { title: '夜のつどい', capacity: 5 });
  const [{ signUp }, { filledForm }] = await Promise.all([
    import('#signup/server'),
    import('../support/signup.ts'),
  ]);
  const signedUp = await signUp(null, filledForm(id));
  if (typeof signedUp === 'string' || !('receipt' in signedUp) || !signedUp.cookie)
    throw new Error(JSON.stringify(signedUp));
  return {
    session: {
      path: `/sessions/${id}`,
      usable: (page) => page.getByRole('button', { name: '申し込む', exact: true }),
    },
    receipt: {
      ...{ path: `/receipt/${signedUp.receipt}`, cookie: signedUp.cookie },
      usable: (page) => page.getByRole('heading', { name: '合言葉' }),
    },
    plainRoom: {
      ...{ path: `/rooms/${room.roomId}/plain`, cookie: (await room.guest('足立')).cookie },
      usable: (page) => page.getByRole('button', { name: '送る' }),
    },
  };
}

async function visit(browser: Browser, line: BadLine, { path, cookie, usable }: Visit) {
  const context = await browser.newContext({ baseURL: line.url, locale: 'ja-JP' });
  if (cookie) await carry(context, line.url, cookie);
  const page = await context.newPage();
  const [before, begun] = [line.carried.down, performance.now()];
  await page.goto(path, { waitUntil: 'commit', timeout: PATIENCE_MS });
  await usable(page).waitFor({ timeout: PATIENCE_MS });
  const usableMs = Math.round(performance.now() - begun);
  await page.waitForLoadState('load', { timeout: PATIENCE_MS });
  const bytes = line.carried.down - before;
  await context.close();
  return { usableMs, bytes };
}

const PATIENCE_MS = 90_000;
const USABLE_WITHIN_MS = 20_000;
const HEAVIEST_BYTES = 60_000;

/** Pages that were too late or too heavy. */
export const failuresOf = ({ pages }: PagesReport): number =>
  Object.values(pages).filter(
    ({ usableMs, bytes }) => usableMs > USABLE_WITHIN_MS || bytes > HEAVIEST_BYTES,
  ).length;
