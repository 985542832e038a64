/** How many came, by those who published it. */
import { anEveningIn } from '../support/evening.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';

test('a publisher writes down how many came: a slip of the hand is told at its field and loses nothing, and the month can be taken along', async ({
  page,
  portal,
}) => {
  const [lecture, tea] = [
    await anEveningIn(portal.databaseUrl, begun('おわった講座')),
    await anEveningIn(portal.databaseUrl, begun('おわったお茶会')),
  ];
  await signIn(page, 'nobu', `/staff/occurrences/${lecture.id}`);
  await page.getByRole('link', { name: '参加人数' }).click();
  const came = ({ title }: { title: string }) =>
    page.getByRole('textbox', { name: new RegExp(`^いらっしゃった方\\s*（${title}、`) });
  await came(lecture).fill('１２');
  await came(tea).fill('五人くらい');
  await page.getByRole('button', { name: '人数を保存する' }).click();
  await page
    .getByRole('alert')
    .getByRole('link', { name: /^おわったお茶会/ })
    .click();
  await expect(came(tea)).toBeFocused();
  await expect(came(lecture)).toHaveValue('１２');
  await came(tea).fill('0');
  await page.getByRole('button', { name: '人数を保存する' }).click();
  await expect(page.getByText('保存しました。')).toBeVisible();
  await expectNoSeriousAxeFindings(page);

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ]);
  const text = await (await file.createReadStream()).toArray();
  const table = Buffer.concat(text as Buffer[]).toString();
  expect(table).toContain('おわった講座,0,,12');
  expect(table).toContain('おわったお茶会,0,,0');
  await page.getByRole('link', { name: '前の月' }).click();
  await expect(came(lecture)).toHaveCount(0);
});

const begun = (title: string) => ({
  ...{ title, startsInMinutes: -10, capacity: 8, publishedBy: 'nobu' },
});
