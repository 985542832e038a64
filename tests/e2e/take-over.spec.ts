import type { Page } from '@playwright/test';
import { inDays } from '../support/ahead.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';

// The desks are the demonstration's: whoever presses in another journey would ring there.
test.use({ ownProcess: import.meta.filename });

const openDesk = async (page: Page, login: string) => {
  await signIn(page, login, '/staff/desk');
  await expect(page.getByText(/受付中/)).toBeVisible();
};
const ringing = (desk: Page) => desk.getByRole('button', { name: /応答する/ });
const targets = (desk: Page) => desk.getByRole('button', { name: /に渡す$/ });

async function say(page: Page, text: string) {
  await page.getByRole('textbox', { name: 'メッセージ' }).fill(text);
  await page.getByRole('button', { name: '送る' }).click();
}

async function press(page: Page, words: string) {
  await page.goto('/talk?area=13116');
  await page.getByLabel('はじめのひとこと').fill(words);
  await page.getByRole('button', { name: 'いますぐ話したい' }).click();
}

test('a talk is handed over by its person’s leave, and what was let be read is taken back', async ({
  person,
}) => {
  const [first, second, me] = [
    await person(),
    await person(),
    await person({ viewport: { width: 390, height: 844 } }),
  ];
  await openDesk(first, 'yuri');
  await openDesk(second, 'kaede');
  await press(me, '息子のことで相談したいです');
  await ringing(first).click();
  await say(me, '学校の先生にも相談していました');
  await expect(first.getByText('学校の先生にも相談していました').first()).toBeVisible();

  await expect(targets(first)).toHaveCount(1);
  await expectNoSeriousAxeFindings(first);
  await first.locator('h1').click({ force: true });
  await first.keyboard.press('h');
  await expect(targets(first)).toBeFocused();
  await first.keyboard.press('Enter');
  await expect(first.getByText(/ご本人に聞いています/)).toBeVisible();
  await expect(ringing(second)).toHaveCount(0);

  const question = me.getByRole('region', { name: '引き継いでもよいですか' });
  await me.getByRole('textbox', { name: 'メッセージ' }).fill('書きかけ');
  await expect(question).toContainText('三枝 ゆりさんが');
  await me.evaluate(() => scrollTo(0, 0));
  for (const name of ['このまま話す', '引き継いでもらう'])
    await expect(question.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
  await expect(me.getByRole('textbox', { name: 'メッセージ' })).toBeInViewport({ ratio: 1 });
  await expectNoSeriousAxeFindings(me);
  await question.getByRole('button', { name: 'このまま話す' }).click();
  await expect(question).toBeHidden();
  await expect(me.getByRole('textbox', { name: 'メッセージ' })).toHaveValue('書きかけ');
  await expect(first.getByText(/このまま話すことを選びました/)).toBeVisible();

  // So as not to press, the desk can ask nobody now; the person comes back to it by themselves.
  await expect(first.getByText(/次に聞けるのは/)).toBeVisible();
  await expect(targets(first)).toHaveCount(0);
  await me.getByText(/^やっぱり、.*に引き継いでもらう$/).click();
  await me.getByText('ここまでの話も').click();
  await expect(me.getByRole('radio', { name: '30日' })).toBeVisible();
  await expectNoSeriousAxeFindings(me);
  await me.getByRole('button', { name: '引き継いでもらう' }).click();
  await expect(me.getByText(/つながるまで、このまま話せます/)).toBeVisible();
  await expect(second.getByRole('region', { name: '引き継ぎ' })).toContainText(
    '息子のことで相談したいです',
  );
  await expectNoSeriousAxeFindings(second);
  await ringing(second).click();

  await expect(me.getByRole('heading', { name: '林 かえでさんとつながりました' })).toBeVisible();
  await expect(first.getByRole('textbox', { name: 'メッセージ' })).toHaveCount(0);
  await expect(first.getByText(/が引き継ぎました/)).toBeVisible();
  await expectNoSeriousAxeFindings(first);
  await first.getByRole('button', { name: 'わかりました' }).click();
  await expect(first.getByText(/が引き継ぎました/)).toHaveCount(0);
  await expect(second.getByText('学校の先生にも相談していました')).toHaveCount(0);
  const earlier = second.waitForEvent('popup');
  await second.getByRole('link', { name: '引き継ぐ前の話を読む' }).click();
  const read = await earlier;
  await expect(read.getByText('学校の先生にも相談していました')).toBeVisible();
  await expectNoSeriousAxeFindings(read);

  const passed = me.getByRole('region', { name: '読んでもらっているもの' });
  await expect(passed).toContainText('引き継ぐ前の話');
  await expectNoSeriousAxeFindings(me);
  await passed.getByRole('button', { name: '取りやめる' }).click();
  await expect(passed).toBeHidden();
  await expect(read.getByText('学校の先生にも相談していました')).toBeHidden();
  await expect(second.getByRole('link', { name: '引き継ぐ前の話を読む' })).toHaveCount(0);
  await me.goto('/me/passed');
  await expect(me.getByText('もう読めません。')).toBeVisible();

  const opened = second.waitForEvent('popup');
  await second.getByRole('link', { name: '危険があるときに、前の話を読む' }).click();
  const danger = await opened;
  await danger.getByRole('button', { name: '記録して読む' }).click();
  await expect(danger.getByRole('alert')).toContainText('どちらかをえらんでください。');
  await expectNoSeriousAxeFindings(danger);
  await danger.getByText('いのちの危険がある').click();
  await danger.getByLabel('なぜ必要か').fill('橋の上にいると書かれた');
  await danger.getByRole('button', { name: '記録して読む' }).click();
  await expect(danger.getByText('学校の先生にも相談していました')).toBeVisible();
  await danger.goto('/staff/safety');
  await expect(danger.getByText('橋の上にいると書かれた')).toBeVisible();
  await expect(danger.getByText('ほかのスーパーバイザーがたしかめます。')).toBeVisible();
  await expectNoSeriousAxeFindings(danger);
  await me.reload();
  await expect(me.getByText(/いのちの危険があると考え/)).toBeVisible();
  await me.goto('/talk');
  await me.getByRole('button', { name: 'おわる' }).click();
  await expect(me.getByRole('heading', { name: '話はおわりました' })).toBeVisible();
});

test('without script the person is asked, for a time and for now, and answers just so', async ({
  person,
}) => {
  const [first, second, me] = [
    await person(),
    await person(),
    await person({ javaScriptEnabled: false }),
  ];
  await openDesk(first, 'yuri');
  await openDesk(second, 'kaede');
  await press(me, '電話は苦手です');
  await ringing(first).click();

  await first.getByRole('link', { name: 'ほかの窓口、べつの日時' }).click();
  await first.locator('#hand-over-at').fill(`${inDays(1)}T10:00`);
  await expectNoSeriousAxeFindings(first);
  await first.getByRole('button', { name: 'ご本人に聞く' }).click();
  await expect(first.getByText(/ご本人に聞いています/)).toBeVisible();
  await me.goto('/talk');
  await expect(me.getByText(/10:00から東京都.*に引き継ぐことを提案/)).toBeVisible();
  // On a phone too the field to write in is not cut off below the question.
  await me.setViewportSize({ width: 390, height: 844 });
  const cutOff = ({ scrollHeight, clientHeight }: Element) => scrollHeight - clientHeight;
  expect(await me.getByRole('region', { name: '話していること' }).evaluate(cutOff)).toBe(0);
  await me.getByRole('button', { name: '引き継いでもらう' }).click();
  await expect(me.getByText(/つぎは.*10:00に、東京都.*と話す約束です/)).toBeVisible();
  await expect(first.getByText(/10:00\s*東京都/)).toBeVisible();

  await targets(first).click();
  await expect(first.getByText(/ご本人に聞いています/)).toBeVisible();
  await me.goto('/talk');
  await expect(
    me
      .frameLocator('iframe[title="いまのようす"]')
      .getByText('引き継ぎについて、聞いていることがあります。'),
  ).toBeVisible();
  await me.getByRole('button', { name: '引き継いでもらう' }).click();
  await expect(me.getByText(/つながるまで、このまま話せます/)).toBeVisible();
  await ringing(second).click();
  await expect(ringing(second)).toHaveCount(0);
  await me.goto('/talk');
  await expect(me.getByRole('heading', { name: '林 かえでさんとつながりました' })).toBeVisible();
  await expect(me.getByText('はじめのひとことだけ')).toBeVisible();
});
