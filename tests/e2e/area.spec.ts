import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';

test('a town is found by its reading and by postal code, without JavaScript', async ({
  person,
}) => {
  const page = await person({ javaScriptEnabled: false });
  await page.goto('/areas');
  await page.getByRole('textbox').fill('おくたま');
  await page.getByRole('button', { name: 'さがす' }).click();
  await expect(page).toHaveURL(/\/areas\/13308$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/東京都\s+奥多摩町/);
  await expect(
    page.getByText('奥多摩町の窓口は、まだ確認できていません（未確認）。'),
  ).toBeVisible();
  await expect(page.getByText('東京都全体を受け持つ窓口をのせています。')).toBeVisible();
  await expect(page.getByRole('link', { name: '東京都ひきこもりサポートネット' })).toBeVisible();

  await page.goto('/areas');
  await page.getByRole('textbox').fill('〒１７０－００１３');
  await page.getByRole('button', { name: 'さがす' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/東京都\s+豊島区/);
  await page.getByRole('link', { name: '豊島区ひきこもり相談窓口' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('豊島区ひきこもり相談窓口');
});

test('a name that stands in several prefectures is asked back, and an unknown one kindly', async ({
  page,
}) => {
  await page.goto('/areas?q=府中市');
  await expect(page.getByRole('link', { name: '東京都 府中市' })).toBeVisible();
  await expect(page.getByRole('link', { name: '広島県 府中市' })).toBeVisible();
  await page.goto('/areas?q=ぬぬぬ町');
  await expect(page.getByText('「ぬぬぬ町」では見つかりません。')).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveValue('ぬぬぬ町');
});

test('a code that no town has offers the search', async ({ request }) => {
  const missing = await request.get('/areas/99999');
  expect(missing.status()).toBe(404);
  expect(await missing.text()).toContain('name="q"');
});

const PHONE = { width: 390, height: 844 };

test('a town’s page is accessible on a phone', async ({ person }) => {
  const page = await person({ viewport: PHONE });
  await page.goto('/areas/13101');
  await expectNoSeriousAxeFindings(page);
});

for (const path of [
  '/areas',
  '/areas?prefecture=13',
  '/areas/13101',
  '/windows',
  '/call',
  '/en/areas/22100',
  '/en/call',
])
  test(`${path} is never wider than a phone`, async ({ person }) => {
    const page = await person({ viewport: PHONE });
    await page.goto(path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });

test('the lines to call are a file, the emergency numbers first, and 24-hour lines say so', async ({
  person,
}) => {
  const page = await person({ javaScriptEnabled: false });
  await page.goto('/call');
  const numbers = page.locator('main a[href^="tel:"]');
  await expect(numbers.nth(0)).toHaveAttribute('href', 'tel:119');
  await expect(numbers.nth(1)).toHaveAttribute('href', 'tel:110');
  await expect(page.getByRole('heading', { name: '24時間、声で話せる' })).toBeVisible();
  await expect(page.getByRole('link', { name: /チャットをひらく/ })).toBeVisible();
});
