import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { nextDateOf } from '../support/next-date.ts';

const EVENING = '文字だけの本人の会 しずかな夜';
const COURSE = 'はじめての家族教室（3回続き）';

async function send(page: Page): Promise<void> {
  await page.getByLabel('呼ばれたい名前').fill('ひだまり');
  await page.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(page).toHaveURL(/\/receipt\//);
}

for (const javaScriptEnabled of [true, false]) {
  test(`somebody comes every time, skips one and stops; and takes a course whole ${
    javaScriptEnabled ? '' : '(without JavaScript)'
  }`, async ({ person, portal }) => {
    const me = await person({ javaScriptEnabled });
    await me.goto(`/sessions/${await nextDateOf(portal.databaseUrl, EVENING)}`);
    await me.getByLabel('これからも毎回参加する').check();
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(me);
    await send(me);
    await expect(me.locator('dt', { hasText: '毎回参加' })).toBeVisible();
    await me.goto(`/sessions/${await nextDateOf(portal.databaseUrl, COURSE)}`);
    await expect(me.getByText('ひとつの申し込みで、次の3回の席を取ります')).toBeVisible();
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(me);
    await me.getByLabel('とくに知りたいことはありますか').fill('親の亡いあとのこと');
    await send(me);
    const others = me.getByText('ほかの回').locator('xpath=following-sibling::dd[1]/span');
    await expect(others).toHaveCount(2);
    const answer = me.getByText('親の亡いあとのこと');
    await expect(answer).toBeVisible();
    await me.emulateMedia({ media: 'print' });
    await expect(others).toHaveCount(2);
    await expect(others.first()).toBeVisible();
    await expect(answer, 'who finds the slip').toBeHidden();
    await me.emulateMedia({ media: null });

    await me.goto('/me');
    const every = me.getByRole('article', { name: `毎回参加 ${EVENING}` });
    const whole = me.getByRole('article', { name: `全回通し ${COURSE}` });
    const dates = await every.getByRole('link').count();
    expect(dates).toBeGreaterThan(3);
    await expect(whole.getByRole('link')).toHaveCount(3);
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(me);
    await every.getByRole('button', { name: 'の回は休む' }).nth(1).click();
    await expect(every.getByRole('link')).toHaveCount(dates - 1);
    await every.getByText('毎回の参加をやめる', { exact: true }).click();
    await every.getByRole('button', { name: 'やめて、取れている回も取り消す' }).click();
    await expect(me.getByText('毎回の参加をやめました')).toBeVisible();
    await expect(every).toHaveCount(0);
    await expect(whole.getByRole('link')).toHaveCount(3);
  });
}
