/** A mother and a grown child with one telephone. */
import { anEveningIn } from '../support/evening.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';

for (const javaScriptEnabled of [true, false]) {
  test(`the child learns neither who signed up before nor for what, and signs up as somebody else ${
    javaScriptEnabled ? '' : '(without JavaScript)'
  }`, async ({ person, portal }) => {
    const title = javaScriptEnabled ? '夜のつどい・ひとつ' : '夜のつどい・ふたつ';
    const { id } = await anEveningIn(portal.databaseUrl, { title, capacity: 5 });
    const page = await person({ javaScriptEnabled });
    await page.goto(`/sessions/${id}`);
    await page.getByLabel('呼ばれたい名前').fill('ひだまり');
    await page.getByRole('button', { name: '申し込む', exact: true }).click();
    await expect(page.getByRole('heading', { name: '申し込みを受け付けました' })).toBeVisible();

    await page.goto(`/sessions/${id}`);
    await expect(page.getByText('この端末から、前に申し込みがありました。')).toBeVisible();
    await expect(page.getByText('ひだまり')).toHaveCount(1); // The form's own example of a name.
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(page);
    await page.getByLabel('いいえ、別の人として申し込む').check();
    await page.getByLabel('呼ばれたい名前').fill('こかげ');
    await page.getByRole('button', { name: '申し込む', exact: true }).click();
    await expect(page.getByText('合言葉をまだ控えていないようです')).toBeVisible();
    await expect(page.getByLabel('呼ばれたい名前')).toHaveValue('こかげ');
    await page.getByLabel('前の方が控えていなくても、別の人として申し込む').check();
    await page.getByRole('button', { name: '申し込む', exact: true }).click();
    await expect(page.getByText('こかげ さん')).toBeVisible();

    await page.goto('/me');
    await expect(page.getByText('こかげ さん')).toHaveCount(1);
    await expect(page.getByText('ひだまり さん')).toHaveCount(0);
  });
}
