/** The editor: what is typed is never lost, never written over unseen, and seen by others only when it is meant to be. */
import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { rowsOf } from '../support/rows.ts';
import { fillInWeekly } from '../support/series-form.ts';
import { arrival, DEMONSTRATION_PASSWORD, signIn } from '../support/sign-in.ts';

const NEW = '/staff/series/new';

const name = (page: Page) => page.getByLabel('会の名前');
const kept = (page: Page) => page.getByText(/^\d{1,2}:\d{2} に保存しました$/);

async function publish(page: Page, title: string): Promise<void> {
  await fillInWeekly(page, title);
  await page.getByRole('button', { name: '公開する' }).click();
  await expect(page.getByText('公開しました。一覧に出ています。')).toBeVisible();
}

async function letGo(page: Page): Promise<void> {
  await page.goto(NEW);
  const discard = page.getByRole('button', { name: '破棄' });
  if (await discard.isVisible()) await discard.click();
}

test('what is typed waits on another device after the tab is gone, and is gone on with or let go', async ({
  page,
  person,
}) => {
  await signIn(page, 'nobu', NEW);
  await letGo(page);
  await name(page).fill('とちゅうの会（e2e）');
  await page.getByLabel('ひとことで').fill('まだ日にちも決まっていません。');
  await expect(kept(page)).toBeVisible();
  await page.close();

  const other = await person();
  await signIn(other, 'nobu', '/staff/series');
  await expectNoSeriousAxeFindings(other);
  await other.goto(NEW);
  await expect(other.getByText(/^書きかけがあります/)).toBeVisible();
  await expect(name(other)).toHaveValue('');
  await expectNoSeriousAxeFindings(other);
  await other.getByRole('link', { name: '続きから' }).click();
  await expect(name(other)).toHaveValue('とちゅうの会（e2e）');
  await expect(other.getByLabel('ひとことで')).toHaveValue('まだ日にちも決まっていません。');
  await letGo(other);
  await expect(other.getByText(/^書きかけがあります/)).toHaveCount(0);
});

test('two screens of one person: the second is told and decides', async ({ page, person }) => {
  await signIn(page, 'nobu', NEW);
  await letGo(page);
  const second = await person();
  await signIn(second, 'nobu', NEW);
  await name(page).fill('一つ目の画面の会');
  await expect(kept(page)).toBeVisible();
  await name(second).fill('二つ目の画面の会');
  await expect(second.getByText(/^ほかの画面で書いたものが、先に保存されています/)).toBeVisible();
  await expectNoSeriousAxeFindings(second);
  await second.getByRole('button', { name: 'この画面のほうを残す' }).click();
  await expect(kept(second)).toBeVisible();
  await name(page).fill('一つ目の画面の会、つづき');
  await expect(page.getByText(/^ほかの画面で書いたものが、先に保存されています/)).toBeVisible();
  await letGo(second);
});

test('two people at one series: whoever saves second sees what differs, and overwrites nothing unseen', async ({
  page,
  person,
}) => {
  await signIn(page, 'nobu', NEW);
  await letGo(page);
  await publish(page, 'ふたりで直す会（e2e）');
  const address = page.url().replace(/\?.*/, '');
  const second = await person();
  await signIn(second, 'nobu', new URL(address).pathname);
  await second.getByText('内容を直す').click();
  await page.getByText('内容を直す').click();
  await page.getByLabel('費用').fill('300円');
  await page.getByRole('button', { name: '変更を公開する' }).click();
  await expect(page.getByText('公開しました。一覧に出ています。')).toBeVisible();

  await second.getByLabel('ひとことで').fill('あとから書いたひとこと');
  await second.getByRole('button', { name: '変更を公開する' }).click();
  const heading = second.getByRole('heading', {
    name: '見ているあいだに、保存された変更があります',
  });
  await expect(heading).toBeFocused();
  await expect(second.getByText('300円')).toBeVisible();
  await expect(second.getByText('あとから書いたひとこと')).toBeVisible();
  await expectNoSeriousAxeFindings(second);
  await second.getByRole('button', { name: 'もどって直す' }).click();
  await expect(second.getByLabel('ひとことで')).toHaveValue('あとから書いたひとこと');
  await second.getByLabel('費用').fill('300円');
  await second.getByRole('button', { name: '変更を公開する' }).click();
  await expect(heading).toBeVisible();
  await second.getByRole('button', { name: 'わたしの内容で保存する' }).click();
  await expect(second.getByText('公開しました。一覧に出ています。')).toBeVisible();
});

test('a session that has ended costs nothing typed: signing in leads back with all of it', async ({
  page,
}) => {
  await signIn(page, 'nobu', NEW);
  await letGo(page);
  await fillInWeekly(page, 'サインインが切れた会（e2e）');
  await page.context().clearCookies({ name: 'staff' });
  await page.getByRole('button', { name: '公開する' }).click();
  await expect(page.getByText(/^書いたものは取ってあります/)).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await page.getByLabel('ログイン名').fill('nobu');
  await page.getByLabel('パスワード').fill('ちがう');
  await page.getByRole('button', { name: 'サインイン' }).click();
  await page.getByLabel('パスワード').fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: 'サインイン' }).click();
  await expect(page.getByText('サインインが切れた会（e2e）')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await page.getByRole('button', { name: '書いたものを送って、続ける' }).click();
  await expect(page.getByText('公開しました。一覧に出ています。')).toBeVisible();
  await expect(
    page.getByRole('heading', { level: 1, name: 'サインインが切れた会（e2e）' }),
  ).toBeVisible();
});

test('what one person wrote is neither shown to nor sent by whoever signs in next at the same browser', async ({
  page,
}) => {
  await signIn(page, 'nobu', NEW);
  await letGo(page);
  await fillInWeekly(page, '別の人には見えない会（e2e）');
  await page.context().clearCookies({ name: 'staff' });
  await page.getByRole('button', { name: '公開する' }).click();
  await expect(page.getByText(/^書いたものは取ってあります/)).toBeVisible();
  expect(await page.content()).not.toContain('別の人には見えない会');
  await page.getByLabel('ログイン名').fill('minato');
  await page.getByLabel('パスワード').fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: 'サインイン' }).click();
  await expect(page.getByText(/別の方のものなので、出さずに消しました/)).toBeVisible();
  expect(await page.content()).not.toContain('別の人には見えない会');
  await expectNoSeriousAxeFindings(page);
  await page.getByRole('link', { name: '続ける' }).click();
  await expect(page.getByText('別の人には見えない会')).toHaveCount(0);
});

test('the same without script, and an unfinished draft is kept by a plain button', async ({
  person,
}) => {
  const page = await person({ javaScriptEnabled: false });
  await signIn(page, 'nobu', NEW);
  await letGo(page);
  await name(page).fill('文字だけの会（e2e）');
  await page.getByRole('button', { name: '下書きを保存' }).click();
  await expect(page.getByText(/^下書きを保存しました。見えるのはあなただけです/)).toBeVisible();
  await page.goto('/staff/series');
  await page.getByRole('link', { name: '文字だけの会（e2e）' }).click();
  await expect(name(page)).toHaveValue('文字だけの会（e2e）');
  await page.getByLabel('ひとことで').fill('電池が切れるまえに');
  await page.context().clearCookies({ name: 'staff' });
  await page.getByRole('button', { name: '下書きを保存' }).click();
  await page.getByLabel('ログイン名').fill('nobu');
  await page.getByLabel('パスワード').fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: 'サインイン' }).click();
  await page.getByRole('button', { name: '書いたものを送って、続ける' }).click();
  await arrival(page, NEW);
  await expect(page.getByLabel('ひとことで')).toHaveValue('電池が切れるまえに');
  await letGo(page);
});

test('words that hurt are pointed out below their field, with what to say instead, and block nothing', async ({
  page,
}) => {
  await signIn(page, 'nobu', NEW);
  await letGo(page);
  await fillInWeekly(page, 'ひきこもりからの脱出講座（e2e）');
  await expect(page.getByText('かわりに「自分のペースで」「すこし楽になる」')).toBeVisible();
  await expect(page.getByRole('link', { name: '脱出' })).toBeVisible();
  await page.getByRole('button', { name: '公開する' }).click();
  await expect(page.getByText('公開しました。一覧に出ています。')).toBeVisible();
});

test('a preview is seen by its writer in both languages before anything is public, and by no stranger', async ({
  page,
  person,
}) => {
  await signIn(page, 'nobu', NEW);
  await letGo(page);
  await fillInWeekly(page, 'まだ見えない会（e2e）');
  await page.getByRole('button', { name: 'プレビュー' }).click();
  await expect(page.getByText('プレビューです。まだ、ほかの人には見えていません。')).toBeVisible();
  await expect(
    page.getByRole('heading', { level: 1, name: 'まだ見えない会（e2e）' }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: '申し込む' })).toBeDisabled();
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute('content', /noindex/);
  await expectNoSeriousAxeFindings(page);
  const address = page.url();
  await page.goto(address.replace('/staff/', '/en/staff/'));
  await expect(page.getByText('A preview. Nobody else sees this yet.')).toBeVisible();

  const stranger = await person();
  await stranger.goto(address);
  await expect(stranger).toHaveURL(/\/staff\/sign-in/);
  const colleague = await person();
  await signIn(colleague, 'minato');
  expect((await colleague.goto(address))?.status()).toBe(404);

  await page.goto(address);
  await page.getByRole('link', { name: 'もどって書きつづける' }).click();
  await expect(name(page)).toHaveValue('まだ見えない会（e2e）');
  await letGo(page);
});

test('a series is copied without its past, with what the form does not show, and its original stays', async ({
  page,
  portal,
}) => {
  await signIn(page, 'nobu', NEW);
  await letGo(page);
  await publish(page, '毎年の会（e2e）');
  await rowsOf(
    portal.databaseUrl,
    `update series set languages = '{ja,en}', sign_up_opens_minutes = 40320, sign_up_closes_minutes = 120
     where title = '毎年の会（e2e）'`,
  );
  await page.getByRole('link', { name: '写して新しくつくる' }).click();
  await expect(page.getByText(/^写しです。/)).toBeVisible();
  await expect(name(page)).toHaveValue('毎年の会（e2e）');
  await name(page).fill('来年の会（e2e）');
  await page.getByRole('button', { name: '公開する' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '来年の会（e2e）' })).toBeVisible();
  expect(
    await rowsOf(
      portal.databaseUrl,
      `select languages, sign_up_opens_minutes as opens, sign_up_closes_minutes as closes
       from series where title = '来年の会（e2e）'`,
    ),
  ).toEqual([{ languages: ['ja', 'en'], opens: 40_320, closes: 120 }]);
});

test('somebody says what they are to whom by their own consent, and takes it back at once', async ({
  page,
  person,
}) => {
  await signIn(page, 'nobu', NEW);
  await letGo(page);
  await publish(page, '迎える人のいる会（e2e）');
  const address = await page
    .getByRole('link', { name: '公開されているページを見る' })
    .getAttribute('href');
  await page.getByText('迎える人として出る').first().click();
  await page.getByLabel('呼ばれたい名前').fill('はるか');
  await page.locator('#host-relation').fill('母の立場で');
  await page.getByRole('button', { name: '迎える人として出る' }).click();
  await expect(page.getByText('立場を出すには、同意の印がいります。')).toBeVisible();
  await page.getByLabel('この立場を、だれでも読めるページに出すことに').check();
  await page.getByRole('button', { name: '迎える人として出る' }).click();
  await expect(page.getByText('この内容で出ています。')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  const visitor = await person();
  await visitor.goto(address ?? '');
  await expect(visitor.getByText('母の立場で')).toBeVisible();
  await page.getByRole('button', { name: '立場を消す' }).click();
  await expect(page.getByRole('button', { name: '立場を消す' })).toHaveCount(0);
  await visitor.reload();
  await expect(visitor.getByRole('heading', { name: /はるか/ })).toBeVisible();
  await expect(visitor.getByText('母の立場で')).toHaveCount(0);
});

test('a series is published and its dates called off by keyboard alone; what is missing is where the focus goes', async ({
  page,
}) => {
  await signIn(page, 'nobu', NEW);
  await letGo(page);
  await name(page).focus();
  await page.keyboard.type('キーだけの会（e2e）');
  const tabTo = (field: string) => tabUntil(page, field);
  await tabTo('repeats');
  await page.keyboard.press('ArrowUp');
  await tabTo('startsAt');
  await page.keyboard.type('20:00');
  await tabTo('endsAt');
  await page.keyboard.type('21:00');
  await tabTo('?/publish');
  await page.keyboard.press('Enter');
  await expect(page.locator('#errors')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator(':focus')).toHaveAttribute('id', /^(capacity|weekdays)$/);
  await tabTo('weekdays');
  await page.keyboard.press('Space');
  await tabTo('capacity');
  await page.keyboard.type('6');
  await tabTo('?/publish');
  await page.keyboard.press('Enter');
  await expect(page.getByText('公開しました。一覧に出ています。')).toBeVisible();

  await tabTo('occurrence');
  await page.keyboard.press('Space');
  await tabTo(UNFOLD_BULK);
  await page.keyboard.press('Enter');
  await tabTo('reason');
  await page.keyboard.type('講師の都合');
  await page.keyboard.press('Enter');
  await expect(page.getByText('中止にしました。')).toBeVisible();
});

const UNFOLD_BULK = 'えらんだ回をまとめて変える';

/** Presses Tab until the focus is on a field, a button's action or a fold of this name, as a person without a mouse does. */
async function tabUntil(page: Page, wanted: string): Promise<void> {
  for (let n = 0; n < 160; n += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const { activeElement: one } = document;
      const fold = one?.tagName === 'SUMMARY' ? one.textContent.trim() : '';
      return one?.getAttribute('name') ?? one?.getAttribute('formaction') ?? fold;
    });
    if (at === wanted) return;
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}
