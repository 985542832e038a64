import { expectNoSeriousAxeFindings, expect, test } from '../support/journey.ts';

const DAY_MS = 24 * 3_600_000;
const JAPAN_MS = 9 * 3_600_000;
const tomorrow = new Date(Date.now() + JAPAN_MS + DAY_MS).toISOString().slice(0, 10);
const evening = `/sessions?q=夜のオンライン家族のつどい&from=${tomorrow}`;

test('finding by area, kind and words works on a phone without JavaScript', async ({ person }) => {
  const page = await person({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
  await page.goto(`/sessions?from=${tomorrow}`);
  await page.getByText('しぼりこむ').click();
  await page.getByLabel('市区町村の名前、読み、郵便番号').fill('豊島区');
  await page.getByRole('checkbox', { name: 'ピア相談' }).check();
  await page.getByRole('button', { name: 'この条件で見る' }).click();

  await expect(page).toHaveURL(/kind=peer/);
  await expect(page.getByText('東京都 豊島区の近くとオンライン')).toBeVisible();
  await expect(page.getByRole('article').first()).toContainText('ピアサポーターと話す');
  await expect(page.getByRole('article').filter({ hasText: '居場所' })).toHaveCount(0);

  await page.getByRole('link', { name: /ピア相談（1対1）\s*を外す/ }).click();
  await expect(
    page.getByRole('article').filter({ hasText: '居場所 えんがわ' }).first(),
  ).toBeVisible();
  await page.getByRole('link', { name: '次の週を見る' }).last().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('つどいの予定');

  await page.goto(evening);
  await page.getByRole('article').first().getByRole('link').click();
  await expect(page.getByRole('heading', { name: '当日のながれ' })).toBeVisible();
  await expect(page.getByLabel('呼ばれたい名前')).toBeVisible();
});

test('an unknown area, a date that does not exist and an unknown session are answered kindly', async ({
  page,
}) => {
  await page.goto('/sessions?area=かすみがうみ市&from=2026-02-30&kind=nonsense&page=-1');
  await expect(page.getByText('「かすみがうみ市」という地域は見つかりませんでした')).toBeVisible();
  await expect(page.getByRole('article').first()).toBeVisible();

  await page.goto('/sessions?area=府中市');
  await expect(page.getByRole('link', { name: '東京都 府中市' })).toBeVisible();
  await expect(page.getByRole('link', { name: '広島県 府中市' })).toBeVisible();

  const missing = await page.goto('/sessions/00000000-0000-4000-8000-000000000000');
  expect(missing?.status()).toBe(404);
  expect((await page.goto('/sessions/nonsense'))?.status()).toBe(404);
});

test('a place taken in one browser is gone in another, without a reload', async ({
  page,
  person,
}) => {
  const line = page.waitForEvent('websocket');
  await page.goto(evening);
  const row = page.getByRole('article').first();
  const before = Number(/あと\s*(\d+)/.exec((await row.textContent()) ?? '')?.[1]);
  const href = await row.getByRole('link').getAttribute('href');
  await line;

  const other = await person();
  await other.goto(href ?? '');
  await other.getByLabel('呼ばれたい名前').fill('ひだまり');
  await other.getByRole('button', { name: '申し込む' }).click();
  await expect(row).toContainText(`あと ${before - 1} 席`);
});

test('a session page has no serious accessibility finding', async ({ page }) => {
  await page.goto(evening);
  const href = await page.getByRole('article').first().getByRole('link').getAttribute('href');
  for (const path of [href ?? '', `/en${href}`]) {
    await page.goto(path);
    await expectNoSeriousAxeFindings(page);
  }
});
