import {
  expect,
  expectNoSeriousAxeFindings,
  expectNoSeriousAxeFindingsInWords,
  test,
} from '../support/journey.ts';
import { PAGES } from '../support/pages.ts';

for (const page of Object.values(PAGES))
  if ('address' in page) {
    test(`${page.address} is accessible in light and dark`, async ({ page: browser }) => {
      const response = await browser.goto(page.address);
      expect(response?.status()).toBe(200);
      await expectNoSeriousAxeFindings(browser);
    });
    test(`/en${page.address} is accessible`, async ({ page: browser }) => {
      const response = await browser.goto(`/en${page.address}`);
      expect(response?.status()).toBe(200);
      await expectNoSeriousAxeFindingsInWords(browser);
    });
  }
