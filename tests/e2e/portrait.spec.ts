import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { aPhotograph } from '../support/pictures.ts';
import { signIn } from '../support/sign-in.ts';

const fileOf = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });

test('a counsellor puts in a photograph, shows it at one desk, and takes it back', async ({
  page,
  person,
}) => {
  await signIn(page, 'yuri', '/staff/account');
  await page.getByRole('link', { name: '写真を入れる' }).click();
  await expect(page.getByRole('heading', { name: 'わたしの写真', level: 1 })).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  const photograph = fileOf('わたし.jpg', 'image/jpeg', await aPhotograph());
  await page.getByLabel('写真', { exact: true }).setInputFiles(photograph);
  await page.getByRole('button', { name: 'この写真を入れる' }).click();
  await expect(page.getByText('写真を入れました。まだどこにも出ていません。')).toBeVisible();
  await expect(page.getByText('どこにも出ていません。', { exact: true })).toBeVisible();
  await expectNoSeriousAxeFindings(page);

  await page.goto('/staff/windows');
  await page.getByRole('link', { name: '豊島区ひきこもり相談窓口' }).click();
  await page.locator('summary', { hasText: 'この窓口のページに出る' }).click();
  await page.getByLabel('呼ばれたい名前').fill('ゆり');
  await page.getByRole('button', { name: 'この窓口のページに出る' }).click();
  await expect(page.getByText('この内容で出ています。')).toBeVisible();
  await page.getByRole('button', { name: 'ここに写真を出す' }).click();
  await expect(page.getByText('あなたの写真が出ています。')).toBeVisible();
  await expectNoSeriousAxeFindings(page);

  const visitor = await person({ javaScriptEnabled: false });
  await visitor.goto(new URL(page.url()).pathname.replace('/staff', ''));
  const face = visitor.getByRole('img', { name: 'ゆりさん' });
  await expect(face).toBeVisible();
  const address = (await face.getAttribute('src')) ?? '';
  expect((await visitor.request.get(address)).status()).toBe(200);
  await page.getByRole('button', { name: '写真をやめて、絵にもどす' }).click();
  await expect(page.getByText('いまは絵です。')).toBeVisible();
  expect((await visitor.request.get(address)).status()).toBe(404);
  await visitor.reload();
  await expect(visitor.getByRole('heading', { name: 'ゆりさん' })).toBeVisible();
  await expect(face).toHaveCount(0);
});

test('what is no photograph is refused kindly, with script and without', async ({
  page,
  person,
}) => {
  const wrong = fileOf('わたし.jpg', 'image/jpeg', Buffer.from('<svg xmlns="…"/>'));
  await signIn(page, 'nobu', '/staff/account/portrait');
  await page.getByLabel('写真', { exact: true }).setInputFiles(wrong);
  await expect(page.locator('#errors')).toContainText('写真としてひらけません。');
  const plain = await person({ javaScriptEnabled: false });
  await signIn(plain, 'nobu', '/staff/account/portrait');
  await plain.getByLabel('写真', { exact: true }).setInputFiles(wrong);
  await plain.getByRole('button', { name: 'この写真を入れる' }).click();
  await expect(plain.locator('#errors')).toContainText('写真としてひらけません。');
  const photograph = fileOf('わたし.png', 'image/png', await aPhotograph({ format: 'png' }));
  await plain.getByLabel('写真', { exact: true }).setInputFiles(photograph);
  await plain.getByRole('button', { name: 'この写真を入れる' }).click();
  await expect(plain.getByRole('img', { name: 'あなたの写真' })).toBeVisible();
  await plain.getByRole('button', { name: 'この写真を消す' }).click();
  await expect(plain.getByText('写真を消しました。')).toBeVisible();
});
