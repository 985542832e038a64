import type { APIRequestContext, APIResponse } from '@playwright/test';
import { expect, test } from '../support/journey.ts';
import { rowsOf } from '../support/rows.ts';
import { signIn } from '../support/sign-in.ts';

/** Whose session it is cannot be looked up for as long as `act` runs. */
async function withoutSessions(databaseUrl: string, act: () => Promise<void>) {
  const tables = ['account_sessions', 'participant_sessions'];
  const rename = (from: string, to: string) =>
    rowsOf(databaseUrl, `alter table ${from} rename to ${to}`);
  for (const table of tables) await rename(table, `${table}_away`);
  try {
    await act();
  } finally {
    for (const table of tables) await rename(`${table}_away`, table);
  }
}

const open = (request: APIRequestContext, address: string): Promise<APIResponse> =>
  request.get(address, { maxRedirects: 0, headers: { 'sec-fetch-site': 'same-origin' } });

async function expectNotNow(answer: APIResponse) {
  expect(answer.status(), answer.url()).toBe(503);
  expect(answer.headers()['set-cookie'], answer.url()).toBeUndefined();
  expect(await answer.text()).toContain('href="/call"');
}

test('while nobody can say whose session it is, personal pages wait and public ones stay', async ({
  page,
  portal,
}) => {
  const { request } = page;
  await signIn(page, 'nobu');
  await page.context().addCookies([{ name: 'did', value: 'x'.repeat(40), url: portal.url }]);
  const anywhere = '00000000-0000-4000-8000-000000000000';
  await withoutSessions(portal.databaseUrl, async () => {
    for (const address of ['/staff', '/staff/series', '/en/staff/account', '/me', '/talk'])
      await expectNotNow(await open(request, address));
    for (const address of [`/receipt/${anywhere}`, `/rooms/${anywhere}`, `/rooms/${anywhere}/log`])
      await expectNotNow(await open(request, address));
    const data = await open(request, '/me/__data.json');
    expect(data.status()).toBe(503);
    for (const address of ['/', '/sessions', '/call', '/return', '/staff/sign-in'])
      expect((await open(request, address)).status(), address).toBe(200);
  });
  await page.reload();
  await expect(page.getByRole('heading', { name: '今日の予定' })).toBeVisible();
});
