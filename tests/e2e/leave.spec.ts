import { createServer, type Server } from 'node:http';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, test as base } from '../support/journey.ts';
import { startPortal, type Portal } from '../support/portal.ts';

const WEATHER = '<!doctype html><title>weather</title><h1>Weather</h1>';

/** A portal that leads away to a page of ours, so that nothing is asked of the real one. */
const test = base.extend<object, { portal: Portal }>({
  portal: [
    async ({}, use) => {
      const weather = createServer((_, response) =>
        response.setHeader('content-type', 'text/html').end(WEATHER),
      ).listen(0);
      const portal = await startPortal({ LEAVE_URL: addressOf(weather) });
      await use(portal);
      await portal.stop();
      weather.close();
    },
    { scope: 'worker' },
  ],
  // Leaving is the one request that goes elsewhere.
  watch: async ({ portal }, use) => {
    void portal;
    await use({ complaints: [] });
  },
});

test('the way out is the second stop of the keyboard', async ({ page }) => {
  await page.goto('/welcome');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: '本文へ移動' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /このページから離れる/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expectWeather(page);
});

test('leaving clears the device and takes the page out of the history', async ({
  page,
  context,
}) => {
  await keepDisplay(context, page);
  await page.goto('/welcome');
  await page.goto('/privacy');
  await page.getByRole('link', { name: /このページから離れる/ }).click();
  await expectWeather(page);
  expect(await context.cookies()).toEqual([]);
  await page.goBack();
  await expect(page).toHaveURL(/\/welcome$/);
});

test('Shift three times leaves, also while nothing is focused', async ({ page }) => {
  await page.goto('/welcome');
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
  await expectWeather(page);
});

test('writing capital letters does not leave', async ({ page }) => {
  await page.goto('/display');
  for (const letter of ['A', 'B', 'C', 'D']) await page.keyboard.press(`Shift+${letter}`);
  await expect(page).toHaveURL(/\/display$/);
});

test('without JavaScript the link leads away just as well', async ({ person }) => {
  const page = await person({ javaScriptEnabled: false });
  await page.goto('/welcome');
  await page.getByRole('link', { name: /このページから離れる/ }).click();
  await expectWeather(page);
});

test('a link on a foreign page ends nobody’s session', async ({ page, context, portal }) => {
  await keepDisplay(context, page);
  const answer = await fetch(`${portal.url}/leave`, {
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'cross-site', cookie: 'display=dark.large' },
  });
  expect(answer.status).toBe(303);
  expect(answer.headers.get('clear-site-data')).toBeNull();
  expect(answer.headers.getSetCookie()).toEqual([]);
});

async function keepDisplay(context: BrowserContext, page: Page): Promise<void> {
  await page.goto('/display');
  await page.getByRole('button', { name: 'この表示にする' }).click();
  await expect(page.getByText('この表示にしました')).toBeVisible();
  expect(await context.cookies()).not.toEqual([]);
}

const expectWeather = (page: Page) =>
  expect(page.getByRole('heading', { name: 'Weather' })).toBeVisible();

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://localhost:${address.port}/`;
}
