import type { Page } from '@playwright/test';
import { anEveningIn } from '../support/evening.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signUpAs } from '../support/sign-up-as.ts';

const katakana = (text: string) =>
  text.replace(/[ぁ-ゖ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60));

const detail = (id: string) => `/sessions/${id}`;
const wordsOn = (page: Page) =>
  page.getByRole('heading', { name: '合言葉' }).locator('..').getByRole('listitem');

async function comeBack(page: Page, words: string[]): Promise<void> {
  await page.goto('/return');
  await page.getByLabel('6つの言葉').fill(katakana(words.join('\u3000')));
  await page.getByRole('button', { name: '戻る', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'わたしの予定' })).toBeVisible();
}

async function cancelTheOne(page: Page): Promise<void> {
  await page.getByText('取り消す', { exact: true }).click();
  await page.getByRole('button', { name: 'はい、取り消します' }).click();
  await expect(page.getByText('また来たくなったら')).toBeVisible();
}

for (const javaScriptEnabled of [true, false]) {
  test(`a mother finds a session, signs up, comes back by her phrase and cancels; the one who waited moves up ${
    javaScriptEnabled ? '' : '(without JavaScript)'
  }`, async ({ person, portal }) => {
    const title = javaScriptEnabled ? '夜のつどい・いち' : '夜のつどい・に';
    const { id } = await anEveningIn(portal.databaseUrl, { title, capacity: 1 });
    const mother = await person({ javaScriptEnabled });

    await mother.goto('/sessions');
    await mother.getByRole('link', { name: title }).first().click();
    await expect(mother.getByRole('heading', { level: 1, name: title })).toBeVisible();
    // By a link one is there before the page's own script is.
    await mother.waitForLoadState();
    await mother.getByLabel('呼ばれたい名前').fill('ひだまり');
    const posted = mother.waitForRequest((request) => request.url().includes('/signUp'));
    await mother.getByRole('button', { name: '申し込む', exact: true }).click();
    const proof = new URLSearchParams((await posted).postData() ?? '').get('proof');
    expect(proof, 'what the device did before').toMatch(javaScriptEnabled ? /^\d+$/ : /^$/);
    await expect(mother.getByRole('heading', { name: '申し込みを受け付けました' })).toBeVisible();
    await expect(mother).toHaveTitle('つどい');
    await expect(wordsOn(mother)).toHaveCount(6);
    const words = await wordsOn(mother).allInnerTexts();
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(mother);

    if (javaScriptEnabled) {
      await mother.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await mother.getByRole('button', { name: '合言葉をコピー' }).click();
      await expect(
        mother.getByRole('button', { name: 'コピーしました', exact: true }),
      ).toBeVisible();
      expect(await mother.evaluate(() => navigator.clipboard.readText())).toBe(words.join(' '));
    }

    await mother.reload();
    expect(await wordsOn(mother).allInnerTexts()).toEqual(words);
    await mother.getByRole('button', { name: '控えました' }).click();
    await expect(mother.getByText('もう控えてあります')).toBeVisible();
    await expect(wordsOn(mother)).toHaveCount(0);

    const father = await person({ javaScriptEnabled });
    await signUpAs(father, id, 'こかげ');
    await expect(father.getByRole('heading', { name: 'キャンセル待ちに入りました' })).toBeVisible();
    await expect(father.getByText('キャンセル待ち 1番目')).toBeVisible();
    await expect(father.getByText('から入れます'), 'no door is promised').toHaveCount(0);

    const atTheLibrary = await person({ javaScriptEnabled });
    await comeBack(atTheLibrary, words);
    await expect(atTheLibrary).toHaveTitle('つどい');
    await expect(atTheLibrary.getByText('ひだまり さん')).toBeVisible();
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(atTheLibrary);
    await cancelTheOne(atTheLibrary);

    if (!javaScriptEnabled) await father.reload();
    await expect(father.getByText('取れています（文字だけ）')).toBeVisible();
  });
}

test('a refused form loses nothing, and says kindly what to do', async ({ page, portal }) => {
  const { id } = await anEveningIn(portal.databaseUrl, { title: '夜のつどい・さん', capacity: 5 });
  await page.goto(detail(id));
  await page.getByLabel('先に伝えたいこと').fill('声は出せません');
  await page.getByLabel('見ているだけ').check();
  await page.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(page.getByRole('alert').getByText('ひらがな1文字でも大丈夫です')).toBeVisible();
  await expect(page.getByLabel('先に伝えたいこと')).toHaveValue('声は出せません');
  await expect(page.getByLabel('見ているだけ')).toBeChecked();
  await expectNoSeriousAxeFindings(page);

  await page.getByLabel('呼ばれたい名前').fill('運\u200b営');
  await page.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(page.getByRole('alert').getByText('ほかの呼び名をいれてください')).toBeVisible();
  await expect(page.getByLabel('先に伝えたいこと')).toHaveValue('声は出せません');

  await page.getByLabel('呼ばれたい名前').fill('<img src=x onerror=alert(1)>');
  await page.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(page.getByText('<img src=x onerror=alert(1)> さん')).toBeVisible();
});

test('wrong words are kept and named; a stranger finds no receipt', async ({
  page,
  person,
  portal,
}) => {
  await page.goto('/return');
  await page.getByLabel('6つの言葉').fill('みなと さくら ほげほげ');
  await page.getByRole('button', { name: '戻る', exact: true }).click();
  await expect(page.getByRole('alert').getByText('ほげほげ')).toBeVisible();
  await expect(page.getByLabel('6つの言葉')).toHaveValue('みなと さくら ほげほげ');
  expect(page.url()).not.toContain('%');
  await expectNoSeriousAxeFindings(page);
  await page.getByLabel('6つの言葉').fill('みなと さくら');
  await page.getByRole('button', { name: '戻る', exact: true }).click();
  await expect(page.getByRole('alert').getByText('いま2つの言葉があります')).toBeVisible();

  const { id } = await anEveningIn(portal.databaseUrl, { title: '夜のつどい・よん', capacity: 5 });
  const owner = await person();
  await signUpAs(owner, id, 'そら');
  const receipt = new URL(owner.url()).pathname;
  await page.goto(receipt);
  await expect(page).toHaveURL(/\/return$/);
  await signUpAs(page, id, 'べつの人');
  expect((await page.goto(receipt))?.status()).toBe(404);
});

test('a device is remembered on request and forgotten on request', async ({
  page,
  context,
  portal,
}) => {
  const { id } = await anEveningIn(portal.databaseUrl, { title: '夜のつどい・ご', capacity: 5 });
  await signUpAs(page, id, 'つき');
  const device = async () => (await context.cookies()).find(({ name }) => name === 'did');
  expect((await device())?.expires).toBe(-1);
  const calendar = await page.request.get(`${new URL(page.url()).pathname}/calendar`);
  expect(calendar.headers()['content-type']).toContain('text/calendar');
  expect(await calendar.text()).toContain('SUMMARY:予定（つどい）');
  expect(await calendar.text()).not.toContain('夜のつどい');

  await page.getByRole('link', { name: 'わたしの予定を見る' }).click();
  await page.getByRole('button', { name: 'この端末を覚える（30日）' }).click();
  await expect(page.getByText('30日のあいだ覚えています')).toBeVisible();
  expect((await device())?.expires).toBeGreaterThan(Date.now() / 1000 + 29 * 24 * 3600);
  await page.getByRole('button', { name: 'この端末から消す' }).click();
  await expect(page).toHaveURL(/\/$/);
  expect(await device()).toBeUndefined();
  await page.goto('/me');
  await expect(page).toHaveURL(/\/return$/);
});

test('the room is entered from the receipt when it is time', async ({ page, portal }) => {
  const soon = { title: '夜のつどい・ろく', capacity: 5, startsInMinutes: 10 };
  const { id } = await anEveningIn(portal.databaseUrl, soon);
  await signUpAs(page, id, 'ほし');
  await page.getByRole('button', { name: '部屋に入る' }).click();
  await expect(page).toHaveURL(/\/rooms\//);
});

test('words on the screen stay good while the page follows the house, also through a new start', async ({
  person,
  portal,
}) => {
  const { id } = await anEveningIn(portal.databaseUrl, { title: '夜のつどい・なな', capacity: 50 });
  const mother = await person();
  await signUpAs(mother, id, 'ひだまり');
  const words = await wordsOn(mother).allInnerTexts();
  // The process that remembered them as shown is gone; nobody tells the page what it missed meanwhile.
  await portal.kill();
  const readAgain = mother.waitForResponse((response) => response.url().includes('/receipt/'));
  await portal.restart();
  await readAgain;
  await comeBack(await person(), words);
});

test('on paper a receipt says when and for whom, and nothing of what it is', async ({
  page,
  portal,
}) => {
  const { id } = await anEveningIn(portal.databaseUrl, { title: '夜のつどい・かみ', capacity: 5 });
  await page.goto(detail(id));
  await page.getByLabel('先に伝えたいこと').fill('息子のことで');
  await page.getByLabel('呼ばれたい名前').fill('ひだまり');
  await page.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(page).toHaveURL(/\/receipt\//);
  await page.emulateMedia({ media: 'print' });
  const printed = await page.locator('body').innerText();
  expect(printed).toContain('ひだまり さん');
  expect(printed).not.toMatch(/夜のつどい|親の会|家族|ひきこもり|息子/);
  expect((await page.title()) + page.url()).not.toMatch(/夜|親の会|family|session/);
});
