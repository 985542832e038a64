/** A person's own appointments in their own calendar. */
import { anEveningIn } from '../support/evening.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';

test('an address is made on request, shown once, read by any calendar without a cookie, and ended', async ({
  page,
  portal,
  playwright,
}) => {
  const { id, title } = await anEveningIn(portal.databaseUrl, {
    title: '夜のつどい・こよみ',
    capacity: 5,
  });
  await page.goto(`/sessions/${id}`);
  await page.getByLabel('呼ばれたい名前').fill('ひだまり');
  await page.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(page).toHaveURL(/\/receipt\//);
  await page.goto('/me');
  await page.getByText('カレンダーのアドレスを作る').click();
  await page.getByRole('button', { name: 'アドレスを作る', exact: true }).click();
  const shown = page.getByText(/^http:.+\/feeds\/mine\/[\w-]{43}\.ics$/);
  const address = await shown.innerText();
  await expectNoSeriousAxeFindings(page);
  await expect(page.getByRole('link', { name: 'カレンダーでひらく' })).toHaveAttribute(
    'href',
    address.replace('http:', 'webcal:'),
  );

  const calendar = await playwright.request.newContext();
  const read = await calendar.get(address);
  expect(read.headers()).toMatchObject({
    'cache-control': 'private, no-cache',
    'referrer-policy': 'no-referrer',
    'content-type': 'text/calendar; charset=utf-8',
  });
  expect(read.headers()['set-cookie']).toBeUndefined();
  const text = await read.text();
  expect(text).toContain('SUMMARY:予定（つどい）');
  expect(text).not.toContain(title);

  await page.goto('/me');
  await expect(page.getByText('カレンダーのアドレスは、作ってあります。')).toBeVisible();
  await expect(shown).toHaveCount(0);
  await page.getByText('アドレスをかえる、終わりにする').click();
  await page.getByRole('button', { name: 'アドレスを終わりにする' }).click();
  await expect(page.getByText('アドレスを終わりにしました。')).toBeVisible();
  expect((await calendar.get(address)).status()).toBe(404);
  expect(portal.output()).not.toContain(address.split('/').at(-1) ?? address);
  await calendar.dispose();
});
