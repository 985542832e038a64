/** What a first visit carries over a night phone's line: page, styles, scripts and the live connection, as sent. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { anEveningIn } from '../support/evening.ts';
import { expect, test } from '../support/journey.ts';
import { aRoomIn, carry } from '../support/room-journey.ts';
import { signIn } from '../support/sign-in.ts';

// What others publish would be weighed along.
test.use({ ownProcess: import.meta.filename });

const BUDGET_BYTES = 60_000;
/** With script and all that a host's page can do; usable long before the last of it has come. */
const ROOM_BYTES = 160_000;
/**
 * Where one talks the framework comes along: what is written must never be lost, and what a desk wrote can be reported. All
 * that may follow a press comes with it (waiting, a time, a letter, handing over): nobody waits for it once they have pressed.
 */
const TALKING_BYTES = 146_000;

/** The largest pages of staff, read on a phone too: one person's own, so the page itself comes uncompressed. */
const WORKING_BYTES = 197_500;

/** TRUST F6: over 64 kbit/s and 600 ms there and back. */
const USABLE_WITHIN_SECONDS = 20;

const READ = [
  '/',
  '/sessions',
  '/places',
  '/windows',
  '/areas',
  '/areas/13116',
  '/call',
  '/welcome',
  '/privacy',
  '/rules',
  '/accessibility',
  '/publishers',
  '/display',
  '/return',
  '/nowhere',
];

for (const path of READ)
  test(`${path} weighs no more than a night phone can carry`, async ({ page }) => {
    expect(await weightOf(page, path)).toBeLessThanOrEqual(BUDGET_BYTES);
  });

test('finding, signing up and coming back weigh no more, page by page', async ({
  page,
  person,
  portal,
}) => {
  const { id } = await anEveningIn(portal.databaseUrl, {
    title: '夜のつどい・おもさ',
    capacity: 5,
  });
  const heavy = await person();
  await heavy.goto(`/sessions/${id}`);
  await heavy.getByLabel('呼ばれたい名前').fill('ひだまり');
  await heavy.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(heavy).toHaveURL(/\/receipt\//);
  const cookies = await heavy.context().cookies();
  expect(await weightOf(page, `/sessions/${id}`)).toBeLessThanOrEqual(BUDGET_BYTES);
  for (const own of [new URL(heavy.url()).pathname, '/me']) {
    const fresh = await person();
    await fresh.context().addCookies(cookies);
    expect(await weightOf(fresh, own), own).toBeLessThanOrEqual(BUDGET_BYTES);
  }
});

test('where one talks the framework comes along, and no more', async ({ page }) => {
  expect(await weightOf(page, '/talk')).toBeLessThanOrEqual(TALKING_BYTES);
});

test('a room’s plain page is light, and the whole one is of use over 64 kbit/s with 600 ms long before it has come', async ({
  portal,
  person,
}) => {
  const room = await aRoomIn(portal);
  const { cookie } = await room.guest('ひだまり');
  const visit = async () => {
    const page = await person();
    await carry(page.context(), portal.url, cookie);
    return page;
  };
  expect(await weightOf(await visit(), `/rooms/${room.roomId}`)).toBeLessThanOrEqual(ROOM_BYTES);
  expect(await weightOf(await visit(), `/rooms/${room.roomId}/plain`)).toBeLessThanOrEqual(
    BUDGET_BYTES,
  );
  const page = await visit();
  const devtools = await page.context().newCDPSession(page);
  const bytesPerSecond = 64_000 / 8;
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 600 },
    ...{ downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond },
  });
  const from = performance.now();
  await page.goto(`/rooms/${room.roomId}`, { waitUntil: 'commit' });
  await expect(page.getByRole('button', { name: '送る' })).toBeVisible({ timeout: 60_000 });
  const seconds = (performance.now() - from) / 1_000;
  console.log(`usable at 64 kbit/s, /rooms/…: ${seconds.toFixed(1)} s`);
  expect(seconds).toBeLessThanOrEqual(USABLE_WITHIN_SECONDS);
});

test('the pages staff work with carry neither every word nor a library for the server', async ({
  person,
}) => {
  const first = await person();
  await signIn(first, 'nobu');
  const cookies = await first.context().cookies();
  for (const path of [
    '/staff',
    '/staff/desk',
    '/staff/series/new',
    '/staff/slots',
    '/staff/imports',
  ]) {
    const fresh = await person();
    await fresh.context().addCookies(cookies);
    expect(await weightOf(fresh, path), path).toBeLessThanOrEqual(WORKING_BYTES);
  }
});

/** 21 kB: it came along by a single import of a file that also reads. */
test('no browser is sent the library that reads what comes in', () => {
  const scriptsOf = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .map((name) => path.join(folder, name));
  const withIt = (folder: string) =>
    scriptsOf(folder).filter((file) => readFileSync(file, 'utf8').includes('_zod'));
  const root = path.join(import.meta.dirname, '../..');
  expect(withIt(path.join(root, 'build/client'))).toEqual([]);
  // The mark is still its own.
  expect(withIt(path.join(root, 'node_modules/zod/v4/core'))).not.toEqual([]);
});

/** Bytes over the line until the page rests. */
async function weightOf(page: Page, path: string): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await devtools.send('Network.enable');
  // Until the live connection stands as well: it is part of what the line must carry.
  await page.goto(path, { waitUntil: 'networkidle' });
  console.log(`first load of ${path.replace(/[0-9a-f-]{36}/, '…')}: ${bytes} bytes`);
  return bytes;
}
