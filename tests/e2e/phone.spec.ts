/** Somebody who has no device phones, is entered, and comes in with a slip of paper. */
import { anEveningIn } from '../support/evening.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';

test('staff enter a caller and print a slip; the caller comes back with it, gets words of their own, and staff act no more', async ({
  page: staff,
  person,
  portal,
}) => {
  const evening = { title: '夜のつどい・電話', capacity: 8, publishedBy: 'nobu' };
  const { id } = await anEveningIn(portal.databaseUrl, evening);
  await signIn(staff, 'nobu', `/staff/occurrences/${id}`);
  await staff.getByText('電話の申込みをいれる').click();
  await staff.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(staff.getByText('ひらがな1文字でも大丈夫です').first()).toBeVisible();
  await staff.getByLabel('呼ばれたい名前').fill('ひだまり');
  await expectNoSeriousAxeFindings(staff);
  await staff.getByRole('button', { name: '申し込む', exact: true }).click();

  await expect(staff.getByRole('heading', { name: '電話の申込みの控え' })).toBeVisible();
  const slip = staff.locator('article.slip');
  await expect(slip.getByRole('listitem')).toHaveCount(6);
  const words = await slip.getByRole('listitem').allInnerTexts();
  expect(await slip.innerText()).not.toMatch(/ひきこもり|つどい・電話/);
  await expectNoSeriousAxeFindings(staff);
  const address = staff.url();

  const caller = await person({ javaScriptEnabled: false });
  await caller.goto('/return');
  await caller.getByLabel('6つの言葉').fill(words.join(' '));
  await caller.getByRole('button', { name: '戻る', exact: true }).click();
  await expect(caller.getByRole('heading', { name: '新しい合言葉です' })).toBeVisible();
  await expect(caller).toHaveTitle('つどい');
  const own = await caller.locator('.phrase-words').getByRole('listitem').allInnerTexts();
  expect(own).not.toEqual(words);
  await caller.getByRole('button', { name: '控えました' }).click();
  await expect(caller.getByRole('heading', { name: 'わたしの予定' })).toBeVisible();
  await expect(caller.getByText('ひだまり さん')).toBeVisible();

  const finder = await person();
  await finder.goto('/return');
  await finder.getByLabel('6つの言葉').fill(words.join(' '));
  await finder.getByRole('button', { name: '戻る', exact: true }).click();
  await expect(finder.getByRole('alert').getByText('見つかりません')).toBeVisible();

  await staff.goto(address);
  await expect(staff.getByText('この方が自分で入りました')).toBeVisible();
  await expect(slip).toHaveCount(0);
  await expect(staff.getByText('合言葉をもう一度印刷する')).toHaveCount(0);
  await staff.getByRole('link', { name: 'この回の名簿' }).click();
  await expect(staff.getByRole('link', { name: /電話の申込みの控え/ })).toBeVisible();
});

test('new words come for a caller who lost the slip, and the page of one’s own words reads well', async ({
  page: staff,
  person,
  portal,
}) => {
  const evening = { title: '夜のつどい・再び', capacity: 8, publishedBy: 'nobu' };
  const { id } = await anEveningIn(portal.databaseUrl, evening);
  await signIn(staff, 'nobu', `/staff/occurrences/${id}`);
  await staff.getByText('電話の申込みをいれる').click();
  await staff.getByLabel('呼ばれたい名前').fill('こかげ');
  await staff.getByRole('button', { name: '申し込む', exact: true }).click();
  const shown = staff.locator('article.slip').getByRole('listitem');
  await expect(shown).toHaveCount(6);
  const lost = await shown.allInnerTexts();
  await staff.getByText('合言葉をもう一度印刷する').click();
  await staff.getByRole('button', { name: '新しい言葉にする' }).click();
  // One of the new may be the old one again.
  await expect.poll(() => shown.allInnerTexts()).not.toEqual(lost);

  const caller = await person();
  await caller.goto('/return');
  await caller.getByLabel('6つの言葉').fill((await shown.allInnerTexts()).join(' '));
  await caller.getByRole('button', { name: '戻る', exact: true }).click();
  await expect(caller.getByRole('heading', { name: '新しい合言葉です' })).toBeVisible();
  await expectNoSeriousAxeFindings(caller);
});
