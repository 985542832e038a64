/** What is called off reaches those whom nobody can write to. */
import type { Page } from '@playwright/test';
import { anEveningIn, movesToToday } from '../support/evening.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';
import { signUpAs } from '../support/sign-up-as.ts';

test('an organiser calls an evening off: who is on the receipt sees it at once, who comes back meets it on the first page, and staff see how many do not know', async ({
  page: publisher,
  person,
  portal,
}) => {
  const evening = { title: '夜のつどい・中止', capacity: 8, publishedBy: 'nobu' };
  const { id } = await anEveningIn(portal.databaseUrl, evening);
  const [mother, father] = [await person({ javaScriptEnabled: false }), await person()];
  await signUpAs(mother, id, 'ひだまり');
  await signUpAs(father, id, 'こかげ');
  await mother.goto('/');
  await expect(mother.getByText('変更があります')).toHaveCount(0);

  await signIn(publisher, 'nobu', `/staff/occurrences/${id}`);
  await expect(publisher.getByText('まだ見ていない人')).toHaveCount(0);
  await publisher.getByRole('link', { name: '予定を直す' }).click();
  const date = publisher.locator(`#date-${id}`);
  await date.getByText('この回だけ変える').click();
  await date.getByLabel('理由（公開されます）').fill('会場の都合');
  await date.getByRole('button', { name: 'この回を中止する' }).click();
  await expect(date.getByText('まだ見ていない人 2人（2人中）')).toBeVisible();

  await expect(father.getByRole('heading', { name: 'この会は、中止になりました' })).toBeVisible();
  await father.reload();

  const first = await mother.goto('/');
  expect(first?.headers()['cache-control']).toBe('no-store');
  await expect(mother.getByText('予定に、変更があります。')).toBeVisible();
  await mother.getByRole('link', { name: '内容を見る' }).click();
  await expect(mother.getByRole('heading', { name: 'この会は、中止になりました' })).toBeVisible();
  await mother.goto('/');
  await expect(mother.getByText('予定に、変更があります。')).toHaveCount(0);

  await publisher.goto(`/staff/occurrences/${id}`);
  await expect(publisher.getByText('申し込んだ2人みんなが見ました。')).toBeVisible();
  await publisher.getByRole('link', { name: '貼り紙を印刷する' }).click();
  await expect(publisher.getByText(/会は、中止になりました。$/)).toBeVisible();
  expect(await publisher.locator('article').innerText()).not.toContain('つどい・中止');
  await expectNoSeriousAxeFindings(publisher);
});

test('on the day every page tells the hour, to the one who comes and to nobody else', async ({
  person,
  portal,
}) => {
  const { id } = await anEveningIn(portal.databaseUrl, { title: '夜のつどい・今日', capacity: 8 });
  await movesToToday(portal.databaseUrl, id);
  const [mother, stranger] = [await person(), await person()];
  await signUpAs(mother, id, 'ひだまり');
  await mother.goto('/areas');
  const banner = mother.getByRole('complementary', { name: 'あなたの予定' });
  await expect(banner.getByText(/^今日 \d+:\d\d に、予定があります。$/)).toBeVisible();
  await expectNoSeriousAxeFindings(mother);
  const file = await mother.goto('/call', { waitUntil: 'networkidle' });
  expect(file?.headers()['cache-control']).not.toBe('no-store');
  await expect(banner.getByText(/^今日 \d+:\d\d に、予定があります。$/)).toBeVisible();
  expect(await pagesRead(mother)).toBe(1);
  const theirs = await stranger.goto('/areas');
  expect(theirs?.headers()['cache-control']).not.toBe('no-store');
  await expect(stranger.getByRole('complementary', { name: 'あなたの予定' })).toHaveCount(0);
});

/** How many other pages a page has read for what it says. */
const pagesRead = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      performance.getEntriesByType('resource').filter(({ name }) => /\/(display|call)$/.test(name))
        .length,
  );

/** When a page last asked for itself again, or came. */
const lastReading = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const asked = performance.getEntriesByName(location.href, 'resource').at(-1);
    return performance.timeOrigin + (asked?.startTime ?? 0);
  });

test('who waits sees their place in the queue, and the place that comes, within a second; without script by reading anew', async ({
  person,
  portal,
}) => {
  const { id } = await anEveningIn(portal.databaseUrl, {
    title: '夜のつどい・じゅん',
    capacity: 1,
  });
  const [first, second, third, plain] = [
    await person(),
    await person(),
    await person(),
    await person({ javaScriptEnabled: false }),
  ];
  await signUpAs(first, id, 'ひだまり');
  for (const [page, nickname] of [
    [second, 'こかげ'],
    [third, 'そら'],
    [plain, 'つき'],
  ] as const) {
    await page.goto(`/sessions/${id}`);
    await page.getByLabel('呼ばれたい名前').fill(nickname);
    await page.getByRole('button', { name: 'キャンセル待ちに入る' }).click();
  }
  await expect(third.getByText('キャンセル待ち 2番目')).toBeVisible();
  await expect(plain.getByText('キャンセル待ち 3番目')).toBeVisible();
  await expect(third.getByText(/申し込んだ順に、自動で席が取れます/)).toBeVisible();
  await first.goto('/me');
  await first.getByText('取り消す', { exact: true }).click();
  // What followed the sign-ups themselves is read by then.
  await expectNoSeriousAxeFindings(first);
  await expect.poll(async () => Date.now() - (await lastReading(third))).toBeGreaterThan(3_000);
  const cancelled = first.waitForResponse((response) => response.request().method() === 'POST');
  await first.getByRole('button', { name: 'はい、取り消します' }).click();
  await cancelled;
  const at = Date.now();
  await expect(third.getByText('キャンセル待ち 1番目')).toBeVisible();
  expect((await lastReading(third)) - at).toBeLessThan(1_000);
  await expect(second.getByRole('heading', { name: '席が取れました' })).toBeVisible();
  await expectNoSeriousAxeFindings(second);
  await plain.getByRole('link', { name: 'この画面を読みなおす' }).click();
  await expect(plain.getByText('キャンセル待ち 2番目')).toBeVisible();
});
