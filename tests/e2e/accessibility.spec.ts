import type { Page } from '@playwright/test';
import {
  expect,
  expectNoSeriousAxeFindings,
  expectNoSeriousAxeFindingsInWords,
  test,
} from '../support/journey.ts';
import { PAGES } from '../support/pages.ts';

/** How far the page reaches beyond the window's width: nobody should have to scroll sideways. */
const beyondTheEdge = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

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
