import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';

test('a town divides itself, its window serves one part alone, and the public is led by that at once', async ({
  page,
  person,
}) => {
  await signIn(page, 'aoi', '/staff/windows');
  await page.getByRole('link', { name: '地区・圏域' }).click();
  await expect(page.getByText('東京都 豊島区の地区・圏域は、まだありません。')).toBeVisible();
  await page.getByRole('link', { name: '地区・圏域を足す' }).click();
  await expect(page.getByLabel('ふくまれる町名と郵便番号')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await page.getByLabel('名前').fill('東部地区');
  await page.getByLabel('よみ（ひらがな）').fill('東部');
  await page.getByLabel('ふくまれる町名と郵便番号').fill('駒込、巣鴨1〜5丁目 170-0003');
  await page.getByRole('button', { name: '足す' }).click();
  await expect(page.getByRole('alert').getByText('よみは、ひらがなで')).toBeVisible();
  await expect(page.getByLabel('名前')).toHaveValue('東部地区');
  await expectNoSeriousAxeFindings(page);
  await page.getByLabel('よみ（ひらがな）').fill('とうぶ');
  await page.getByRole('button', { name: '足す' }).click();
  await expect(page.getByText('足しました。')).toBeVisible();
  await expectNoSeriousAxeFindings(page);

  const colleague = await person({ javaScriptEnabled: false });
  await signIn(colleague, 'aoi', '/staff/districts');
  await colleague.getByRole('link', { name: '地区・圏域を足す' }).click();
  const add = colleague.getByRole('button', { name: '足す' });
  await colleague.getByLabel('名前').fill('西'.repeat(10_000));
  await colleague.getByLabel('よみ（ひらがな）').fill('西部');
  await colleague.getByLabel('ふくまれる町名と郵便番号').fill('千早 060-0001\n長崎 171-00');
  await add.click();
  const told = colleague.getByRole('alert');
  await expect(told.getByText('長すぎるところがあります。')).toBeVisible();
  await expect(told.getByText('よみは、ひらがなで')).toBeVisible();
  await expect(told.getByText('060-0001は、ほかの市区町村の郵便番号です')).toBeVisible();
  await expect(colleague.getByLabel('名前')).toHaveValue('西'.repeat(10_000));
  await expect(colleague.getByLabel('ふくまれる町名と郵便番号')).toHaveValue(
    '千早 060-0001\n長崎 171-00',
  );
  await colleague.getByLabel('よみ（ひらがな）').fill('');
  await colleague.getByLabel('ふくまれる町名と郵便番号').fill('千早 171-0044');
  await colleague.getByLabel('名前').fill('\u202e東\u200b部地区');
  await add.click();
  await expect(colleague.getByRole('alert').getByText('もう使われています')).toBeVisible();
  await colleague.getByLabel('名前').fill('西部地区');
  await add.click();
  await expect(colleague.getByRole('heading', { name: '西部地区' })).toBeVisible();

  const visitor = await person({ javaScriptEnabled: false });
  const desk = visitor.getByRole('link', { name: '豊島区ひきこもり相談窓口' });
  const question = visitor.getByText('お住まいの地区はどちらですか');
  await visitor.goto('/areas/13116');
  await expect(desk).toBeVisible();
  await expect(question).toHaveCount(0);

  await page.goto('/staff/windows');
  await page.getByRole('link', { name: '豊島区ひきこもり相談窓口' }).click();
  await page.getByRole('checkbox', { name: '東部地区' }).first().check();
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('直しました。公開ページに出ています。')).toBeVisible();

  await visitor.reload();
  await expect(question).toBeVisible();
  await visitor.getByRole('link', { name: '西部地区' }).click();
  await expect(visitor.getByText('西部地区にお住まいの方が相談できる窓口です。')).toBeVisible();
  await expect(desk).toHaveCount(0);
  await visitor.getByRole('link', { name: 'ほかの地区にする' }).click();
  await visitor.getByLabel('郵便番号からさがす').fill('170-0003');
  await visitor.getByRole('button', { name: 'さがす' }).click();
  await expect(visitor.getByText('東部地区にお住まいの方が相談できる窓口です。')).toBeVisible();
  await expect(desk).toBeVisible();

  await page.goto('/staff/districts');
  await expect(page.getByText('駒込、巣鴨1〜5丁目')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await page.getByRole('link', { name: '東部地区' }).click();
  await expect(page.getByText('使っている窓口があるあいだは、取りやめられません。')).toBeVisible();
  await colleague.goto(page.url());
  await colleague.getByLabel('よみ（ひらがな）').fill('ひがし');
  await colleague.getByRole('button', { name: '保存する' }).click();
  await expect(colleague.getByText('直しました。公開ページでも')).toBeVisible();
  await page.getByLabel('名前').fill('ひがし地区');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('この間に、別の画面で保存されています')).toBeVisible();
  await expect(page.getByLabel('名前')).toHaveValue('ひがし地区');
  await expectNoSeriousAxeFindings(page);
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('直しました。公開ページでも')).toBeVisible();
  await visitor.reload();
  await expect(visitor.getByText('ひがし地区にお住まいの方が相談できる窓口です。')).toBeVisible();
  await expect(desk).toBeVisible();

  await page.getByRole('link', { name: '豊島区ひきこもり相談窓口' }).click();
  await page.getByRole('checkbox', { name: 'ひがし地区' }).first().uncheck();
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('直しました。公開ページに出ています。')).toBeVisible();
  for (const name of ['ひがし地区', '西部地区']) {
    await page.goto('/staff/districts');
    await page.getByRole('link', { name }).click();
    await page.getByText('この地区・圏域を取りやめる').click();
    await page.getByRole('button', { name: '取りやめる' }).click();
    await expect(page.getByText('取りやめました。')).toBeVisible();
  }
  await visitor.goto('/areas/13116');
  await expect(question).toHaveCount(0);
  await expect(desk).toBeVisible();

  // Still open at the colleague's, who has just written something into it.
  await colleague.getByLabel('名前').fill('巣鴨地区');
  await colleague.getByRole('button', { name: '保存する' }).click();
  await expect(
    colleague.getByText('別の画面で、この地区・圏域が取りやめになりました'),
  ).toBeVisible();
  await expect(colleague.getByLabel('名前')).toHaveValue('巣鴨地区');
});

test('the operator groups towns of a prefecture, by their names', async ({ page }) => {
  await signIn(page, 'operator', '/staff/districts/new');
  await page.getByLabel('どんな分け方か').selectOption('圏域');
  await page.getByLabel('市区町村（圏域は都道府県）').fill('高知県');
  await page.getByLabel('名前').fill('幡多圏域');
  await page.getByLabel('ふくまれるところ').fill('宿毛市、四万十市、松山市');
  await page.getByRole('button', { name: '足す' }).click();
  await expect(
    page.getByRole('alert').getByText('「松山市」は、この都道府県の市区町村にありません。'),
  ).toBeVisible();
  await page.getByLabel('ふくまれるところ').fill('宿毛市、四万十市');
  await page.getByRole('button', { name: '足す' }).click();
  await expect(page.getByText('足しました。')).toBeVisible();
  await expect(page.getByLabel('ふくまれる市区町村')).toHaveValue('宿毛市、四万十市');
  await page.goto('/staff/districts');
  await expect(page.getByText('宿毛市、四万十市')).toBeVisible();
});

test('whoever publishes for the town finds no such page', async ({ page }) => {
  await signIn(page, 'yuri', '/staff/windows');
  await expect(page.getByRole('link', { name: '地区・圏域' })).toHaveCount(0);
  const answer = await page.goto('/staff/districts');
  expect(answer?.status()).toBe(404);
});
