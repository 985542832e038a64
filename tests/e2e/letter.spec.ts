import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';

/** From the page of 豊島区, whose window is answered by somebody of the demonstration. */
async function writeTo(page: Page, words: string): Promise<void> {
  await page.goto('/areas/13116');
  await page.getByRole('link', { name: '急がない手紙を書く' }).click();
  await expect(page.getByText(/までに、返事が届きます。/)).toBeVisible();
  await page.getByRole('button', { name: '手紙を預ける' }).click();
  await expect(page.getByText('ひらがな1文字でも大丈夫です。').first()).toBeVisible();
  await page.getByLabel('手紙', { exact: true }).fill(words);
  await page.getByLabel('呼ばれたい名前').fill('ナギ');
  await page.getByRole('button', { name: '手紙を預ける' }).click();
  await expect(page.getByRole('heading', { name: 'ことばをお預かりしました' })).toBeVisible();
}

async function answerAt(desk: Page, asked: string, answer: string): Promise<void> {
  await desk.goto('/staff/desk');
  await desk.getByRole('button', { name: /ナギ/ }).first().click();
  await expect(desk.getByText(asked)).toBeVisible();
  await desk.getByLabel('返事', { exact: true }).fill(answer);
  await desk.getByRole('button', { name: '返事を送る' }).click();
  await expect(desk.getByText('返事を預けました。')).toBeVisible();
}

/** The six words, as they stand on the page. */
async function phraseOn(page: Page): Promise<string> {
  await page.getByRole('button', { name: '合言葉を受けとる' }).click();
  const shown = page.getByRole('heading', { name: 'ほかの端末から戻るために' }).locator('..');
  return (await shown.getByRole('status').innerText()).replaceAll('\n', ' ');
}

for (const javaScriptEnabled of [true, false])
  test(`${javaScriptEnabled ? 'with' : 'without'} script: a letter, an answer, read by the six words on another device, written back`, async ({
    person,
  }) => {
    const desk = await person();
    await signIn(desk, 'yuri', '/staff/desk');
    const me = await person({ javaScriptEnabled });
    const asked = `急ぎません。${javaScriptEnabled ? '昼' : '夜'}のことです`;
    await writeTo(me, asked);
    await expect(me).toHaveTitle('つどい');
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(me);
    const phrase = await phraseOn(me);

    await expect(desk.getByText(asked)).toHaveCount(0);
    await answerAt(desk, asked, '読みました。ゆっくりで大丈夫です');
    await expectNoSeriousAxeFindings(desk);

    const elsewhere = await person({ javaScriptEnabled });
    await elsewhere.goto('/return');
    await elsewhere.getByLabel('6つの言葉').fill(phrase);
    await elsewhere.getByRole('button', { name: '戻る', exact: true }).click();
    await expect(elsewhere.getByRole('heading', { name: '返事が届いています' })).toBeVisible();
    await expect(elsewhere.getByText('読みました。ゆっくりで大丈夫です')).toBeVisible();
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(elsewhere);
    await elsewhere.getByLabel('窓口に書く').fill('ありがとうございます');
    await elsewhere.getByRole('button', { name: '預ける', exact: true }).click();
    await expect(elsewhere.getByText(/窓口の人が読んで返事を書きます/)).toBeVisible();

    await answerAt(desk, 'ありがとうございます', 'またいつでも');
    await elsewhere.goto('/talk');
    await elsewhere.getByRole('button', { name: 'おわる' }).click();
    await expect(elsewhere.getByRole('heading', { name: '話はおわりました' })).toBeVisible();
  });
