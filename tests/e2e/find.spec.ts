import { inDays } from '../support/ahead.ts';
import { expectNoSeriousAxeFindings, expect, test } from '../support/journey.ts';
import { rowsOf } from '../support/rows.ts';

const tomorrow = inDays(1);
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

test('a month is a grid of its days above the list of them, and leads to the months beside it', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto('/sessions?q=家族');
  await page.getByRole('group', { name: '見かた' }).getByRole('link', { name: '月' }).click();
  await expect(page).toHaveURL(/view=month/);
  const grid = page.getByRole('navigation', { name: 'この月の日にち' });
  await grid.getByRole('link', { name: '次の月' }).click();
  await expect(page).toHaveURL(/from=\d{4}-\d{2}-01/);
  const [year = 0, month = 0] =
    new URL(page.url()).searchParams.get('from')?.split('-').map(Number) ?? [];
  const days = grid.locator('ol a');
  await expect(days).toHaveCount(new Date(Date.UTC(year, month, 0)).getUTCDate());
  await expectNoSeriousAxeFindings(page);

  await grid.locator('ol a[href^="#"]').last().click();
  const day = page.locator(new URL(page.url()).hash);
  await expect(day).toBeInViewport();
  await expect(day.getByRole('article')).not.toHaveCount(0);

  await page.goto('/sessions?view=month&q=だれもしていない会');
  await days.last().click();
  await expect(page).toHaveURL(/from=\d{4}-\d{2}-\d{2}/);
  await expect(page).not.toHaveURL(/view=month/);
});

test('where nothing is found, the page leads to the next date, to what is online, and out of what was chosen', async ({
  page,
  portal,
}) => {
  await publishSeries(portal.databaseUrl, '三週間あとの会（e2e）', 'onsite', '20 days');
  await publishSeries(portal.databaseUrl, '画面の会（e2e）', 'online', '2 days');

  await page.goto('/sessions?q=三週間あとの会');
  await expect(page.getByText('この条件の予定は、この期間にはまだありません。')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await page.getByRole('link', { name: /^次は.+にあります/ }).click();
  await expect(page.getByRole('article').getByText('三週間あとの会')).toBeVisible();

  await page.goto('/sessions?q=画面の会&way=onsite');
  await page.getByRole('link', { name: '「オンライン」を加えると1件あります' }).click();
  await expect(page.getByRole('article').getByText('画面の会')).toBeVisible();

  await page.goto('/sessions?q=だれもしていない会&view=month');
  await expect(page.getByText('この条件の予定は、この期間にはまだありません。')).toBeVisible();
  await expect(page.getByRole('link', { name: '相談窓口をさがす' })).toBeVisible();
  await page.getByRole('link', { name: '条件を外して、すべての予定を見る' }).click();
  await expect(page.getByRole('article').first()).toBeVisible();
});

async function publishSeries(
  connectionString: string,
  title: string,
  format: 'online' | 'onsite',
  ahead: string,
): Promise<void> {
  await rowsOf(
    connectionString,
    `with made as (
       insert into series (organisation_id, kind, state, title, format, pref_code, code5, place_name, capacity)
       select id, 'group_session', 'published', $1, $2, '13', '13116', '会館', 6
       from organisations where standing = 'verified' limit 1 returning id)
     insert into occurrences (series_id, kind, original_start, starts_at, ends_at, origin)
     select id, 'group_session', at, at, at + interval '2 hours', 'rule'
     from made, (select now() + $3::interval as at) as start`,
    [title, format, ahead],
  );
}

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

test('a session page has no serious accessibility finding, and tells search engines what it is: to list none that is invented', async ({
  page,
}) => {
  await page.goto(evening);
  const href = await page.getByRole('article').first().getByRole('link').getAttribute('href');
  for (const path of [href ?? '', `/en${href}`]) {
    await page.goto(path);
    await expectNoSeriousAxeFindings(page);
    const told = await page.locator('script[type="application/ld+json"]').textContent();
    expect(JSON.parse(told ?? '')).toMatchObject({ '@type': 'Event', url: page.url() });
    await expect(page.locator('meta[name="robots"]')).toHaveAttribute('content', 'noindex');
  }
});
