import { anEveningIn } from '../support/evening.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';

for (const javaScriptEnabled of [true, false])
  test(`somebody erases everything: the place goes to who waits, and nobody comes back by the words ${
    javaScriptEnabled ? '' : '(without JavaScript)'
  }`, async ({ person, portal }) => {
    const title = javaScriptEnabled ? '消す夜・いち' : '消す夜・に';
    const { id } = await anEveningIn(portal.databaseUrl, { title, capacity: 1 });
    const signUp = async (nickname: string) => {
      const page = await person({ javaScriptEnabled });
      await page.goto(`/sessions/${id}`);
      await page.getByLabel('呼ばれたい名前').fill(nickname);
      await page.getByRole('button', { name: /^(申し込む|キャンセル待ちに入る)$/ }).click();
      await expect(page).toHaveURL(/\/receipt\//);
      await page.waitForLoadState();
      return page;
    };
    const going = await signUp('かえる');
    const words = await going
      .getByRole('heading', { name: '合言葉' })
      .locator('..')
      .getByRole('listitem')
      .allInnerTexts();
    const waiting = await signUp('まつひと');
    await expect(waiting.getByText('キャンセル待ち 1番目')).toBeVisible();

    await going.goto('/me');
    await going.getByRole('link', { name: 'すべて消すページへ' }).click();
    await expect(going.getByText('これからの予定（1件）は取り消しになり')).toBeVisible();
    await expect(going).toHaveTitle('つどい');
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(going);
    await going.getByRole('button', { name: 'すべて消す' }).click();
    await expect(going.getByRole('heading', { name: 'すべて消しました' })).toBeVisible();
    expect(await going.context().cookies()).toEqual([]);
    await going.goBack();
    await expect(going.getByText('かえる')).toHaveCount(0);

    await waiting.reload();
    await expect(waiting.getByText('取れています（文字だけ）')).toBeVisible();
    await going.goto('/return');
    await going.getByLabel('6つの言葉').fill(words.join(' '));
    await going.getByRole('button', { name: '戻る', exact: true }).click();
    await expect(going.getByText('この言葉では見つかりません').first()).toBeVisible();
  });
