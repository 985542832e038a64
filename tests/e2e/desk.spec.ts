/** The desk of one who has several on the line. */
import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';

/** 豊島区, whose window 三枝 ゆり of the demonstration holds. */
async function press(page: Page, nickname: string, words: string): Promise<void> {
  await page.goto('/talk?area=13116');
  await page.getByLabel('呼ばれたい名前').fill(nickname);
  await page.getByLabel('はじめのひとこと').fill(words);
  await page.getByRole('button', { name: 'いますぐ話したい' }).click();
}

const field = (page: Page) => page.getByRole('textbox', { name: 'メッセージ' });

test('two talks at once: each keeps what is typed, shows its last words and who waits for an answer', async ({
  person,
}) => {
  const [desk, nagi, otama] = [await person(), await person(), await person()];
  await signIn(desk, 'yuri', '/staff/desk');
  await expect(desk.getByText(/受付中/)).toBeVisible();
  await press(nagi, 'ナギ', '夜しか話せないです');
  await expect(desk.getByText('夜しか話せないです')).toBeVisible();
  await desk.keyboard.press('a');
  await expect(field(desk)).toBeFocused();
  await desk.keyboard.type('こんばんは。ゆっくりで');

  await press(otama, 'おたま', '息子のことです');
  const ring = desk.getByRole('button', { name: /応答する/ });
  await expect(ring).toBeVisible();
  // The ring takes neither the focus nor the letters.
  await desk.keyboard.type('大丈夫です');
  await expect(field(desk)).toHaveValue('こんばんは。ゆっくりで大丈夫です');
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('a');
  await expect(desk.getByRole('region', { name: 'おたまさんとの会話' })).toBeVisible();
  await expect(field(desk)).toHaveValue('');
  await desk.keyboard.type('はじめまして');
  await desk.keyboard.press('Control+Enter');
  await expect(otama.getByText('はじめまして')).toBeVisible();

  const nagiInList = desk.getByRole('link', { name: /ナギ/ });
  await expect(nagiInList).toContainText('夜しか話せないです');
  await expect(nagiInList).toContainText('返事を待つことば 1件');
  await field(nagi).fill('まだいますか');
  await nagi.keyboard.press('Control+Enter');
  await expect(nagiInList).toContainText('まだいますか');
  await expect(nagiInList).toContainText('返事を待つことば 2件');
  await expectNoSeriousAxeFindings(desk);

  await desk.keyboard.press('Escape');
  await desk.keyboard.press('j');
  await expect(desk.getByRole('region', { name: 'ナギさんとの会話' })).toBeVisible();
  await expect(field(desk)).toHaveValue('こんばんは。ゆっくりで大丈夫です');
  await desk.keyboard.press('r');
  await desk.keyboard.press('Control+Enter');
  await expect(nagi.getByText('こんばんは。ゆっくりで大丈夫です')).toBeVisible();
  await expect(nagiInList).not.toContainText('返事を待つ');
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('?');
  await expect(desk.getByText('いちばん上の呼び出しに応答する')).toBeVisible();
  await expectNoSeriousAxeFindings(desk);
});
