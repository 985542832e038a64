import type { Page } from '@playwright/test';
import {
  expect,
  expectNoSeriousAxeFindings,
  expectNoSeriousAxeFindingsInWords,
  test,
} from '../support/journey.ts';
import { PAGES } from '../support/pages.ts';
import { signIn } from '../support/sign-in.ts';

/** How far the page reaches beyond the window's width: nobody should have to scroll sideways. */
const beyondTheEdge = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** As somebody has set their phone, who reads letters of twice the size; media queries count in them as well. */
async function withLargeLetters(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
}

const WORKING_PAGES = [
  '/staff',
  '/staff/series',
  '/staff/series/new',
  '/staff/slots',
  '/staff/imports',
  '/staff/places',
  '/staff/windows',
  '/staff/account',
];

test('with letters twice the size no page is wider than a phone', async ({ page }) => {
  await withLargeLetters(page);
  const open = Object.values(PAGES).flatMap((one) => ('address' in one ? [one.address] : []));
  const widths: Record<string, number> = {};
  for (const path of open) {
    await page.goto(path);
    widths[path] = await beyondTheEdge(page);
  }
  await signIn(page, 'nobu');
  for (const path of WORKING_PAGES) {
    await page.goto(path);
    widths[path] = await beyondTheEdge(page);
  }
  expect(Object.entries(widths).filter(([, beyond]) => beyond > 0)).toEqual([]);
});

for (const page of Object.values(PAGES))
  if ('address' in page) {
    test(`${page.address} is accessible in light and dark`, async ({ page: browser }) => {
      const response = await browser.goto(page.address);
      expect(response?.status()).toBe(200);
      expect(await beyondTheEdge(browser)).toBeLessThanOrEqual(0);
      await expectNoSeriousAxeFindings(browser);
    });
    test(`/en${page.address} is accessible`, async ({ page: browser }) => {
      const response = await browser.goto(`/en${page.address}`);
      expect(response?.status()).toBe(200);
      expect(await beyondTheEdge(browser)).toBeLessThanOrEqual(0);
      await expectNoSeriousAxeFindingsInWords(browser);
    });
  }
