import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';

/** 豊島区, whose window and its prefecture's are held by people of the demonstration. */
const TALK = '/talk?area=13116';

async function openDesk(page: Page, login: string): Promise<void> {
  await signIn(page, login, '/staff/desk');
  await expect(page.getByText(/受付中/)).toBeVisible();
}

/** Beside it the list shows the last words too. */
const log = (desk: Page) => desk.getByRole('log');
const ringing = (desk: Page) => desk.getByRole('button', { name: /応答する/ });

async function press(page: Page, words: string): Promise<void> {
  await page.goto(TALK);
  await page.getByLabel('はじめのひとこと').fill(words);
  await page.getByRole('button', { name: 'いますぐ話したい' }).click();
}

/** With letters twice as large on a phone nothing of the page stands beside it. */
async function expectWithinPhone(page: Page): Promise<void> {
  const usual = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 390, height: 844 });
  const beside = await page.evaluate(() => {
    const { style } = document.documentElement;
    style.fontSize = '200%';
    const wider = document.documentElement.scrollWidth - innerWidth;
    style.fontSize = '';
    return wider;
  });
  expect(beside).toBeLessThanOrEqual(0);
  await page.setViewportSize(usual);
}

// First: afterwards the desks of other journeys are still thought open for some seconds.
test('without script: press with nobody there, write, leave words, come back, stop', async ({
  person,
}) => {
  const page = await person({ javaScriptEnabled: false });
  await page.goto('/talk');
  await page.getByLabel('市区町村名、読み、郵便番号').fill('おくたま');
  await page.getByRole('button', { name: 'さがす' }).click();
  await page.getByRole('link', { name: /奥多摩町/ }).click();
  await page.getByLabel('はじめのひとこと').fill('あ'.repeat(2_001));
  await page.getByRole('button', { name: 'いますぐ話したい' }).click();
  await expect(page.getByText(/長すぎます/).first()).toBeVisible();
  await expect(page.getByLabel('はじめのひとこと')).toHaveValue('あ'.repeat(2_001));
  await expect(page.getByText('東京都奥多摩町から呼びます')).toBeVisible();
  await page.getByLabel('はじめのひとこと').fill('夜しか話せないです');
  await page.getByRole('button', { name: 'いますぐ話したい' }).click();

  await expect(page.getByRole('heading', { name: 'いま、人のいる窓口がありません' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^0120/ }).first()).toBeVisible();
  await expect(
    page.frameLocator('iframe').getByText('いま、人のいる窓口がありません'),
  ).toBeVisible();
  await page.getByLabel('書いておくこと').fill('');
  await page.getByRole('button', { name: '残しておく' }).click();
  await expect(page.getByText('ひらがな1文字でも大丈夫です。')).toBeVisible();
  await page.getByLabel('書いておくこと').fill('あす読んでください');
  await page.getByRole('button', { name: '残しておく' }).click();
  await expect(page.getByRole('heading', { name: 'ことばをお預かりしました' })).toBeVisible();
  // An address that a phone can open again in the morning, and no answer to a form.
  await expect(page).toHaveURL(/\/talk\?contact=[\w-]+$/);

  await page.goto('/talk');
  await expect(page.getByText('あす読んでください')).toBeVisible();
  await page.getByRole('button', { name: 'ことばを消して、やめる' }).click();
  await expect(page.getByText('書いた文と名前は消えました。')).toBeVisible();
});

for (const javaScriptEnabled of [false, true])
  test(`only the prefecture is named, ${javaScriptEnabled ? 'with' : 'without'} script: its centre is called first, and it says why`, async ({
    person,
  }) => {
    const page = await person({ javaScriptEnabled });
    await page.goto('/talk');
    await page.getByLabel('市区町村名、読み、郵便番号').fill('おくたま');
    await page.getByRole('button', { name: 'さがす' }).click();
    await page.getByRole('link', { name: /東京都とだけ伝える/ }).click();
    await expect(page.getByText('東京都から呼びます')).toBeVisible();
    await page.getByRole('button', { name: 'いますぐ話したい' }).click();
    await expect(page.getByText(/東京都、文字で話す/)).toBeVisible();
    await expect(page.getByText(/都道府県ぜんたいを受け持っています。/)).toBeVisible();
    await expect(page.getByText(/お住まいの地域を受け持っています。/)).toHaveCount(0);
    await page.getByRole('button', { name: 'いったんやめる' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'やめました' })).toBeFocused();
  });

test('press, ring, talk; the staff browser is killed; rung elsewhere; the talk goes on and ends', async ({
  person,
}) => {
  const [toshima, tokyo, me] = [await person(), await person(), await person()];
  await openDesk(toshima, 'yuri');
  await openDesk(tokyo, 'kaede');
  await me.goto(TALK);
  await expectNoSeriousAxeFindings(me);
  await press(me, '息子のことで相談したいです');

  await expect(ringing(toshima)).toBeVisible();
  await expect(toshima.getByText('息子のことで相談したいです')).toBeVisible();
  await expect(toshima).toHaveTitle('つどい');
  await expect(me).toHaveTitle('つどい');
  await expect(me).toHaveURL(/\/talk$/);
  // Whoever hears the page or goes by keys is where it says what has changed, here and below.
  await expect(me.getByRole('heading', { name: /豊島区.*呼んでいます/ })).toBeFocused();
  await expectNoSeriousAxeFindings(me);
  await expectNoSeriousAxeFindings(toshima);
  await expectWithinPhone(me);

  await toshima.keyboard.press('a');
  await expect(me.getByRole('heading', { name: '三枝 ゆりさんとつながりました' })).toBeFocused();
  await me.getByRole('textbox', { name: 'メッセージ' }).fill('よろしくお願いします');
  await me.keyboard.press('Control+Enter');
  await expect(log(toshima).getByText('よろしくお願いします')).toBeVisible();
  await expectNoSeriousAxeFindings(me);
  await expectNoSeriousAxeFindings(toshima);

  await me.getByRole('textbox', { name: 'メッセージ' }).fill('まだ書いている途中で');
  await toshima.context().close();
  await expect(ringing(tokyo)).toBeVisible({ timeout: 30_000 });
  await expect(tokyo.getByText('もう一度の呼び出し')).toBeVisible();
  await expect(me.getByRole('heading', { name: /接続が切れました/ })).toBeFocused();
  await expect(me.getByLabel('書いておくこと')).toHaveValue(/まだ書いている途中で$/);
  await expectNoSeriousAxeFindings(me);

  await ringing(tokyo).click();
  await expect(me.getByRole('heading', { name: '林 かえでさんとつながりました' })).toBeVisible();
  await expect(me.getByRole('textbox', { name: 'メッセージ' })).toHaveValue('まだ書いている途中で');
  await tokyo.getByRole('textbox', { name: 'メッセージ' }).fill('お待たせしました');
  await tokyo.keyboard.press('Control+Enter');
  await expect(me.getByText('お待たせしました')).toBeVisible();
  await expect(tokyo.getByText('よろしくお願いします')).toHaveCount(0);

  await me.getByRole('button', { name: 'おわる' }).click();
  await expect(me.getByRole('heading', { name: '話はおわりました' })).toBeFocused();
  await expect(tokyo.getByText('今日終えた対応')).toBeVisible();
  await me.getByRole('link', { name: '話したことを読む' }).click();
  await expect(me.getByRole('heading', { name: '窓口と話したこと' })).toBeVisible();
  await expect(log(me).getByText('お待たせしました')).toBeVisible();
  await expect(log(me).getByText('相談員', { exact: true }).first()).toBeVisible();
  // What a meeting of several has is not here.
  await expect(me.getByText(/世話人|3つの約束|言えなかったこと/)).toHaveCount(0);
  await expectNoSeriousAxeFindings(me);
  await expect(tokyo.getByRole('textbox', { name: 'メッセージ' })).toHaveCount(0);
});

test('without script: talk with somebody who answers', async ({ person }) => {
  const desk = await person();
  await openDesk(desk, 'yuri');
  const page = await person({ javaScriptEnabled: false });
  await press(page, '電話は苦手です');
  await ringing(desk).click();
  await expect(desk.getByRole('textbox', { name: 'メッセージ' })).toBeVisible();
  await page.goto('/talk');
  await expect(page.getByRole('heading', { name: /とつながりました/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'メッセージ' }).fill('読めますか');
  await page.getByRole('button', { name: '送る' }).click();
  await expect(log(desk).getByText('読めますか')).toBeVisible();
  await desk.getByRole('textbox', { name: 'メッセージ' }).fill('はい、ここにいます');
  await desk.keyboard.press('Control+Enter');
  const said = page.frameLocator('iframe[title="話していること"]');
  await expect(said.getByText('読めますか')).toBeVisible();
  await expect(said.getByText('はい、ここにいます')).toBeVisible();
  await expect(said.getByText('相談員', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: '書いた文を消して、やめる' }).click();
  await expect(page.getByText('書いた文と名前は消えました。')).toBeVisible();
  await expect(desk.getByText('読めますか')).toHaveCount(0);
});

test('without script: whoever stops and goes back finds nothing of what they typed', async ({
  person,
}) => {
  const page = await person({ javaScriptEnabled: false });
  await press(page, '夜しか話せないです');
  await page.getByRole('button', { name: 'いったんやめる' }).click();
  await expect(page.getByText('書いた文と名前は消えました。')).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(TALK);
  await expect(page.getByLabel('はじめのひとこと')).toHaveValue('');
});
