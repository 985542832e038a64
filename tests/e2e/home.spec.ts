import { expect, test } from '../support/journey.ts';

// The first page shows six dates: those that others make would take the place of its own.
test.use({ ownProcess: import.meta.filename });

const PAGES = [
  '/',
  '/welcome',
  '/privacy',
  '/rules',
  '/accessibility',
  '/publishers',
  '/display',
  '/en/',
];

test('the first page says where to talk before anything else', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('話せる人を');
  const panel = page.getByRole('region', { name: 'いますぐ話したい' });
  await expect(panel.getByRole('link', { name: '窓口につなぐ' })).toHaveAttribute('href', '/talk');
  await expect(panel.getByRole('link', { name: /119/ })).toHaveAttribute('href', 'tel:119');
  await expect(panel.getByRole('status')).toContainText('人のいる窓口がありません');
});

test('what comes next is listed, and leads to its page', async ({ page }) => {
  await page.goto('/');
  const row = page.getByRole('region', { name: /予定/ }).getByRole('article').first();
  const title = await row.getByRole('heading').innerText();
  await row.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
});

test('the first page follows the house while it is read', async ({ page, person }) => {
  const live = page.waitForRequest((request) => /socket\.io.*sid=/.test(request.url()));
  await page.goto('/');
  const row = page
    .getByRole('region', { name: /予定/ })
    .getByRole('article')
    .filter({ hasText: /あと\s*\d+\s*席/ })
    .first();
  const before = await row.innerText();
  await live;

  const other = await person();
  await other.goto((await row.getByRole('link').getAttribute('href')) ?? '');
  await other.getByLabel('呼ばれたい名前').fill('ひだまり');
  await other.getByRole('button', { name: '申し込む' }).click();
  await expect(other).toHaveURL(/\/receipt\//);
  await expect(row).not.toHaveText(before, { useInnerText: true });
});

test('no page of the shell scrolls sideways on a narrow phone', async ({ person }) => {
  const page = await person({ viewport: { width: 320, height: 640 } });
  for (const path of PAGES) {
    await page.goto(path);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond, path).toBeLessThanOrEqual(0);
  }
});

test('nor do long pages with letters twice as large in the page alone, nor with our largest', async ({
  person,
}) => {
  for (const width of [390, 1280]) {
    const page = await person({ viewport: { width, height: 800 } });
    for (const path of ['/rules', '/en/rules', '/privacy']) {
      await page.goto(path);
      const beyond = await page.evaluate(() => {
        const beyondWith = (size: string) => {
          document.documentElement.style.fontSize = size;
          return document.documentElement.scrollWidth - innerWidth;
        };
        return Math.max(beyondWith('200%'), beyondWith('137.5%'));
      });
      expect(beyond, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});

test('in any browser lines end between phrases, and a heading is one text to read, find and copy', async ({
  person,
}) => {
  const page = await person({ viewport: { width: 320, height: 640 } });
  await page.goto('/areas');
  const name = 'お住まいの市区町村をさがす';
  const heading = page.getByRole('heading', { level: 1, name, exact: true });
  await expect(heading).toHaveText(name, { useInnerText: true });
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  expect(nodes.find(({ role }) => role?.value === 'heading')?.name?.value).toBe(name);
  const seen = await heading.evaluate((element) => {
    const selection = getSelection();
    selection?.selectAllChildren(element);
    const copied = selection?.toString();
    selection?.collapse(document.body, 0);
    const range = document.createRange();
    const phrases = Array.from(element.querySelector('.phrases')?.childNodes ?? [])
      .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
      .map((phrase) => {
        range.selectNodeContents(phrase);
        return Array.from(range.getClientRects(), ({ top }) => top);
      });
    return {
      copied,
      phrases,
      found: 'find' in window && (window.find as (text: string) => boolean)('市区町村をさがす'),
    };
  });
  expect(seen).toMatchObject({ copied: name, found: true });
  expect(new Set(seen.phrases.flat()).size, 'lines').toBeGreaterThan(1);
  expect(seen.phrases.map((lines) => lines.length)).toEqual([1, 1, 1]);
});

test('the language switch stays on the page', async ({ page }) => {
  await page.goto('/welcome');
  await page.getByRole('banner').getByRole('link', { name: 'English' }).click();
  await expect(page).toHaveURL(/\/en\/welcome$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('New here?');
});

test('without JavaScript the display can be set and the menu opens', async ({ person }) => {
  const page = await person({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await page.goto('/welcome');
  await page.locator('header summary').click();
  await page.getByRole('banner').getByRole('link', { name: '表示' }).click();
  await page.getByLabel('暗い').check();
  await page.getByLabel('もっと大きい').check();
  await page.getByRole('button', { name: 'この表示にする' }).click();
  await expect(page.getByText('この表示にしました')).toBeVisible();
  await page.getByRole('link', { name: '前のページにもどる' }).click();
  await expect(page).toHaveURL(/\/welcome$/);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-text', 'largest');
});

test('the way back from the display never leads to another site', async ({ page }) => {
  for (const foreign of [
    '//elsewhere.example/',
    '/%09/elsewhere.example',
    '/%0A%5Celsewhere.example',
  ]) {
    await page.goto(`/display?from=${foreign}`);
    await expect(page.getByRole('link', { name: '前のページにもどる' })).toHaveAttribute(
      'href',
      '/',
    );
  }
});

test('a page that is not there keeps the ways out', async ({ page }) => {
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('見つかりません');
  await expect(page.getByRole('link', { name: /このページから離れる/ })).toBeVisible();
});
