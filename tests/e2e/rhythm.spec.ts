/** When a series takes place: rules in all their forms, a changed rule seen before it is saved, several dates at once. */
import type { Page } from '@playwright/test';
import { inDays } from '../support/ahead.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { fillInWeekly } from '../support/series-form.ts';
import { signIn } from '../support/sign-in.ts';

const openEditor = (page: Page): Promise<void> => signIn(page, 'nobu', '/staff/series/new');

async function publishWeekly(
  page: Page,
  title: string,
  fillIn?: () => Promise<void>,
): Promise<void> {
  await openEditor(page);
  await fillInWeekly(page, title);
  await fillIn?.();
  await page.getByRole('button', { name: '公開する' }).click();
  await expect(page.getByText('公開しました。一覧に出ています。')).toBeVisible();
}

async function signUpForTheFirst(page: Page, person: Page): Promise<void> {
  const address = await page
    .getByRole('link', { name: '公開されているページを見る' })
    .getAttribute('href');
  await person.goto(address ?? '');
  await person.getByLabel('呼ばれたい名前').fill('ひだまり');
  await person.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(person.getByRole('heading', { name: '申し込みを受け付けました' })).toBeVisible();
}

test('two rules, a holiday and closed months are read back as sentences', async ({ page }) => {
  await openEditor(page);
  await page.getByLabel('会の名前').fill('土曜と月末のつどい（e2e）');
  await page.locator('input[name="weeks"][value="2"]').check();
  await page.locator('input[name="weeks"][value="4"]').check();
  await page.locator('input[name="weekdays"][value="6"]').check();
  await page.getByLabel('はじまり', { exact: true }).fill('10:00');
  await page.getByLabel('おわり', { exact: true }).fill('12:00');
  await page.getByText('祝日、年末年始、休みの月').click();
  await page.getByRole('radio', { name: '翌週へ' }).check();
  await page.getByLabel('年末年始（12月29日から1月3日）は休み').check();
  await page.locator('input[name="closedMonths"][value="8"]').check();
  await page.getByRole('button', { name: 'もう一つの決まりを足す' }).press('Enter');
  const second = page.getByRole('group', { name: '決まり 2' });
  await expect(second).toBeFocused();
  await second.getByRole('radio', { name: '毎月（日にち）' }).check();
  await second.getByLabel('毎月の何日').fill('15、末日');
  await second.getByLabel('はじまり', { exact: true }).fill('17時');
  await second.getByLabel('おわり', { exact: true }).fill('26:00');
  await page.keyboard.press('Tab');
  await expect(
    page.getByText('毎月 第2・第4土曜日 10:00–12:00（祝日のときは翌週、年末年始・8月は休み）'),
  ).toBeVisible();
  await expect(page.getByText('毎月 15日・末日 17:00–26:00', { exact: true })).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await page.getByLabel('席の数').fill('6');
  await page.getByLabel('席の数').press('Enter');
  await expect(page.getByRole('group', { name: /^決まり/ })).toHaveCount(2);
  await page.getByRole('button', { name: '公開する' }).click();
  await expect(page.getByText('公開しました。一覧に出ています。')).toBeVisible();
  await page.getByText('内容を直す').click();
  await expect(page.getByRole('group', { name: '決まり 2' })).toBeVisible();
  await page.getByRole('button', { name: 'この決まりをやめる' }).first().click();
  await expect(page.getByRole('group', { name: '決まり 2' })).toHaveCount(0);
});

const monthAndDay = (date: string) => date.split('-').slice(1).map(Number);

test('without script, rules are added and dates listed', async ({ person }) => {
  const page = await person({ javaScriptEnabled: false });
  await openEditor(page);
  await page.getByLabel('会の名前').fill('日にちを並べた会（e2e）');
  await page.getByRole('radio', { name: '日にちを並べる' }).check();
  // Of a day without its year the next is meant.
  const [whole, [month, day]] = [inDays(40), monthAndDay(inDays(41))];
  await page.locator('#dates').fill(`${whole}\n${month}/${day}`);
  await page.locator('#startsAt').fill('10:00');
  await page.locator('#endsAt').fill('12:00');
  await page.getByRole('button', { name: 'もう一つの決まりを足す' }).click();
  const second = page.getByRole('group', { name: '決まり 2' });
  await second.getByRole('radio', { name: '曜日ごとの時間' }).check();
  await second.getByLabel('月曜 開く').fill('13:00');
  await second.getByLabel('月曜 閉まる').fill('16:00');
  await page.getByRole('button', { name: '日にちをたしかめる' }).click();
  await expect(page.getByText('毎週 月曜日 13:00–16:00')).toBeVisible();
  const [wholeMonth, wholeDay] = monthAndDay(whole);
  await expect(
    page.getByText(
      new RegExp(`^${wholeMonth}月${wholeDay}日（.）、${month}月${day}日（.） 10:00–12:00$`),
    ),
  ).toBeVisible();
  await expect(page.locator('#dates')).toHaveValue(`${whole}\n${month}/${day}`);
});

test('a changed rule shows what becomes of each date, and saves only what was shown', async ({
  page,
  person,
}) => {
  await publishWeekly(page, '水曜になる会（e2e）');
  await signUpForTheFirst(page, await person());
  const other = await person();
  await page.getByText('内容を直す').click();
  await page.getByLabel('会の名前').fill('時間のかわる会（e2e）');
  await page.getByLabel('はじまり', { exact: true }).last().fill('19:00');
  await page.getByRole('button', { name: '変更を公開する' }).click();
  const heading = page.getByRole('heading', { name: '保存すると、これからの回はこうなります' });
  await expect(heading).toBeFocused();
  await expect(page.getByRole('heading', { name: '申込みに関わる回 1' })).toBeVisible();
  await expect(page.getByText('申込み 1人。席はそのままです。')).toBeVisible();
  await expect(page.getByText('決まりの外になりますが、この日時のまま残します。')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^なくなる回/ })).toBeVisible();
  await expectNoSeriousAxeFindings(page);

  await page.getByRole('button', { name: 'もどって直す' }).click();
  await expect(page.getByLabel('会の名前')).toHaveValue('時間のかわる会（e2e）');
  await page.getByRole('button', { name: '変更を公開する' }).click();
  await expect(heading).toBeVisible();

  // Somebody signs up for a date that was shown to go.
  await other.goto('/sessions?q=水曜になる会');
  const nextWeek = await other.getByRole('link', { name: '次の週を見る' }).getAttribute('href');
  await other.goto(nextWeek ?? '');
  await other.getByRole('link', { name: '水曜になる会（e2e）' }).first().click();
  await other.getByLabel('呼ばれたい名前').fill('そら');
  await other.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(other.getByRole('heading', { name: '申し込みを受け付けました' })).toBeVisible();

  await page.getByRole('button', { name: 'このとおりに保存する' }).click();
  await expect(page.getByText('もう一度たしかめてください。')).toBeVisible();
  await expect(page.getByRole('heading', { name: '申込みに関わる回 2' })).toBeVisible();
  await page.getByRole('button', { name: 'このとおりに保存する' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: '時間のかわる会（e2e）' }),
  ).toBeVisible();
  await expect(page.getByText('決まりの外（申込みがあるので残しています）')).toHaveCount(2);
});

test('the same without script: a real form carries everything typed', async ({ page, person }) => {
  await publishWeekly(page, '文字の会（e2e）');
  const plain = await person({ javaScriptEnabled: false });
  await openEditor(plain);
  await plain.goto(page.url().replace(/\?.*/, ''));
  await plain.getByText('内容を直す').click();
  await plain.locator('#startsAt').fill('18:00');
  await plain.locator('#houseRules').fill('聞いたことを、ほかで話さない\n助言をいそがない');
  await plain.getByRole('button', { name: '変更を公開する' }).click();
  await expect(plain.getByRole('heading', { name: /^なくなる回/ })).toBeVisible();
  await plain.getByRole('button', { name: 'もどって直す' }).click();
  await expect(plain.locator('#startsAt')).toHaveValue('18:00');
  await expect(plain.locator('#houseRules')).toHaveValue(
    '聞いたことを、ほかで話さない\n助言をいそがない',
  );
  await plain.getByRole('button', { name: '変更を公開する' }).click();
  await plain.getByRole('button', { name: 'このとおりに保存する' }).click();
  await expect(plain.getByText('公開しました。一覧に出ています。')).toBeVisible();
  await expect(plain.getByText('18:00–21:30').first()).toBeVisible();
});

test('several dates are called off and brought back, one is noted and one added', async ({
  page,
  person,
}) => {
  await publishWeekly(page, 'まとめて変える会（e2e）');
  const rows = page.locator('li[id^="date-"]');
  await page.getByText('えらんだ回をまとめて変える').click();
  await page.getByRole('button', { name: 'えらんだ回を変える' }).click();
  await expect(page.getByText('回に印をつけてから、もう一度おしてください。')).toBeVisible();
  for (const at of [1, 2]) await rows.nth(at).getByRole('checkbox').check();
  await page.locator('#bulk-reason').fill('夏休みのため');
  await page.getByRole('button', { name: 'えらんだ回を変える' }).click();
  await expect(page.getByText('中止にしました。')).toBeVisible();
  for (const at of [1, 2]) await expect(rows.nth(at).getByText('夏休みのため')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await rows.nth(1).getByRole('button', { name: 'もとに戻す' }).click();
  await expect(page.getByText('もとに戻しました。')).toBeVisible();
  await expect(rows.nth(1).getByText('夏休みのため')).toHaveCount(0);

  const sent: string[] = [];
  page.on('request', (request) => request.url().endsWith('?/change') && sent.push(request.url()));
  await page.getByText('えらんだ回をまとめて変える').click();
  await rows.nth(3).getByRole('checkbox').check();
  await page.getByRole('radio', { name: 'ずらす' }).check();
  await page.locator('#bulk-days').fill('1');
  await page.getByRole('button', { name: 'えらんだ回を変える' }).dblclick();
  await expect(page.getByText('日時を変えました。')).toBeVisible();
  expect(sent).toHaveLength(1);

  await rows.nth(0).getByText('この回だけ変える').click();
  await rows.nth(0).getByLabel('この回のひとこと（公開されます）').fill('きょうは2階です');
  await rows.nth(0).getByRole('button', { name: 'ひとことをのせる' }).click();
  await expect(page.getByText('ひとことを直しました。')).toBeVisible();
  const visitor = await person();
  await visitor.goto('/sessions?q=まとめて変える会');
  await expect(visitor.getByText('きょうは2階です')).toBeVisible();
  await visitor.getByRole('link', { name: 'まとめて変える会（e2e）' }).first().click();
  await expect(visitor.getByText('きょうは2階です')).toBeVisible();

  await page.getByText('決まりにない日を足す').click();
  await page.locator('#date-of-add').fill(inDays(1));
  await page.locator('#starts-add').fill('10:00');
  await page.locator('#ends-add').fill('11:00');
  await page.getByRole('button', { name: 'この日を足す' }).click();
  await expect(page.getByText('足しました。一覧に出ています。')).toBeVisible();
  await expect(page.getByText('足した回')).toBeVisible();
});

test('one date is held elsewhere, wherever people read of it, and goes back to the usual place', async ({
  page,
  person,
}) => {
  const title = '会場のかわる会（e2e）';
  await publishWeekly(page, title, async () => {
    await page.getByRole('radio', { name: '会場', exact: true }).check();
    await page.getByLabel('市区町村か都道府県').fill('総社市');
    await page.getByLabel('会場の名前').fill('市役所の南の平屋');
  });
  const visitor = await person();
  await signUpForTheFirst(page, visitor);
  const first = page.locator('li[id^="date-"]').first();
  await first.getByText('この回だけ変える').click();
  await first.getByLabel('この回だけの会場').fill('芸文館');
  await first.getByLabel(/^市区町村/).fill('岡山県');
  await first.getByRole('button', { name: 'この回の会場を変える' }).click();
  await expect(first.getByText('市区町村の名前を入れてください。')).toBeVisible();
  await expect(first.getByLabel('この回だけの会場')).toHaveValue('芸文館');
  await first.getByLabel(/^市区町村/).fill('倉敷市');
  await first.getByRole('button', { name: 'この回の会場を変える' }).click();
  await expect(first.getByText('会場を変えました。')).toBeVisible();
  await expect(first.getByText('この回だけの会場: 岡山県 倉敷市 芸文館')).toBeVisible();

  await visitor.reload();
  await expect(visitor.getByText('倉敷市 芸文館')).toBeVisible();
  await expect(visitor.getByText('この回だけ会場が変わります')).toBeVisible();
  await visitor.goto(`/sessions?q=${title}&area=33202&reach=town`);
  await expect(visitor.getByText('この回だけ会場が変わります')).toBeVisible();
  await visitor.getByRole('link', { name: title }).click();
  await expect(visitor.getByText('ふだんの会場は「総社市 市役所の南の平屋」です。')).toBeVisible();
  await visitor.goto(`/areas/33202/leaflet?month=${inDays(3).slice(0, 7)}`);
  await expect(visitor.getByText('芸文館（この回だけ）')).toBeVisible();

  const dates = page.url();
  await first.getByRole('link', { name: '名簿' }).click();
  await expect(page.getByText('倉敷市 芸文館')).toContainText('総社市 市役所の南の平屋');
  await page.goto(dates);
  await page.getByText('えらんだ回をまとめて変える').click();
  await page.getByRole('button', { name: '出ている回すべてに印をつける' }).click();
  await page.getByRole('radio', { name: '会場を戻す' }).check();
  await page.getByRole('button', { name: 'えらんだ回を変える' }).click();
  await expect(page.getByRole('heading', { name: '申込みのある回は、こうなります' })).toBeFocused();
  await expect(page.getByText('総社市 市役所の南の平屋 に変わります')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await page.getByRole('button', { name: 'このとおりに変える' }).click();
  await expect(page.getByText('ふだんの会場に戻しました。')).toBeVisible();
  await visitor.goto(`/sessions?q=${title}&area=33208&reach=town`);
  await expect(visitor.getByRole('link', { name: title }).first()).toBeVisible();
  await expect(visitor.getByText('この回だけ会場が変わります')).toHaveCount(0);
});
