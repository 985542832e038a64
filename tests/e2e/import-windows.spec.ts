import type { Page } from '@playwright/test';
import Encoding from 'encoding-japanese';
import writeXlsxFile from 'write-excel-file/node';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';

/** In Tokyo's columns, as a town hall keeps them: the second's hours are no rule, the third has no name. */
const LIST = [
  ['市区町村コード', '窓口名', '対象者', '電話', '電話番号', '受付時間', '訪問相談の受付'],
  ['131164', 'かぜのみち相談', 'ご家族', '○', '03-0000-0000', '平日 9:00～17:00', '○'],
  ['131164', 'ひだまり相談', 'ご本人', '○', '03-0000-0001', '月に一度', ''],
  ['131164', '', 'ご本人', '○', '03-0000-0002', '平日 9:00～17:00', ''],
];

interface ListFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const asCsv = (): ListFile => ({
  name: 'madoguchi.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    Encoding.convert(
      Encoding.stringToCode(LIST.map((cells) => `${cells.join(',')}\r\n`).join('')),
      {
        from: 'UNICODE',
        to: 'SJIS',
      },
    ),
  ),
});

async function asWorkbook(): Promise<ListFile> {
  const data = LIST.map((cells) => cells.map((value) => ({ value, type: String })));
  return {
    name: 'madoguchi.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(await writeXlsxFile(data).toBuffer()),
  };
}

async function handIn(page: Page, file: ListFile): Promise<void> {
  await page.getByLabel('ファイル').setInputFiles(file);
  await page.getByRole('button', { name: '読みこむ' }).click();
  await expect(page.getByRole('heading', { level: 1, name: file.name })).toBeVisible();
}

const count = (page: Page, name: string) =>
  page.locator('dl > div').filter({ hasText: name }).locator('dd');

test('a town hall’s list of desks is looked at, confirmed, sent again as a workbook, and taken back', async ({
  page,
  person,
}) => {
  const visitor = await person({ javaScriptEnabled: false });
  const desk = visitor.getByRole('link', { name: 'かぜのみち相談' });
  await signIn(page, 'aoi', '/staff/windows');
  await page.getByRole('link', { name: '一覧ファイルから入れる' }).click();
  await handIn(page, asCsv());
  await expect(page.getByRole('link', { name: 'そのまま 1' })).toBeVisible();
  await expect(page.getByRole('link', { name: '直して入れる 1' })).toBeVisible();
  await expect(page.getByRole('link', { name: '入れない 1' })).toBeVisible();
  await expect(
    page.getByText('時間の読みとり：月〜金 9:00–17:00（祝日・年末年始は休み）'),
  ).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await visitor.goto('/areas/13116');
  await expect(desk).toHaveCount(0);

  await page.getByRole('button', { name: '確定する' }).click();
  await expect(count(page, '新しくできたもの')).toHaveText('2');
  const first = page.url();
  await visitor.goto('/areas/13116');
  await desk.click();
  await expect(visitor.getByRole('heading', { level: 1, name: 'かぜのみち相談' })).toBeVisible();
  await expect(visitor.getByText(/平日 9:00.17:00/).first()).toBeVisible();

  await page.goto('/staff/imports?kind=windows');
  await handIn(page, await asWorkbook());
  await expect(page.getByText('前に入れたことのある行')).toBeVisible();
  await page.getByRole('button', { name: '確定する' }).click();
  await expect(count(page, '変わらなかったもの')).toHaveText('2');
  await expect(count(page, '新しくできたもの')).toHaveText('0');

  await page.goto(first);
  await page.getByRole('button', { name: 'もとに戻す' }).click();
  await expect(page.getByText('2件をもとに戻しました。')).toBeVisible();
  await visitor.goto('/areas/13116');
  await expect(visitor.getByRole('link', { name: '豊島区ひきこもり相談窓口' })).toBeVisible();
  await expect(desk).toHaveCount(0);
});
