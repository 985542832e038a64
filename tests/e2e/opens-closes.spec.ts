/** What the clock alone changes shows by itself, and takes no word from anybody. Nobody waits for it here: the clocks go on. */
import type { Page } from '@playwright/test';
import { anEveningIn, signUpTurns } from '../support/evening.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';

const SECONDS = 600;

/** As long after, for the portal by what it knows of the date, for each page by its own clock. */
async function itsTimeComes(turned: () => Promise<void>, ...pages: Page[]): Promise<void> {
  await turned();
  for (const { clock } of pages) await clock.fastForward(SECONDS * 1_000);
}

test('sign-up opens: the form comes by itself, in the list too, though the telephone goes seven minutes slow', async ({
  person,
  portal,
}) => {
  const { id, title } = await anEveningIn(portal.databaseUrl, {
    title: '夜のつどい・ひらく',
    capacity: 5,
  });
  await signUpTurns(portal.databaseUrl, id, { opensInSeconds: SECONDS });
  const [mother, father] = [await person(), await person()];
  await mother.clock.install({ time: Date.now() - 7 * 60_000 });
  await father.clock.install();
  await father.goto('/sessions');
  const row = father.getByRole('article').filter({ hasText: title });
  await expect(row).toContainText('受付はこれから');
  await mother.goto(`/sessions/${id}`);
  await expect(mother.getByRole('heading', { name: '受付はこれからです' })).toBeVisible();
  await expect(mother.getByLabel('呼ばれたい名前')).toHaveCount(0);
  const opens = () => signUpTurns(portal.databaseUrl, id, { opensInSeconds: 0 });
  await itsTimeComes(opens, mother, father);
  await expect(mother.getByLabel('呼ばれたい名前')).toBeVisible();
  await expect(mother.getByRole('status').filter({ hasText: '申し込めます。' })).toHaveCount(1);
  await expectNoSeriousAxeFindings(mother);
  await expect(row).not.toContainText('受付はこれから');
  await mother.getByLabel('呼ばれたい名前').fill('ひだまり');
  const posted = mother.waitForRequest((request) => request.url().includes('/signUp'));
  await mother.getByRole('button', { name: '申し込む', exact: true }).click();
  const proof = new URLSearchParams((await posted).postData() ?? '').get('proof');
  expect(proof, 'the device works for a form that came later, too').toMatch(/^\d+$/);
  await expect(mother.getByRole('heading', { name: '申し込みを受け付けました' })).toBeVisible();
});

test('sign-up closes while somebody writes: their words stay, the button goes, and the next date is named', async ({
  person,
  portal,
}) => {
  const { id } = await anEveningIn(portal.databaseUrl, {
    title: '夜のつどい・とじる',
    capacity: 5,
  });
  await signUpTurns(portal.databaseUrl, id, { closesInSeconds: SECONDS });
  const [mother, father] = [await person(), await person()];
  for (const page of [mother, father]) {
    await page.clock.install();
    await page.goto(`/sessions/${id}`);
  }
  await mother.getByLabel('呼ばれたい名前').fill('ひだまり');
  await mother.getByLabel('先に伝えたいこと').fill('声は出せません');
  const closes = () => signUpTurns(portal.databaseUrl, id, { closesInSeconds: 0 });
  await itsTimeComes(closes, mother, father);
  await expect(mother.getByText('申し込みは、いま終わったところです。')).toBeVisible();
  await expect(mother.getByRole('heading', { name: '受付は終わりました' })).toBeVisible();
  await expect(mother.getByLabel('先に伝えたいこと')).toHaveValue('声は出せません');
  await expect(mother.getByLabel('先に伝えたいこと')).toBeFocused();
  await expect(mother.getByRole('button', { name: '申し込む', exact: true })).toHaveCount(0);
  await expectNoSeriousAxeFindings(mother);
  await expect(father.getByLabel('呼ばれたい名前')).toHaveCount(0);
  await expect(father.getByRole('link', { name: 'ほかの予定を見る' })).toBeVisible();

  // Whoever sends it all the same is told the same, and keeps the same.
  await mother.getByLabel('呼ばれたい名前').press('Enter');
  await expect(
    mother.getByRole('alert').getByText('書いたものは、この画面に残っています'),
  ).toBeVisible();
  await expect(mother.getByLabel('先に伝えたいこと')).toHaveValue('声は出せません');
  await expect(mother.getByRole('button', { name: '申し込む', exact: true })).toHaveCount(0);
});

test('without script the page says how old it is and how to read it anew, and a late form loses nothing', async ({
  person,
  portal,
}) => {
  const { id } = await anEveningIn(portal.databaseUrl, {
    title: '夜のつどい・しずか',
    capacity: 5,
  });
  await signUpTurns(portal.databaseUrl, id, { opensInSeconds: SECONDS });
  const mother = await person({ javaScriptEnabled: false });
  await mother.goto(`/sessions/${id}`);
  await expect(mother.getByText(/^この画面は、\d+:\d\dのものです。$/)).toBeVisible();
  await signUpTurns(portal.databaseUrl, id, { opensInSeconds: 0 });
  await mother.getByRole('link', { name: 'この画面を読みなおす' }).click();
  await mother.getByLabel('呼ばれたい名前').fill('ひだまり');
  await mother.getByLabel('先に伝えたいこと').fill('声は出せません');
  await signUpTurns(portal.databaseUrl, id, { closesInSeconds: 0 });
  await mother.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(
    mother.getByRole('alert').getByText('申し込みは、いま終わったところです。'),
  ).toBeVisible();
  await expect(mother.getByLabel('先に伝えたいこと')).toHaveValue('声は出せません');
  await expect(mother.getByRole('button', { name: '申し込む', exact: true })).toHaveCount(0);
});
