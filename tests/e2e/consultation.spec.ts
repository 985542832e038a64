import { halfHourAhead } from '../support/ahead.ts';
import type { Portal } from '../support/portal.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { rowsOf } from '../support/rows.ts';
import { arrival, DEMONSTRATION_PASSWORD, signIn } from '../support/sign-in.ts';

/** Two of the demonstration's people listen beside Takeru: nobody's evening stands in the way of this one. */
const twoMoreSupporters = (portal: Portal) =>
  rowsOf(
    portal.databaseUrl,
    `insert into memberships (organisation_id, account_id, role)
     select s.organisation_id, a.id, 'peer_supporter' from accounts a, series s
     where a.login in ('minato', 'nobu') and s.kind = 'peer_consultation' on conflict do nothing`,
  );

async function firstSlotOf(portal: Portal, login: string): Promise<string> {
  const [slot] = await rowsOf<{ id: string }>(
    portal.databaseUrl,
    `select o.id from occurrences o join accounts a on a.id = o.supporter_account_id
     where a.login = $1 and o.starts_at > now() order by o.starts_at limit 1`,
    [login],
  );
  return slot?.id ?? '';
}

test('a supporter sets a week, a person books without JavaScript, a colleague stands in, and the two talk', async ({
  person,
  portal,
}) => {
  await twoMoreSupporters(portal);
  const soon = halfHourAhead(10);
  const [minato, nobu] = [await person(), await person()];
  await signIn(minato, 'minato', '/staff/slots');
  await minato.getByLabel('水曜日').fill('19時〜21時、22:00–25:00');
  await minato.locator('[name="exception-0-date"]').fill(soon.date);
  await minato.locator('[name="exception-0-kind"]').selectOption('also');
  await minato.locator('[name="exception-0-times"]').fill(`${soon.startsAt}–${soon.endsAt}`);
  await minato.getByLabel('いつまで申し込めるか').selectOption('0');
  await minato.locator('[name="nickname"]').fill('みなと');
  await minato.getByLabel('ひとこと').fill('急がなくて大丈夫です。');
  await minato.getByRole('button', { name: '出る枠をたしかめる' }).click();
  await expect(minato.getByRole('heading', { name: /^これからの枠（\d+）$/ })).toBeVisible();
  await expectNoSeriousAxeFindings(minato);
  await minato.getByRole('button', { name: 'この時間を出す' }).click();
  await expect(minato.getByText('保存しました。')).toBeVisible();
  await expect(minato.getByLabel('水曜日')).toHaveValue('19:00–21:00、22:00–25:00');

  const sora = await person({ javaScriptEnabled: false });
  const slot = await firstSlotOf(portal, 'minato');
  await sora.goto(`/sessions/${slot}`);
  await expect(sora.getByRole('heading', { name: '空いている時間' })).toBeVisible();
  await expect(sora.getByText('「急がなくて大丈夫です。」')).toBeVisible();
  await expect(sora.getByText('始まる直前まで')).toBeVisible();
  await expect(sora.locator('p.seats')).toBeVisible();
  await expect(sora.locator('p.seats')).not.toContainText('席');
  // What looks for findings is itself a script.
  const looking = await person();
  await looking.goto(`/sessions/${slot}`);
  await expectNoSeriousAxeFindings(looking);
  await sora.getByLabel('呼ばれたい名前').fill('そら');
  await sora.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(sora.getByRole('heading', { name: '申し込みを受け付けました' })).toBeVisible();
  await expect(sora.getByText('みなとさん')).toBeVisible();

  await minato.goto(`/staff/occurrences/${slot}`);
  await minato.getByLabel('代わりの人').selectOption({ label: 'のぶ' });
  await expectNoSeriousAxeFindings(minato);
  await minato.getByRole('button', { name: '代わってもらう' }).click();
  await arrival(minato, '/staff/slots');
  await sora.reload();
  await expect(
    sora.getByText('みなとさんに代わって、ピアサポーターがお話を聴きます。'),
  ).toBeVisible();
  await sora.getByRole('button', { name: '部屋に入る' }).click();
  await expect(sora).toHaveURL(/\/rooms\//);

  await signIn(nobu, 'nobu', '/staff/slots');
  await expect(nobu.getByText('みなとさんの代わり')).toBeVisible();
  await nobu.goto(`/staff/occurrences/${slot}`);
  await nobu.getByRole('button', { name: '部屋に入る' }).click();
  await nobu.getByRole('button', { name: '部屋を開く' }).first().click();
  const log = nobu.getByRole('log', { name: '会話' });
  await expect(log).toContainText('部屋が開きました');
  await sora.reload();
  await sora.getByRole('textbox', { name: 'メッセージ' }).fill('こんばんは。');
  await sora.getByRole('button', { name: '送る' }).click();
  await expect(log).toContainText('こんばんは。');
  await nobu.getByRole('textbox', { name: 'メッセージ' }).fill('ようこそ。');
  await nobu.keyboard.press('Control+Enter');
  // The frame renews itself every ten seconds.
  await expect(sora.frameLocator('iframe').getByText('ようこそ。')).toBeVisible({
    timeout: 30_000,
  });
});

test('a week is set by keyboard alone, and a mistake is told beside its day with nothing lost', async ({
  page,
}) => {
  await page.goto('/staff/sign-in?to=/staff/slots');
  await page.getByLabel('ログイン名').focus();
  await page.keyboard.type('takeru');
  await page.keyboard.press('Tab');
  await page.keyboard.type(DEMONSTRATION_PASSWORD);
  await page.keyboard.press('Enter');
  await arrival(page, '/staff/slots');
  await expectNoSeriousAxeFindings(page);
  await page.getByLabel('金曜日').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('19:00–21:00、夕方');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').first()).toContainText('時刻は');
  await expect(page.getByLabel('金曜日')).toHaveValue('19:00–21:00、夕方');
  await page.getByLabel('金曜日').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('19:00–21:00');
  await page.keyboard.press('Enter');
  await expect(page.getByText('保存しました。')).toBeVisible();
});
