import type { Page } from '@playwright/test';
import { inDays } from '../support/ahead.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { rowsOf } from '../support/rows.ts';
import { fillInWeekly } from '../support/series-form.ts';
import { signIn } from '../support/sign-in.ts';

const PASSWORD = 'ひつじ雲を 数えて歩く朝に';
const NEXT_PASSWORD = 'あさがおの 種をまく庭で';
const NAME = 'こもれび家族会（e2e）';

async function apply(page: Page): Promise<void> {
  await page.goto('/publishers/apply');
  await page.getByLabel('団体の名前').fill(NAME);
  await page.getByRole('button', { name: '申し込む' }).click();
  await expect(page.getByRole('alert')).toContainText('団体の種類をえらんでください。');
  await expect(page.getByLabel('団体の名前')).toHaveValue(NAME);
  await page.getByLabel('種類').selectOption('family_association');
  await page.getByLabel('地域').fill('豊島区');
  await page.getByLabel('していること').fill('月に2回、家族のつどいをひらいています。');
  await page.getByLabel('あなたの団体を知っている').fill('豊島区福祉課');
  await page.getByRole('textbox', { name: 'かかるお金' }).fill('無料');
  for (const promise of await page.getByRole('checkbox').all()) await promise.check();
  await page.locator('#displayName').fill('森 あかり');
  await page.locator('#login').fill('komorebi');
  await page.locator('#password').fill(PASSWORD);
  await page.getByRole('button', { name: '申し込む' }).click();
  await expect(page.getByRole('heading', { name: '申し込みを受け取りました' })).toBeVisible();
}

async function verify(operator: Page): Promise<void> {
  await signIn(operator, 'operator', '/staff/applications');
  await expectNoSeriousAxeFindings(operator);
  await operator.getByRole('link', { name: NAME }).click();
  await expect(operator.getByText('豊島区福祉課')).toBeVisible();
  await operator.getByRole('button', { name: '確認ずみにする' }).click();
  await expect(operator.getByText('4つすべてにしるしがついたときだけ')).toBeVisible();
  for (const criterion of await operator.getByRole('checkbox').all()) await criterion.check();
  await expectNoSeriousAxeFindings(operator);
  await operator.getByRole('button', { name: '確認ずみにする' }).click();
  await expect(operator.getByText('記録しました')).toBeVisible();
}

/** Without script; whoever has a copy of the session is out. */
async function changePassword(own: Page, copy: Page): Promise<void> {
  await copy.goto('/staff/account/password');
  await expectNoSeriousAxeFindings(copy);
  await own.goto('/staff/account');
  await own.getByRole('link', { name: 'パスワードを変える' }).click();
  const [next, change] = ['#newPassword', own.getByRole('button', { name: 'パスワードを変える' })];
  await own.locator('#currentPassword').fill('ちがう');
  for (const field of [next, `${next}Again`]) await own.locator(field).fill(NEXT_PASSWORD);
  await change.click();
  await expect(own.getByRole('alert')).toContainText('いまのパスワードが合いません。');
  expect(await own.content()).not.toContain(NEXT_PASSWORD);
  await own.locator('#currentPassword').fill(PASSWORD);
  for (const field of [next, `${next}Again`]) await own.locator(field).fill(NEXT_PASSWORD);
  await change.click();
  await expect(own.getByText('パスワードを変えました。')).toBeVisible();
  await copy.goto('/staff/account');
  await expect(copy).toHaveURL(/\/staff\/sign-in/);
}

test('from an application to a series that two people have seen, in public', async ({ person }) => {
  // Without script: an old phone can apply.
  const applicant = await person({ javaScriptEnabled: false });
  await apply(applicant);
  const page = await person();
  await page.context().addCookies(await applicant.context().cookies());
  await page.goto('/staff');
  await expect(page.getByText('運営者の確認を待っています')).toBeVisible();
  await page.getByRole('link', { name: '団体のページを開く' }).click();
  await page.waitForURL(/\/staff\/organisations\/[0-9a-f-]{36}$/);
  const organisation = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const visitor = await person();
  expect((await visitor.goto(`/organisations/${organisation}`))?.status()).toBe(404);
  expect((await page.goto('/staff/applications'))?.status()).toBe(404);

  await verify(await person());

  await page.goto(`/staff/organisations/${organisation}`);
  await page.getByRole('button', { name: '決裁を使う' }).click();
  await expect(page.getByText('決裁を使うようにしました。')).toBeVisible();
  await page.locator('#invite-roles').getByLabel('承認者').check();
  await page.getByRole('button', { name: 'リンクを作る' }).click();
  const link = await page.getByLabel('招待のリンク').inputValue();
  await expectNoSeriousAxeFindings(page);

  const approver = await person();
  await approver.goto(link);
  await expectNoSeriousAxeFindings(approver);
  await approver.locator('#displayName').fill('青山 けい');
  await approver.locator('#login').fill('kei-aoyama');
  await approver.locator('#password').fill(PASSWORD);
  await approver.getByRole('button', { name: 'ログインを作って入る' }).click();
  await approver.waitForURL('**/staff');
  await visitor.goto(link);
  await expect(visitor.getByRole('heading', { name: 'このリンクは使えません' })).toBeVisible();

  await page.goto('/staff/series/new');
  const [title, day] = ['こもれびのつどい（e2e）', inDays(3)];
  await fillInWeekly(page, title, '8');
  await page.getByRole('button', { name: '決裁に出す' }).click();
  await expect(page.getByText('決裁に出しました。')).toBeVisible();
  await expect(page.getByText('あなたが出したものです。')).toBeVisible();
  await visitor.goto(`/sessions?from=${day}`);
  await expect(visitor.getByRole('link', { name: title })).toHaveCount(0);

  await approver.goto('/staff');
  await approver.getByRole('link', { name: title }).click();
  await expect(approver.getByText('森 あかり')).toBeVisible();
  await expectNoSeriousAxeFindings(approver);
  await approver.getByRole('button', { name: '承認して公開する' }).click();
  await approver.waitForURL('**saved=approved');

  await visitor.goto(`/organisations/${organisation}`);
  await expect(visitor.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  await expect(visitor.getByRole('link', { name: title }).first()).toBeVisible();
  await expectNoSeriousAxeFindings(visitor);

  await changePassword(applicant, page);
});

/** Of the demonstration: read from a public page, and run by nobody. */
const LISTED = 'KHJ徳島県つばめの会';

async function idOf(connectionString: string, name: string): Promise<string> {
  const [organisation] = await rowsOf<{ id: string }>(
    connectionString,
    'select id from organisations where name = $1',
    [name],
  );
  return organisation?.id ?? '';
}

test('an association finds its page here, made from public information, and takes it over', async ({
  person,
  portal,
}) => {
  const id = await idOf(portal.databaseUrl, LISTED);
  const applicant = await person({ javaScriptEnabled: false });
  await applicant.goto(`/organisations/${id}`);
  await applicant.getByRole('link', { name: 'この団体の方へ' }).click();
  const name = applicant.getByLabel('団体の名前');
  await expect(name).toHaveValue(LISTED);
  await expect(applicant.getByLabel('種類')).toHaveValue('family_association');
  await expect(applicant.getByLabel('地域')).toHaveValue('徳島県');
  await applicant.getByLabel('していること').fill('隔月の第3日曜に、家族で集まっています。');
  await applicant.getByRole('button', { name: '申し込む' }).click();
  await expect(applicant.getByRole('alert')).toContainText('かかるお金を入れてください');
  await expect(applicant.getByLabel('していること')).toHaveValue(/隔月の第3日曜に/);
  await expect(applicant.getByText('引き継ぎを申し込むページ')).toBeVisible();
  await applicant.getByLabel('あなたの団体を知っている').fill('徳島県の担当課');
  await applicant.getByRole('textbox', { name: 'かかるお金' }).fill('無料');
  for (const promise of await applicant.getByRole('checkbox').all()) await promise.check();
  await applicant.locator('#displayName').fill('南 つばさ');
  await applicant.locator('#login').fill('tsubame');
  await applicant.locator('#password').fill(PASSWORD);
  await applicant.getByRole('button', { name: '申し込む' }).click();
  await expect(applicant.getByRole('heading', { name: '申し込みを受け取りました' })).toBeVisible();
  await applicant.goto('/staff');
  await expect(
    applicant.getByText(`もうのっている「${LISTED}」のページの引き継ぎをえらんでいます`),
  ).toBeVisible();

  const operator = await person();
  await signIn(operator, 'operator', '/staff/applications');
  await operator.getByRole('link', { name: LISTED }).click();
  await expect(operator.getByText('申し込みで指定')).toBeVisible();
  await expect(
    operator.getByRole('radio', { name: `「${LISTED}」のページを引き継ぐ` }),
  ).toBeChecked();
  for (const criterion of await operator.getByRole('checkbox').all()) await criterion.check();
  await expectNoSeriousAxeFindings(operator);
  await operator.getByRole('button', { name: '確認ずみにする' }).click();
  await operator.waitForURL(`**/staff/applications/${id}?decided`);
  await expect(operator.getByText('記録しました')).toBeVisible();

  const visitor = await person();
  await visitor.goto(`/organisations/${id}`);
  await expect(visitor.getByText('運営者が確認')).toBeVisible();
  await expect(visitor.getByText('隔月の第3日曜に、家族で集まっています。')).toBeVisible();
  await expect(visitor.getByText('見本のデータです')).toHaveCount(0);
  await expect(visitor.getByRole('link', { name: 'この団体の方へ' })).toHaveCount(0);
  await expect(visitor.getByText('未確認').first()).toBeVisible();
  await expectNoSeriousAxeFindings(visitor);
  await visitor.goto(`/publishers/apply?organisation=${id}`);
  await expect(visitor.getByLabel('団体の名前')).toHaveValue('');
  await applicant.goto('/staff/series');
  await expect(applicant.getByText('こもりのち晴れ')).toBeVisible();
});
