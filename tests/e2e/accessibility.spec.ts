import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { PAGES } from '../support/pages.ts';

for (const page of Object.values(PAGES))
  if ('address' in page)
    for (const address of [page.address, `/en${page.address}`])
      test(`${address} is accessible in light and dark`, async ({ page: browser }) => {
        const response = await browser.goto(address);
        expect(response?.status()).toBe(200);
        await expectNoSeriousAxeFindings(browser);
      });
