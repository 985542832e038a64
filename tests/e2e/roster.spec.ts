import type { Page } from '@playwright/test';
import { addDays, instantOf, localDate, weekdayOf } from '#platform/tokyo';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { putOnDuty } from '../support/demonstration-on-duty.ts';
import { rowsOf } from '../support/rows.ts';
import { signIn } from '../support/sign-in.ts';

/** A Tuesday where rules have laid nothing yet. */
const today = localDate(new Date());
const inHalfAYear = addDays(today, 184 - weekdayOf(today));

test('an admin puts reception on duty for an evening, moves it, and takes it off, without script', async ({
  page,
  person,
  portal,
}) => {
  await signIn(page, 'aoi', '/staff');
  await page.getByRole('link', { name: '当番表', exact: true }).click();
  await page.waitForURL(/roster\/[0-9a-f]/);
  await expect(page.getByRole('heading', { name: '当番表' })).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await page.goto(`${page.url()}?week=${inHalfAYear}`);
  await page.getByRole('link', { name: '当番をいれる' }).click();
  await expect(page.getByRole('heading', { name: '当番をいれる' })).toBeVisible();
  await expectNoSeriousAxeFindings(page);

  // Whoever is chosen is there as what they answer as, unless told otherwise.
  await expect(page.getByRole('radio', { name: '相談員' })).toBeChecked();
  await page.getByLabel('だれが').selectOption({ label: '青木 あおい' });
  await expect(page.getByRole('radio', { name: '受付のみ' })).toBeChecked();
  await page.getByLabel('だれが').selectOption({ label: '小野 圭' });
  await expect(page.getByRole('radio', { name: '相談員' })).toBeChecked();

  const plain = await person({ javaScriptEnabled: false });
  await plain.context().addCookies(await page.context().cookies());
  await plain.goto(page.url());
  await plain.getByLabel('だれが').selectOption({ label: '青木 あおい' });
  await plain.getByRole('radio', { name: '受付のみ' }).check();
  await plain.getByLabel('はじまり').fill('22時');
  await plain.getByLabel('おわり').fill('朝まで');
  await plain.getByRole('button', { name: '保存する' }).click();
  await expect(plain.getByRole('alert')).toContainText('24時間まで');
  await expect(plain.getByLabel('おわり')).toHaveValue('朝まで');
  await plain.getByLabel('おわり').fill('26:00');
  await plain.getByRole('button', { name: '保存する' }).click();
  await expect(plain.getByText('当番をいれました。')).toBeVisible();
  await plain.getByRole('link', { name: '青木 あおい 受付のみ 22:00–翌2:00' }).click();

  // Two at one shift: the later reads what the earlier saved, and keeps what they typed.
  await page.goto(plain.url());
  await page.getByLabel('おわり').fill('25:00');
  await plain.getByLabel('おわり').fill('24:00');
  await plain.getByRole('button', { name: '保存する' }).click();
  await expect(plain.getByText('当番を変えました。')).toBeVisible();
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByRole('alert')).toContainText('別の画面でこの当番が変えられました');
  await expect(page.getByText('22:00–24:00')).toBeVisible();
  await expect(page.getByLabel('おわり')).toHaveValue('25:00');
  await expectNoSeriousAxeFindings(page);
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('当番を変えました。')).toBeVisible();

  await plain.reload();
  const bar = plain.getByRole('link', { name: '青木 あおい 受付のみ 22:00–翌1:00' });
  await bar.click();
  await plain.getByRole('button', { name: 'この日だけ外す' }).click();
  await expect(plain.getByText('当番を外しました。')).toBeVisible();
  await expect(bar).toHaveCount(0);
  await plain.getByRole('button', { name: '元に戻す' }).click();
  await expect(plain.getByText('外した当番を戻しました。')).toBeVisible();

  // It goes with a change of another while its form stands open.
  await bar.click();
  await plain.getByLabel('おわり').fill('25:30');
  await rowsOf(portal.databaseUrl, 'delete from shifts where id = $1', [idIn(plain.url())]);
  await plain.getByRole('button', { name: '保存する' }).click();
  await expect(plain.getByRole('alert')).toContainText('なくなりました');
  await expect(plain.getByLabel('だれが').locator(':checked')).toHaveText('青木 あおい');
  await expect(plain.getByLabel('おわり')).toHaveValue('25:30');
});

const idIn = (address: string): string => new URL(address).pathname.split('/').at(-1) ?? '';

/** Whatever is planned, nobody comes as early as that; of the day nothing else is published. */
async function opensEarly(databaseUrl: string, date: string): Promise<void> {
  await rowsOf(
    databaseUrl,
    `insert into window_exceptions (window_id, on_date, hours)
     select distinct w.id, $1::date, '[{"opens": 300, "closes": 360}]'::jsonb
     from accounts a join memberships m on m.account_id = a.id join windows w using (organisation_id)
     where a.login = 'aoi'`,
    [date],
  );
}

test('hours that nobody covers are seen and asked about; of the counsellors the first takes them', async ({
  page,
  person,
  portal,
}) => {
  const tomorrow = addDays(today, 1);
  await opensEarly(portal.databaseUrl, tomorrow);
  await signIn(page, 'aoi', '/staff');
  await page.goto('/staff/roster');
  await expect(page.getByText('受付時間ですが、当番がいません。')).toBeVisible();
  await expect(page.getByRole('link', { name: '人をさがす' })).toBeVisible();
  const week = `${page.url()}?week=${tomorrow}`;
  await page.goto(week);
  const gap = page.getByRole('link', { name: /^5:00–6:00 当番なし/ });
  await gap.click();
  const ask = page.getByRole('button', { name: '5:00–6:00 をみんなにたずねる' });
  await expect(ask).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await ask.click();
  const asked = (at: Page) => at.getByRole('listitem').filter({ hasText: '） 5:00–6:00' });
  await expect(asked(page)).toContainText('まだ、だれも引き受けていません。');

  const kei = await person();
  await signIn(kei, 'kei', '/staff');
  await expect(kei.getByText(/当番のお願いが\d件あります。/)).toBeVisible();
  await kei.getByRole('link', { name: '当番表' }).first().click();
  const take = asked(kei).getByRole('button', { name: '引き受ける' });
  await expect(take).toBeVisible();
  await expectNoSeriousAxeFindings(kei);
  await take.click();
  await expect(kei.getByText('当番表に入っています。')).toBeVisible();
  await page.goto(week);
  await expect(asked(page)).toContainText('小野 圭さんが引き受けました。');
  await expect(gap).toHaveCount(0);
});

test('a list is handed in, and each of its rows is answered', async ({ page }) => {
  await signIn(page, 'aoi', '/staff');
  await page.goto('/staff/roster');
  await page.getByRole('link', { name: '当番を表からまとめていれる' }).click();
  await page.getByLabel('表のファイル').setInputFiles({
    name: 'toban.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `日付,開始,終了,名前,役割\n${inHalfAYear},19:00,20:00,小野 圭,相談員\n${inHalfAYear},19:00,20:00,だれか,`,
    ),
  });
  await page.getByRole('button', { name: '読みこむ' }).click();
  await expect(page.getByText('2行のうち1行を、当番表にいれました。')).toBeVisible();
  await expect(page.getByText('この役割で当番に入れる人をえらんでください。')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
});

test('a bar is moved by the arrow keys and by the mouse, for that date alone, and stays where another is', async ({
  page,
  portal,
}) => {
  for (const date of [addDays(inHalfAYear, 7), addDays(inHalfAYear, 8)])
    await putOnDuty(portal.databaseUrl, 'kei', [instantOf(date, '8:30'), instantOf(date, '12:30')]);
  await signIn(page, 'kei', '/staff');
  await page.goto(`/staff/roster`);
  await page.goto(`${page.url()}?week=${addDays(inHalfAYear, 7)}`);
  const bars = page.getByRole('link', { name: /小野 圭 相談員/ });
  await bars.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(bars.first()).toHaveAccessibleName('小野 圭 相談員 9:00–12:45');
  await page.keyboard.press('Escape');
  await expect(bars.first()).toHaveAccessibleName('小野 圭 相談員 8:30–12:30');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  const changed = page.getByText('当番を変えました。');
  await expect(changed).toBeVisible();
  // The keys are still at the bar.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(bars.first()).toHaveAccessibleName('小野 圭 相談員 9:00–12:45');
  const back = page.getByRole('status').locator('input[name="startsAt"]');
  await expect(back).toHaveValue('8:15');
  await page.getByRole('button', { name: '元に戻す' }).click();
  await expect(bars.first()).toHaveAccessibleName('小野 圭 相談員 8:15–12:15');
  await expect(back).toHaveValue('9:00');
  await page.getByRole('button', { name: '元に戻す' }).click();
  await expect(bars.first()).toHaveAccessibleName('小野 圭 相談員 9:00–12:45');
  await page.reload();
  await expect(bars.first()).toHaveAccessibleName('小野 圭 相談員 9:00–12:45');
  await expect(bars.nth(1)).toHaveAccessibleName('小野 圭 相談員 8:30–12:30');

  const bar = bars.nth(1).locator('rect');
  // Its place counts once nothing moves any more.
  await bar.hover();
  const box = await bar.boundingBox();
  if (!box) throw new Error('the bar is nowhere');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.down();
  await page.mouse.move(x + box.width / 2, y, { steps: 4 });
  await page.mouse.up();
  await expect(bars.nth(1)).toHaveAccessibleName('小野 圭 相談員 10:30–14:30');
  await expect(page.getByText('当番を変えました。')).toBeVisible();
  await page.reload();
  await expect(bars.nth(1)).toHaveAccessibleName('小野 圭 相談員 10:30–14:30');
  await bars.nth(1).click();
  await expect(page.getByRole('heading', { name: '当番', exact: true })).toBeVisible();
  await expect(page.getByLabel('はじまり')).toHaveValue('10:30');
});

test('a week is read on a phone: the table scrolls by itself, the page never sideways', async ({
  person,
}) => {
  const phone = await person({ viewport: { width: 390, height: 800 }, colorScheme: 'dark' });
  await signIn(phone, 'yuri', '/staff');
  await phone.goto('/staff/roster');
  const table = phone.getByRole('region', { name: '1週間の当番' });
  await table.focus();
  await phone.keyboard.press('End');
  await expect(table.getByRole('link', { name: /三枝 ゆり 相談員/ }).first()).toBeVisible();
  const wide = await phone.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide).toBe(0);
  await expectNoSeriousAxeFindings(phone);
});
