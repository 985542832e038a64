import { expect, test } from '../support/journey.ts';
import { rowsOf } from '../support/rows.ts';

test('the portal says how it is, and stands after it was killed', async ({ portal, request }) => {
  const before = await request.get('/healthz');
  expect(await before.json()).toMatchObject({ checks: { database: 'ok' } });
  await portal.kill('SIGKILL');
  await portal.restart();
  expect((await request.get('/readyz')).status()).toBe(200);
});

test('a page seen before keeps its own policy, and its form still goes out', async ({
  request,
}) => {
  const first = await request.get('/areas');
  const { etag, 'content-security-policy': policy } = first.headers();
  expect(policy).toContain("form-action 'self'");
  const again = await request.get('/areas', { headers: { 'if-none-match': etag ?? '' } });
  expect(again.status()).toBe(304);
  expect(again.headers()['content-security-policy']).toBeUndefined();
});

test('a form from another site is refused', async ({ request }) => {
  const foreign = await request.post('/', {
    headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
    form: { anything: '1' },
  });
  expect(foreign.status()).toBe(403);
  const json = await request.post('/talk?/press', {
    headers: { origin: 'https://elsewhere.example' },
    data: { words: 'x' },
  });
  expect(json.status()).toBe(403);
});

test('asking alone changes nothing: what changes something is only posted', async ({ request }) => {
  expect((await request.get('/staff/sign-out')).status()).toBe(405);
});

/** The table that every booking needs, away for as long as `act` runs. */
async function without(table: string, databaseUrl: string, act: () => Promise<void>) {
  await rowsOf(databaseUrl, `alter table ${table} rename to away`);
  try {
    await act();
  } finally {
    await rowsOf(databaseUrl, `alter table away rename to ${table}`);
  }
}

test('every kind of answer carries the protective headers', async ({ request }) => {
  const asked = { headers: { 'sec-fetch-site': 'same-origin' }, maxRedirects: 0 };
  const addresses = ['/', '/call', '/favicon.svg', '/nowhere', '/%E0%A4%A', '/me', '/leave'];
  for (const address of [...addresses, '/socket.io/?EIO=4&transport=polling']) {
    const answer = await request.get(address, asked);
    expect(answer.headers()['x-content-type-options'], address).toBe('nosniff');
    expect(answer.headers()['referrer-policy'], address).toBe('same-origin');
  }
  const refused = await request.post('/', { headers: { origin: 'https://elsewhere.example' } });
  expect(refused.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
});

test('words sent without script while nothing can be saved come back, and go when it can', async ({
  person,
  portal,
  watch,
}) => {
  const page = await person({ javaScriptEnabled: false });
  await page.goto('/talk');
  await page.getByLabel('はじめのひとこと').fill('</textarea><b>夜しか</b>話せない');
  await without('contacts', portal.databaseUrl, async () => {
    await page.getByRole('button', { name: 'いますぐ話したい' }).click();
    await expect(page.getByRole('heading')).toHaveText('いま、保存できませんでした');
  });
  // The browser's own line about the 500.
  watch.complaints.length = 0;
  await expect(page.getByLabel('書いたもの')).toHaveValue('</textarea><b>夜しか</b>話せない');
  await page.getByRole('button', { name: 'もう一度送る' }).click();
  await page.waitForURL('**/talk');
  await expect(page.getByText('</textarea><b>夜しか</b>話せない')).toBeVisible();
});

test('words sent with script while nothing can be saved stay on the page', async ({
  page,
  portal,
  watch,
}) => {
  await page.goto('/talk');
  await page.getByLabel('はじめのひとこと').fill('夜しか話せない');
  await without('contacts', portal.databaseUrl, async () => {
    await page.getByRole('button', { name: 'いますぐ話したい' }).click();
    await expect(page.getByRole('alert')).toContainText('書いたものはこのページに残っています');
  });
  await expect(page.getByLabel('はじめのひとこと')).toHaveValue('夜しか話せない');
  watch.complaints.length = 0;
  await page.getByRole('button', { name: 'いますぐ話したい' }).click();
  await expect(page.getByLabel('書いておくこと')).toHaveValue('夜しか話せない');
});

test('whoever waits keeps their page and words while the portal is away', async ({
  page,
  portal,
  watch,
}) => {
  await page.goto('/talk');
  await page.getByRole('button', { name: 'いますぐ話したい' }).click();
  await page.getByLabel('書いておくこと').fill('まだ書きかけ');
  await portal.kill('SIGKILL');
  // The page asks by itself whether it can be read again.
  await page.waitForEvent('requestfailed', (request) => request.url().endsWith('/readyz'));
  await expect(page.getByLabel('書いておくこと')).toHaveValue('まだ書きかけ');
  await portal.restart();
  await page.getByRole('button', { name: '残しておく' }).first().click();
  await expect(page.getByRole('heading', { name: 'ことばをお預かりしました' })).toBeVisible();
  await expect(page.getByText('まだ書きかけ')).toBeVisible();
  watch.complaints.length = 0;
});
