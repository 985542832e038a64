/** TRUST P1: who came, from where and with what is nowhere afterwards: not in the database, its jobs, the log or the figures. */
import { request as httpRequest } from 'node:http';
import type { Page } from '@playwright/test';
import { anEveningIn } from '../support/evening.ts';
import { expect, test as base } from '../support/journey.ts';
import { startPortal, type Portal } from '../support/portal.ts';
import { everythingStored, tracesOf } from '../support/traces.ts';

/** Says all it ever would, and takes people's addresses from the proxy before it. */
const test = base.extend<object, { portal: Portal }>({
  portal: [
    async ({}, use) => {
      const portal = await startPortal({
        LOG_LEVEL: 'trace',
        ADDRESS_HEADER: 'x-real-ip',
        METRICS_TOKEN: TOKEN,
      });
      await use(portal);
      await portal.stop();
    },
    { scope: 'worker' },
  ],
});

const TOKEN = 'for-whoever-watches-over-the-portal';
const DEVICE = 'CanaryPhone/77.31 (Kanariya)';
const CAME_FROM = 'https://canary-referrer.example/kanaria?q=hikikomori';
const ADDRESSES = ['203.0.113.177', '2001:db8:77:31::1', '127.77.31.99'];
/** The line is as telling as the address. */
const NETWORKS = ['203.0.113', '2001:db8:77:31', '127.77.31'];
const WORDS = {
  nickname: 'かなりやさん',
  message: '声が出ないカナリヤです',
  first: '夜のカナリヤ',
};

const carried = {
  'x-forwarded-for': `${ADDRESSES[0]}, ${ADDRESSES[1]}`,
  'x-real-ip': ADDRESSES[0] ?? '',
  forwarded: `for="[${ADDRESSES[1]}]"`,
};

test('whoever signs up, comes back and asks to talk leaves neither address nor device nor where they came from', async ({
  browser,
  portal,
}) => {
  const { id } = await anEveningIn(portal.databaseUrl, {
    title: '夜のつどい',
    capacity: 5,
    startsInMinutes: 10,
  });
  const context = await browser.newContext({
    baseURL: portal.url,
    locale: 'ja-JP',
    userAgent: DEVICE,
    extraHTTPHeaders: carried,
  });
  const page = await context.newPage();
  await page.goto('/', { referer: CAME_FROM });
  const words = await signUp(page, id);
  await comeBack(page, words);
  await speakInTheRoom(page);
  await askToTalk(page);
  await context.close();
  for (const path of ['/', '/sessions?text=カナリヤ', '/nowhere', '/healthz', '/readyz'])
    await comeByAddress(portal.url, path);

  const stored = await everythingStored(portal.databaseUrl);
  // What is kept on purpose is found: whoever looks here would see the rest too.
  expect(tracesOf([WORDS.nickname, WORDS.message, WORDS.first], stored)).toHaveLength(3);
  const telling = [DEVICE, CAME_FROM, 'canary-referrer', ...ADDRESSES, ...NETWORKS];
  expect(tracesOf([...telling, words.join(' '), words.join('')], stored)).toEqual([]);
  const health = await (await fetch(`${portal.url}/healthz`)).text();
  const figures = await (await asWatcher(portal.url, TOKEN)).text();
  expect(figures).toMatch(
    /^http_request_duration_seconds_count\{method="POST",route="[^"]*\/talk",status="\d+"\} 1$/mu,
  );
  const told = portal.output() + health + figures;
  const own = [...Object.values(WORDS), words.join(' '), id];
  expect(tracesOf([...telling, ...own, ...words.slice(0, 2)], told)).toEqual([]);
});

test('figures are there only for who has the token', async ({ portal }) => {
  expect((await asWatcher(portal.url, TOKEN)).status).toBe(200);
  expect((await asWatcher(portal.url, `${TOKEN}.`)).status).toBe(404);
  expect((await fetch(`${portal.url}/metrics`)).status).toBe(404);
});

const asWatcher = (origin: string, token: string) =>
  fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${token}` } });

async function signUp(page: Page, id: string): Promise<string[]> {
  await page.goto(`/sessions/${id}`, { referer: CAME_FROM });
  await page.getByLabel('呼ばれたい名前').fill(WORDS.nickname);
  await page.getByLabel('先に伝えたいこと').fill(WORDS.message);
  await page.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(page).toHaveURL(/\/receipt\//);
  await page.waitForLoadState();
  const shown = page.getByRole('heading', { name: '合言葉' }).locator('..').getByRole('listitem');
  const words = await shown.allInnerTexts();
  await page.getByRole('button', { name: '控えました' }).click();
  await page.context().clearCookies();
  return words;
}

async function comeBack(page: Page, words: string[]): Promise<void> {
  await page.goto('/return', { referer: CAME_FROM });
  for (const typed of [[...words].reverse(), words]) {
    await page.getByLabel('6つの言葉').fill(typed.join(' '));
    await page.getByRole('button', { name: '戻る', exact: true }).click();
  }
  await expect(page.getByText(`${WORDS.nickname} さん`)).toBeVisible();
}

async function speakInTheRoom(page: Page): Promise<void> {
  await page.getByRole('button', { name: '部屋に入る' }).click();
  await expect(page).toHaveURL(/\/rooms\//);
  await expect(page.getByRole('log')).toBeVisible();
}

async function askToTalk(page: Page): Promise<void> {
  await page.goto('/talk?area=13116', { referer: CAME_FROM });
  await page.getByLabel('はじめのひとこと').fill(WORDS.first);
  await page.getByRole('button', { name: 'いますぐ話したい' }).click();
  await expect(page.getByRole('heading', { name: 'いま、人のいる窓口がありません' })).toBeVisible();
}

/** From an address that only this test has on this machine. */
function comeByAddress(origin: string, path: string): Promise<void> {
  const { port } = new URL(origin);
  const headers = {
    ...carried,
    'user-agent': DEVICE,
    referer: CAME_FROM,
    host: `localhost:${port}`,
  };
  const from = {
    host: '127.0.0.1',
    localAddress: ADDRESSES[2],
    port,
    path: encodeURI(path),
    headers,
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest(from, (response) => {
      response.resume();
      response.on('end', resolve);
    });
    request.on('error', reject);
    request.end();
  });
}
