import Encoding from 'encoding-japanese';
import type { Page } from '@playwright/test';
import { inDays } from '../support/ahead.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';

/** As a town hall's spreadsheet saves it. */
const list = (name: string, ...rows: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(
    Encoding.convert(
      Encoding.stringToCode(
        [
          '市区町村コード,ＮＯ,イベント名,開始日,開始時間,終了時間,場所名称,料金（基本）',
          ...rows,
          '',
        ].join('\r\n'),
      ),
      { from: 'UNICODE', to: 'SJIS' },
    ),
  ),
});

const ROWS = [
  `131164,1,家族の学習会（取りこみ）,${inDays(20)},13:30,15:00,区民センター,0`,
  `131164,2,脱出をめざす会（取りこみ）,${inDays(21)},午後1時30分～3時,,こもれびの家,500`,
  '131164,3,日にちのない会（取りこみ）,,10:00,,,',
];

async function handIn(page: Page, file: ReturnType<typeof list>): Promise<void> {
  await page.goto('/staff/imports');
  await page.getByLabel('ファイル').setInputFiles(file);
  await page.getByRole('button', { name: '読みこむ' }).click();
  await expect(page).toHaveURL(/\/staff\/imports\/[0-9a-f-]{36}$/);
}

const count = (page: Page, name: string) =>
  page.locator('dl > div').filter({ hasText: name }).locator('dd');

test('a CP932 list becomes drafts once confirmed; the same list again changes nothing; undone, nothing is left', async ({
  page,
  person,
}) => {
  await signIn(page, 'nobu', '/staff/series');
  await page.getByRole('link', { name: '一覧ファイルから入れる' }).click();
  await expect(page.getByLabel('ファイル')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await handIn(page, list('gyoji.csv', ...ROWS));

  await expect(page.getByText('CP932、カンマ区切り')).toBeVisible();
  await expect(page.getByRole('link', { name: '入れない 1' })).toBeVisible();
  await expect(page.getByText('避けたい言葉：脱出')).toBeVisible();
  await expect(page.getByText('開始日がありません。').first()).toBeVisible();
  await page.getByText('読んだもの').first().click();
  await expect(page.getByText('家族の学習会（取りこみ）').last()).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  const preview = page.url();
  await page.goto('/staff/series');
  await expect(page.getByText('家族の学習会（取りこみ）')).toHaveCount(0);

  await page.goto(preview);
  await page.getByRole('button', { name: '確定する' }).click();
  await expect(page.getByText('入れました。')).toBeVisible();
  await expect(count(page, '新しくできたもの')).toHaveText('2');
  await expectNoSeriousAxeFindings(page);
  await page.goto('/staff/series');
  const draft = page.getByRole('listitem').filter({ hasText: '家族の学習会（取りこみ）' });
  await expect(draft).toContainText('下書き');
  const visitor = await person();
  await visitor.goto(`/sessions?from=${inDays(20)}`);
  await expect(visitor.getByText('家族の学習会（取りこみ）')).toHaveCount(0);

  await handIn(page, list('gyoji-again.csv', ...ROWS));
  await expect(page.getByText('前に入れたことのある行')).toBeVisible();
  await page.getByRole('button', { name: '確定する' }).click();
  await expect(count(page, '変わらなかったもの')).toHaveText('2');
  await expect(count(page, '新しくできたもの')).toHaveText('0');

  await page.goto(preview);
  await page.getByRole('button', { name: 'もとに戻す' }).click();
  await expect(page.getByText('2件をもとに戻しました。')).toBeVisible();
  await page.goto('/staff/series');
  await expect(page.getByText('家族の学習会（取りこみ）')).toHaveCount(0);
});

test('without script a list is handed in, told what is wrong with it, and called off', async ({
  person,
}) => {
  const page = await person({ javaScriptEnabled: false });
  await signIn(page, 'nobu', '/staff/series');
  await page.goto('/staff/imports');
  await page.getByLabel('ファイル').setInputFiles({
    name: 'empty.csv',
    mimeType: 'text/csv',
    buffer: Buffer.alloc(0),
  });
  await page.getByRole('button', { name: '読みこむ' }).click();
  await expect(page.getByText('行がありません。').first()).toBeVisible();
  // Longer than any form of words may be.
  const long = Array.from(
    { length: 900 },
    (_, n) => `131164,${n},会 ${n},${inDays(30)},10:00,11:30,集会所${'　'.repeat(400)},0`,
  );
  await handIn(page, list('long.csv', ...long));
  await expect(page.getByRole('link', { name: 'そのまま 900' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: '取り消す' }).click();
  await expect(page).toHaveURL(/\/staff\/imports$/);
  await expect(page.getByText('long.csv')).toHaveCount(0);
});

test('a stranger to the organisation finds nothing there', async ({ page, person }) => {
  await signIn(page, 'nobu', '/staff/series');
  await handIn(page, list('ours.csv', ...ROWS));
  const other = await person();
  await signIn(other, 'minato', '/staff/imports');
  const theirs = await other.goto(page.url());
  expect(theirs?.status()).toBe(404);
});

test('what is coming can be taken along as a file, by anybody', async ({ request }) => {
  const csv = await request.get('/lists/areas/13116.csv');
  expect(csv.headers()['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.headers()['content-disposition']).toContain('events-13116.csv');
  expect((await csv.text()).startsWith('\uFEFF都道府県コード又は市区町村コード,NO,')).toBe(true);
  const workbook = await request.get('/lists/windows/gif/13.xlsx');
  expect((await workbook.body()).subarray(0, 2).toString()).toBe('PK');
  for (const unknown of ['areas/99999.csv', 'areas/13116.pdf', 'windows/tokyo/99.csv'])
    expect((await request.get(`/lists/${unknown}`)).status(), unknown).toBe(404);
  const posted = await request.post('/staff/sign-in', {
    headers: { origin: new URL(csv.url()).origin, 'content-type': 'text/plain' },
    data: 'x'.repeat(600 * 1024),
  });
  expect(posted.status()).toBe(413);
});
