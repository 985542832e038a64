import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';

test('what anybody says is wrong is looked at by the window’s staff, and the page says so meanwhile', async ({
  page,
  person,
}) => {
  const visitor = await person({ javaScriptEnabled: false });
  await visitor.goto('/areas/13116');
  await visitor.getByRole('link', { name: '豊島区ひきこもり相談窓口' }).click();
  await visitor.getByText('ちがうところを知らせる').click();
  await visitor.getByRole('button', { name: '知らせる', exact: true }).click();
  await expect(visitor.getByText('ちがうところを、ひとことで入れてください。')).toBeVisible();
  await visitor.getByLabel('どこが、どうちがいますか').fill('受付は17時までになりました');
  await visitor.getByRole('button', { name: '知らせる', exact: true }).click();
  await expect(visitor.getByText('ありがとうございます。受け取りました。')).toBeVisible();
  await expect(visitor.getByText('この内容についてお知らせがあり、確認中です。')).toBeVisible();
  await page.goto(visitor.url());
  await expectNoSeriousAxeFindings(page);

  await signIn(page, 'yuri', '/staff/windows');
  await expect(page.getByText('お知らせ 1件')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await page.getByRole('link', { name: '豊島区ひきこもり相談窓口' }).click();
  await expect(page.getByText('受付は17時までになりました')).toBeVisible();
  await page.getByLabel('どうしたか').fill('区のページでたしかめました');
  await page.getByRole('button', { name: '直した' }).click();
  await expect(page.getByText('お知らせの結果を記録しました。')).toBeVisible();
  await page.getByRole('button', { name: '今日たしかめました' }).click();
  await expect(page.getByText('今日たしかめた、と記録しました。')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await visitor.reload();
  await expect(visitor.getByText('この内容についてお知らせがあり')).toHaveCount(0);
  await expect(visitor.getByText('に確認')).toBeVisible();
});

test('a window is added with its odd hours, revised, and ended', async ({ page, person }) => {
  await signIn(page, 'operator', '/staff/windows/new');
  await page.getByLabel('受け持つ団体').selectOption({ label: '函館市社会福祉協議会' });
  await page.getByLabel('窓口の名前').fill('夜の相談（e2e）');
  await page.getByLabel('市区町村（都道府県の窓口は都道府県）').fill('函館市');
  await page.getByLabel('はじまり').first().fill('17時');
  await page.getByLabel('おわり').first().fill('朝まで');
  await page.getByRole('checkbox', { name: '水曜日' }).first().check();
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByRole('alert').getByText('時間は 9:00、26:00 のように')).toBeVisible();
  await expect(page.getByLabel('おわり').first()).toHaveValue('朝まで');
  await page.getByLabel('おわり').first().fill('26:00');
  await page.keyboard.press('Tab');
  await expect(page.getByText('水曜 17:00–26:00（祝日・年末年始は休み）')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('窓口をのせました。')).toBeVisible();
  await expectNoSeriousAxeFindings(page);

  const visitor = await person();
  await visitor.goto('/areas/01202');
  await expect(visitor.getByRole('link', { name: '夜の相談（e2e）' })).toBeVisible();
  await page.getByLabel('窓口の名前').fill('夜の相談室（e2e）');
  await page.getByLabel('呼び名').first().fill('はる');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('直しました。公開ページに出ています。')).toBeVisible();
  await visitor.reload();
  await visitor.getByRole('link', { name: '夜の相談室（e2e）' }).click();
  await expect(visitor.getByRole('heading', { name: 'はる' })).toBeVisible();
  await expectNoSeriousAxeFindings(visitor);

  await page.getByText('この窓口を終わりにする').click();
  await page.getByLabel('この日から出さない').fill('2026-01-01');
  await page.getByRole('button', { name: 'この日で終わりにする' }).click();
  await expect(page.getByText('終わりの日を記録しました。')).toBeVisible();
  await visitor.reload();
  await expect(visitor.getByText('この窓口は見つかりません')).toBeVisible();
});

test('what another officer saved meanwhile is not overwritten unseen', async ({ page, person }) => {
  await signIn(page, 'operator', '/staff/windows');
  await page.getByRole('link', { name: '稚内市ひきこもり相談窓口' }).click();
  await expect(page.getByLabel('窓口の名前')).toHaveValue('稚内市ひきこもり相談窓口');
  const other = await person();
  await signIn(other, 'operator', '/staff/windows');
  await other.goto(page.url());
  await other.getByLabel('所管課').fill('社会福祉課');
  await other.getByRole('button', { name: '保存する' }).click();
  await expect(other.getByText('直しました。')).toBeVisible();
  await page.getByLabel('バリアフリー').fill('段差なし');
  await page.getByRole('button', { name: '保存する' }).click();
  const told = page.getByRole('alert').filter({ hasText: 'この間に、別の画面で保存されています' });
  await expect(told).toBeFocused();
  await expect(told.getByText('社会福祉課')).toBeVisible();
  await expect(told.getByText('段差なし')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await expect(page.getByLabel('バリアフリー')).toHaveValue('段差なし');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('直しました。公開ページに出ています。')).toBeVisible();
});

test('a city with districts asks which one, and not knowing is an answer', async ({ person }) => {
  const sees = await person();
  await sees.goto('/areas/13201');
  await expectNoSeriousAxeFindings(sees);
  const page = await person({ javaScriptEnabled: false });
  await page.goto('/areas/13201');
  await expect(page.getByRole('heading', { name: 'お住まいの地区はどちらですか' })).toBeVisible();
  await page.getByLabel('郵便番号からさがす').fill('192-0993');
  await page.getByRole('button', { name: 'さがす' }).click();
  await expect(page.getByText('第3地区にお住まいの方が相談できる窓口です。')).toBeVisible();
  await expect(page.getByRole('link', { name: /^はちまるサポート/ })).toHaveCount(1);
  await page.getByRole('link', { name: '窓口につなぐ' }).click();
  await expect(page.getByText('東京都八王子市（第3地区）')).toBeVisible();
  await page.goto('/areas?q=192-0997');
  await expect(page.getByText('第7地区にお住まいの方が相談できる窓口です。')).toBeVisible();
  await page.goto('/areas/13201');
  await page.getByRole('link', { name: 'わからない（ぜんぶ見る）' }).click();
  await expect(page.getByRole('link', { name: /^はちまるサポート/ })).toHaveCount(10);
});

test('an English page says the hours in English', async ({ page }) => {
  await page.goto('/en/areas/13116');
  await expect(page.getByText('Mon–Fri 8:30–16:30')).toBeVisible();
});
