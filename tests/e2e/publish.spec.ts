import { inDays, weekdayOf } from '../support/ahead.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { rowsOf } from '../support/rows.ts';
import { fillInWeekly } from '../support/series-form.ts';
import { signIn, signInByForm } from '../support/sign-in.ts';

test('a weekly session is on the public list as soon as it is published', async ({
  page,
  person,
}) => {
  await signIn(page, 'nobu', '/staff/series/new');
  const title = '夜のひきこもり家族のつどい（e2e）';
  const day = inDays(2);
  await page.getByLabel('会の名前').fill(title);
  await page.getByRole('radio', { name: '毎週', exact: true }).check();
  await page.locator(`input[name="weekdays"][value="${weekdayOf(day)}"]`).check();
  await page.getByLabel('はじまり', { exact: true }).fill('２０時');
  await page.getByLabel('おわり', { exact: true }).fill('21:30');
  await page.getByLabel('席の数').fill('12人');
  await expect(page.getByText(/^毎週 .曜日 20:00–21:30$/)).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await page.getByRole('button', { name: '公開する' }).click();
  await expect(page.getByText('公開しました。一覧に出ています。')).toBeVisible();
  await expectNoSeriousAxeFindings(page);

  const visitor = await person();
  await visitor.goto(`/sessions?from=${day}`);
  await expect(visitor.getByRole('link', { name: title }).first()).toBeVisible();

  await page.getByRole('link', { name: '名簿' }).first().click();
  await expect(page.getByText('まだ申込みはありません。')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
});

test('the rule read back is that of what was typed last, however the answers overtake one another', async ({
  page,
}) => {
  await signIn(page, 'nobu', '/staff/series/new');
  const overtaking = Promise.withResolvers<undefined>();
  let asked = 0;
  await page.route(/\/staff\/series\/new\?\/preview$/, async (route) => {
    asked += 1;
    const first = asked === 1;
    const response = await route.fetch();
    if (first) await overtaking.promise;
    await route.fulfill({ response });
  });
  const overtaken = page.waitForRequest(/\/preview$/);
  await page.getByRole('radio', { name: '毎日', exact: true }).check();
  const late = await overtaken;
  await page.getByLabel('はじまり', { exact: true }).fill('20:00');
  await page.getByLabel('おわり', { exact: true }).fill('21:30');
  await page.keyboard.press('Tab');
  await expect(page.getByText('毎日 20:00–21:30')).toBeVisible();
  overtaking.resolve(undefined);
  await (await late.response())?.finished();
  // What the page does with an answer is done when the next one has come.
  await page.evaluate(() => fetch('/healthz').then((response) => response.text()));
  await expect(page.getByText('毎日 20:00–21:30')).toBeVisible();
});

test("an organisation's page says whose facts it shows and what is coming", async ({
  page,
  portal,
}) => {
  const [organisation] = await rowsOf<{ id: string }>(
    portal.databaseUrl,
    "select id from organisations where name = 'NPO法人楽の会リーラ'",
  );
  await page.goto(`/organisations/${organisation?.id}`);
  await expect(page.getByText('見本のデータです')).toBeVisible();
  await expect(page.getByText('家族会', { exact: true })).toBeVisible();
  await expectNoSeriousAxeFindings(page);
});

test('a date that does not exist is answered kindly, and nothing typed is lost', async ({
  person,
}) => {
  const page = await person({ javaScriptEnabled: false });
  await signIn(page, 'nobu', '/staff/series/new');
  await page.getByLabel('会の名前').fill('ある日の会');
  await page.getByRole('radio', { name: '1回だけ', exact: true }).check();
  // A browser's own date field refuses the 30th of February; older ones are text fields.
  await page.locator('#from').evaluate((field) => field.setAttribute('type', 'text'));
  await page.locator('#from').fill('2027-02-30');
  await page.getByLabel('はじまり', { exact: true }).fill('20:00');
  await page.getByLabel('おわり', { exact: true }).fill('26:00');
  await page.getByLabel('席の数').fill('8');
  await page.getByRole('button', { name: '公開する' }).click();
  await expect(page.locator('#errors')).toContainText('この日は暦にありません');
  await expect(page.locator('#from')).toHaveValue('2027-02-30');
  await expect(page.getByLabel('会の名前')).toHaveValue('ある日の会');
  await page.locator('#from').fill('2027/2/27');
  await page.getByRole('button', { name: '公開する' }).click();
  await expect(page.getByText('公開しました。一覧に出ています。')).toBeVisible();
});

test('one date is moved and another cancelled, the rest stays', async ({ page }) => {
  await signIn(page, 'nobu', '/staff/series/new');
  await fillInWeekly(page, 'すこしずつの会');
  await page.getByRole('button', { name: '公開する' }).click();
  await expect(page.getByText('公開しました。一覧に出ています。')).toBeVisible();

  const rows = page.locator('li[id^="date-"]');
  await rows.nth(0).getByText('この回だけ変える').click();
  await rows.nth(0).getByLabel('日にち').fill(inDays(4));
  await rows.nth(0).getByRole('button', { name: '日時を変える' }).click();
  await expect(page.getByText('日時を変えました。')).toBeVisible();
  await rows.nth(1).getByText('この回だけ変える').click();
  await rows.nth(1).getByRole('button', { name: 'この回を中止する' }).click();
  await expect(rows.nth(1).getByText('理由を、ひとことで入れてください。')).toBeVisible();
  await expect(rows.nth(1).getByLabel('席の数', { exact: true })).toHaveValue('6');
  await rows.nth(1).getByLabel('理由（公開されます）').fill('会場の都合のため');
  await rows.nth(1).getByRole('button', { name: 'この回を中止する' }).click();
  await expect(page.getByText('中止にしました。')).toBeVisible();
  await expect(rows.nth(1).getByText('会場の都合のため')).toBeVisible();
});

test('a series is edited and then ended, with a reason', async ({ page, person }) => {
  await signIn(page, 'nobu', '/staff/series/new');
  const title = 'おわりのある会（e2e）';
  await page.getByLabel('会の名前').fill(title);
  await page.getByRole('radio', { name: '毎週', exact: true }).check();
  await page.locator(`input[name="weekdays"][value="${weekdayOf(inDays(3))}"]`).check();
  await page.getByLabel('席の数').fill('6');
  await page.getByRole('button', { name: '公開する' }).click();
  const alert = page.getByRole('alert').filter({ hasText: '時刻は' });
  await expect(alert.getByText('時刻は 20:00 のように入れてください。')).toHaveCount(1);
  await page.getByLabel('はじまり', { exact: true }).fill('10:00');
  await page.getByLabel('おわり', { exact: true }).fill('11:00');
  await page.getByRole('button', { name: '公開する' }).click();
  await expect(page.getByText('公開しました。一覧に出ています。')).toBeVisible();
  await page.getByText('内容を直す').click();
  await page.getByLabel('会の名前').fill(`${title}改`);
  await page.getByRole('button', { name: '変更を公開する' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${title}改` })).toBeVisible();

  await page.getByText('この会を終わりにする').first().click();
  await page.getByRole('button', { name: 'この会を終わりにする' }).click();
  await expect(page.getByText('理由を、ひとことで入れてください。')).toBeVisible();
  await page.locator('#end-reason').fill('世話人がかわるため');
  await expectNoSeriousAxeFindings(page);
  await page.getByRole('button', { name: 'この会を終わりにする' }).click();
  await expect(page.getByText('この会は終わりました。')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  const visitor = await person();
  await visitor.goto(`/sessions?from=${inDays(3)}`);
  await expect(visitor.getByRole('link', { name: `${title}改` })).toHaveCount(0);
});

test("an admin reads who works in the organisation and the log, and nothing of another's", async ({
  page,
  portal,
}) => {
  await signIn(page, 'nobu');
  await page.getByRole('link', { name: '団体' }).first().click();
  await expect(page.getByRole('heading', { name: '記録' })).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  const [organisation] = await rowsOf<{ id: string }>(
    portal.databaseUrl,
    "select id from organisations where name = '豊島区'",
  );
  const theirs = await page.goto(`/staff/organisations/${organisation?.id}`);
  expect(theirs?.status()).toBe(404);
});

test('a gathering place is published with its opening hours', async ({ page, person }) => {
  await signIn(page, 'minato', '/staff/series/new');
  const title = '居場所 あおぞら（e2e）';
  await page.getByRole('radio', { name: '居場所', exact: true }).check();
  await page.getByLabel('会の名前').fill(title);
  for (const day of ['月', '水']) {
    await page.getByLabel(`${day}曜 開く`).fill('13:00');
    await page.getByLabel(`${day}曜 閉まる`).fill('16:00');
  }
  await page.keyboard.press('Tab');
  await expect(page.getByText('毎週 月・水曜日 13:00–16:00')).toBeVisible();
  await page.getByRole('radio', { name: '会場', exact: true }).check();
  await page.getByLabel('市区町村か都道府県').fill('総社市');
  await page.getByLabel('会場の名前').fill('市役所の南の平屋');
  await page.getByRole('radio', { name: 'いらない', exact: true }).check();
  await page.getByRole('button', { name: '公開する' }).click();
  await expect(page.getByText('公開しました。一覧に出ています。')).toBeVisible();
  const visitor = await person();
  await visitor.goto('/sessions?area=33208&kind=place');
  await expect(visitor.getByRole('link', { name: title }).first()).toBeVisible();
});

test('each staff page stands the axe test, and strangers are sent to sign in', async ({
  page,
  person,
}) => {
  const stranger = await person();
  for (const path of ['/staff', '/staff/series', '/staff/series/new', '/staff/slots']) {
    await stranger.goto(path);
    await expect(stranger).toHaveURL(/\/staff\/sign-in\?to=/);
  }
  await expectNoSeriousAxeFindings(stranger);
  await signIn(page, 'nobu');
  for (const path of [
    '/staff',
    '/staff/series',
    '/staff/account',
    '/staff/account/second-factor',
  ]) {
    await page.goto(path);
    await expectNoSeriousAxeFindings(page);
  }
});

test('an ended session is out at once, also in its other tab', async ({ page, person }) => {
  await signInByForm(page, 'nobu', '/staff/account');
  const other = await person();
  await signInByForm(other, 'nobu', '/staff/account');
  await page.reload();
  await page.getByRole('button', { name: '終わらせる' }).first().click();
  await expect(page.getByText('終わらせました。')).toBeVisible();
  await other.reload();
  await expect(other).toHaveURL(/\/staff\/sign-in/);
});
