import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { nextDateOf } from '../support/next-date.ts';
import { signIn } from '../support/sign-in.ts';

const CIRCLE = '少人数でゆっくり話す家族の会';

async function signUpHere(page: Page, nickname: string): Promise<void> {
  await page.getByLabel('呼ばれたい名前').fill(nickname);
  await page.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(page).toHaveURL(/\/receipt\//);
}

for (const javaScriptEnabled of [true, false]) {
  test(`where a talk comes first a mother is led to it, and afterwards signs up ${
    javaScriptEnabled ? '' : '(without JavaScript)'
  }`, async ({ person, portal }) => {
    const asking = `/sessions/${await nextDateOf(portal.databaseUrl, CIRCLE)}`;
    const mother = await person({ javaScriptEnabled });
    await mother.goto(asking);
    await expect(
      mother.getByRole('heading', { name: 'はじめに、少しお話をうかがいます' }),
    ).toBeVisible();
    await expect(mother.getByLabel('呼ばれたい名前')).toBeHidden();
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(mother);
    await mother.locator('[data-live="first-talk"]').getByRole('link').last().click();
    const slot = new URL(mother.url()).pathname.split('/').at(-1) ?? '';
    const name = javaScriptEnabled ? 'ひだまり' : 'そら';
    await signUpHere(mother, name);

    const supporter = await person();
    await signIn(supporter, 'takeru', `/staff/occurrences/${slot}`);
    await supporter.getByRole('button', { name: `${name} さん、はじめのお話がすんだ` }).click();
    await expect(supporter.getByText('すみました', { exact: true })).toBeVisible();
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(supporter);

    await mother.goto('/me');
    await expect(mother.getByText('はじめのお話がすみました')).toBeVisible();
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(mother);
    await mother.getByRole('link', { name: CIRCLE }).click();
    // Whoever has the device next reads what everybody does, not that somebody had a talk.
    await expect(
      mother.getByRole('heading', { name: 'はじめに、少しお話をうかがいます' }),
    ).toBeVisible();
    await mother.getByText('お話がすんだ方の申し込み').click();
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(mother);
    await signUpHere(mother, name);
    await mother.goto('/me');
    await expect(mother.getByRole('heading', { level: 3, name: CIRCLE })).toBeVisible();
    await expect(mother.getByText('はじめのお話がすみました')).toHaveCount(0);
  });
}
