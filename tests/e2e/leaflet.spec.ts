/** A leaflet as a printer gives it: one sheet of A4, whatever the month and the town bring. */
import type { Page } from '@playwright/test';
import { aFullMonthIn } from '../support/full-month.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';

const A4 = { width: 794, height: 1123 };
const FULL = '13101';

const nextMonth = (): string => {
  const tokyo = new Date(Date.now() + 9 * 3_600_000);
  return new Date(Date.UTC(tokyo.getUTCFullYear(), tokyo.getUTCMonth() + 1, 1))
    .toISOString()
    .slice(0, 7);
};

async function sheetsOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  expect(pdf.toString('latin1')).toMatch(/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
  return pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
}

/** Points, of everything that is read. */
const smallestType = (page: Page) =>
  page
    .locator('[data-paper]')
    .evaluate((sheet) =>
      Math.min(
        ...[...sheet.querySelectorAll('*')]
          .filter((one) =>
            [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
          )
          .map((one) => Number.parseFloat(getComputedStyle(one).fontSize) * 0.75),
      ),
    );

/** The least contrast to white of anything printed in words, as the toner of a one-colour printer keeps it. */
const palestInk = (page: Page) =>
  page.locator('[data-paper]').evaluate((sheet) => {
    const linear = (part: number) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const contrast = (colour: string) => {
      if (!canvas) return 0;
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) =>
        linear(part / 255),
      );
      return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
    };
    return Math.min(
      ...[...sheet.querySelectorAll('*')].map((one) => contrast(getComputedStyle(one).color)),
    );
  });

/** Whether anything stands outside the sheet, or the parts of it over each other. */
const spill = (page: Page) =>
  page.locator('[data-paper]').evaluate((sheet) => {
    const tops = [...sheet.children].map((part) => part.getBoundingClientRect());
    const over = tops.filter((part, at) => at > 0 && part.top < (tops[at - 1]?.bottom ?? 0) - 1);
    return { beyond: sheet.scrollHeight - sheet.clientHeight, over: over.length };
  });

for (const [what, code5, month] of [
  ['the demonstration’s town', '13116', nextMonth()],
  ['a town whose desk nobody has confirmed', '39201', nextMonth()],
  ['a full month under long titles', FULL, nextMonth()],
  ['a month without a date of its own', '01100', nextMonth()],
] as const)
  test(`${what} is one sheet that holds all it says, in type of nine points at least`, async ({
    page,
    portal,
  }) => {
    if (code5 === FULL) await aFullMonthIn(portal.databaseUrl, code5, month);
    await page.setViewportSize(A4);
    await page.emulateMedia({ media: 'print' });
    await page.goto(`/areas/${code5}/leaflet?month=${month}`);
    expect(await spill(page)).toEqual({ beyond: 0, over: 0 });
    expect(await smallestType(page)).toBeGreaterThanOrEqual(9);
    expect(await palestInk(page)).toBeGreaterThanOrEqual(7);
    expect(await sheetsOf(page)).toBe(1);
    const cards = page.getByRole('region', { name: '切りとるカード' });
    await expect(cards.getByRole('img')).toHaveCount(1);
    expect(await cards.textContent()).not.toMatch(/ひきこもり/);
    if (code5 === FULL) await expect(page.getByText(/ほか\d+件は、つどいのページで/)).toBeVisible();
  });

test('the page of a town leads to its leaflet, which comes in large type too, and stays light in the dark', async ({
  person,
}) => {
  const page = await person({ javaScriptEnabled: false, colorScheme: 'dark' });
  await page.goto('/areas/13116');
  await page.getByRole('link', { name: '印刷用のチラシ（A4）' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^\d+月のつどい$/);
  await expect(page.getByText('よりそいホットライン').first()).toBeVisible();
  const paper = page.locator('[data-paper]');
  await expect(paper).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await page.getByRole('link', { name: '大きな文字' }).click();
  await expect(page).toHaveURL(/size=large/);
  await page.emulateMedia({ media: 'print' });
  await expect(paper).toHaveCSS('font-size', /^21\.3/);
  expect(await sheetsOf(page)).toBeGreaterThan(1);
});

test('on a phone it is a page to read, no wider than the phone', async ({ person }) => {
  const page = await person({ viewport: { width: 390, height: 844 } });
  await page.goto('/areas/13116/leaflet');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectNoSeriousAxeFindings(page);
});

test('a town that is none has no leaflet', async ({ request }) => {
  expect((await request.get('/areas/99999/leaflet')).status()).toBe(404);
});
