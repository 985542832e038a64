/** The desk of one who has several on the line. */
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';
import { pressAt } from '../support/urgent-devices.ts';

/** 豊島区, whose window 三枝 ゆり of the demonstration holds. */
async function press(page: Page, nickname: string, words: string): Promise<void> {
  await page.goto('/talk?area=13116');
  await page.getByLabel('呼ばれたい名前').fill(nickname);
  await page.getByLabel('はじめのひとこと').fill(words);
  await page.getByRole('button', { name: 'いますぐ話したい' }).click();
}

const field = (page: Page) => page.getByRole('textbox', { name: 'メッセージ' });

/** As a phone of today shows it. */
async function expectOnPhone(page: Page, ...things: Locator[]): Promise<void> {
  const before = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 390, height: 844 });
  for (const thing of things) await expect(thing).toBeInViewport({ ratio: 1 });
  await page.setViewportSize(before);
}

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
  await expectOnPhone(desk, ring, field(desk));
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
  await expect(desk.getByText('文字を書いているあいだは働きません。')).toBeVisible();
  await expectNoSeriousAxeFindings(desk);
  for (const one of [nagi, otama]) await one.getByRole('button', { name: 'おわる' }).click();
  await expect(field(desk)).toHaveCount(0);
});

test('keyboard only, from the ring to the end: a phrase, a note, a tick, the procedure for danger', async ({
  person,
  watch,
}) => {
  const [desk, nagi, supervisor] = [await person(), await person(), await person()];
  await signIn(desk, 'yuri', '/staff/desk');
  await signIn(supervisor, 'aoi', '/staff/desk');
  await press(nagi, 'ナギ', '夜しか話せないです');
  await expect(desk.getByText('夜しか話せないです')).toBeVisible();
  const { keyboard } = desk;
  await keyboard.press('a');
  await expect(field(desk)).toBeFocused();
  await keyboard.press('/');
  await expect(desk.getByRole('searchbox', { name: 'ことばをさがす' })).toBeFocused();
  await keyboard.type('ゆっくり');
  await keyboard.press('Enter');
  await expect(field(desk)).toHaveValue('ゆっくりで大丈夫です。返事は急ぎません。');
  await keyboard.press('Control+Enter');
  await expect(nagi.getByText('ゆっくりで大丈夫です。')).toBeVisible();

  await keyboard.press('Escape');
  await keyboard.press('n');
  await expect(desk.getByRole('textbox', { name: '職員メモ' })).toBeFocused();
  await keyboard.type('本人。平日夜を希望');
  await keyboard.press('Control+Enter');
  await expect(desk.getByRole('note')).toContainText('本人。平日夜を希望');
  await expect(desk.getByRole('textbox', { name: '職員メモ' })).toHaveValue('');

  await keyboard.press('Escape');
  await keyboard.press('e');
  await expect(desk.getByRole('heading', { name: '緊急の手順' })).toBeVisible();
  await expect(desk.getByRole('link', { name: /^119/ })).toBeVisible();
  await expect(supervisor.getByText(/緊急の手順がひらかれました。三枝 ゆり/)).toBeVisible();
  await expect(supervisor.getByText('夜しか話せないです')).toHaveCount(0);
  await expectNoSeriousAxeFindings(desk);
  await expectOnPhone(
    desk,
    desk.getByRole('note'),
    desk.getByRole('textbox', { name: '職員メモ' }),
  );
  await desk.getByRole('checkbox', { name: /119・110を伝えた/ }).focus();
  const isTick = ({ search }: URL) => search === '?/tick';
  await desk.route(isTick, (route) => route.abort());
  await keyboard.press('Space');
  await expect(desk.getByText('いま、送れませんでした。')).toBeVisible();
  await expect(desk.getByRole('checkbox', { name: /119・110を伝えた/ })).not.toBeChecked();
  await expect(desk.getByRole('region', { name: 'ナギさんとの会話' })).toBeVisible();
  await desk.unroute(isTick);
  watch.complaints.length = 0;
  await keyboard.press('Space');
  await expect(desk.getByRole('checkbox', { name: /119・110を伝えた \d/ })).toBeChecked();

  await desk.getByRole('link', { name: /専門家に聞く/ }).focus();
  await keyboard.press('x');
  await expect(desk.getByText('この会話を終えますか')).toBeVisible();
  await keyboard.press('Enter');
  await expect(nagi.getByRole('heading', { name: '話はおわりました' })).toBeVisible();
  await expect(nagi.getByText('平日夜を希望')).toHaveCount(0);

  await desk.goto('/staff/desk/ended');
  await expectNoSeriousAxeFindings(desk);
  await desk.getByRole('link', { name: /ナギさん.*メモ 1件/ }).click();
  await expect(desk.getByRole('note')).toContainText('本人。平日夜を希望');
  await expect(desk.getByText('ゆっくりで大丈夫です。')).toBeVisible();
  await expectNoSeriousAxeFindings(desk);
});

test('phrases and the procedure of one’s window are kept on a page of it', async ({ page }) => {
  await signIn(page, 'aoi', '/staff/windows');
  await page
    .getByRole('link', { name: /豊島区/ })
    .first()
    .click();
  await page.getByRole('link', { name: /受付のことば/ }).click();
  await expect(page.getByLabel('緊急の手順に加えること')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await page.getByLabel('ことばの例（日本語）').fill('ようこそ\nここにいます');
  await page.getByLabel('緊急の手順に加えること').fill('夜は係長へ');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('保存しました')).toBeVisible();
  await expect(page.getByLabel('ことばの例（日本語）')).toHaveValue('ようこそ\nここにいます');
});

test('a supervisor’s board follows what rings and who talks, and shows no word', async ({
  person,
}) => {
  const [desk, nagi, supervisor] = [await person(), await person(), await person()];
  await signIn(desk, 'yuri', '/staff/desk');
  await signIn(supervisor, 'aoi', '/staff/board');
  const window = supervisor.getByRole('region', { name: /豊島区/ });
  await expect(window.getByText('三枝 ゆり')).toBeVisible();
  await expectNoSeriousAxeFindings(supervisor);
  const fact = (term: string) =>
    window.locator('dt', { hasText: term }).locator('xpath=following-sibling::dd[1]');
  await press(nagi, 'ナギ', '夜しか話せないです');
  await expect(fact('呼び出し中')).toContainText('1');
  await desk.getByRole('button', { name: /応答する/ }).click();
  await expect(fact('対応中')).toContainText('1');
  await expect(fact('呼び出し中')).toContainText('0');
  await fact('対応中').locator('summary').click();
  await expect(fact('対応中').getByRole('listitem')).toContainText('三枝 ゆり');
  await expectNoSeriousAxeFindings(supervisor);
  await expect(supervisor.getByText(/ナギ|夜しか話せない/)).toHaveCount(0);
  // Beside it stand the talks of other journeys, to be looked back at.
  const talk = desk.getByRole('region', { name: 'ナギさんとの会話' });
  await talk.getByRole('button', { name: 'おわる' }).click();
  await talk.getByLabel('どう終わったか').selectOption('話せた');
  await talk.getByRole('button', { name: 'おわる' }).click();
  await expect(nagi.getByRole('heading', { name: '話はおわりました' })).toBeVisible();
  await window.getByText('今月の終わり方').click();
  await expect(fact('話せた')).toContainText('1');
});

test('many calls from one place are answered and passed by the same keys, once nobody else rings', async ({
  person,
  portal,
}) => {
  const desk = await person();
  await signIn(desk, 'yuri', '/staff/desk');
  await expect(desk.getByText(/受付中/)).toBeVisible();
  for (let n = 0; n < 6; n += 1)
    await pressAt(portal, { formToken: randomUUID(), code5: '13116', words: '' });
  await expect(desk.getByText('同じところからの呼び出し 6件')).toBeVisible();
  const [answer, pass] = [
    desk.getByRole('button', { name: '応答する A' }),
    desk.getByRole('button', { name: '回す S' }),
  ];
  await expect(answer).toHaveCount(1);
  await expect(answer).toBeVisible();
  await expectNoSeriousAxeFindings(desk);
  await desk.keyboard.press('a');
  await expect(field(desk)).toBeFocused();
  await desk.keyboard.press('Escape');
  for (let left = 5; left > 0; left -= 1) {
    await expect(pass).toHaveCount(1);
    await desk.keyboard.press('s');
    await expect(desk.getByRole('button', { name: /応答する/ })).toHaveCount(left - 1);
  }
});
