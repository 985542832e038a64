import type { Page } from '@playwright/test';
import { enterPortal } from '../support/inside-portal.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import type { Portal } from '../support/portal.ts';
import { signIn } from '../support/sign-in.ts';

// A desk at which sixty letters wait is no place for other journeys.
test.use({ ownProcess: import.meta.filename });

/** At the window that somebody of the demonstration answers. */
async function sixtyLetters(portal: Portal, page: Page): Promise<void> {
  await page.goto('/areas/13116');
  const link = page.getByRole('link', { name: '急がない手紙を書く' });
  const windowId = /\/windows\/([\w-]+)\/letter/.exec((await link.getAttribute('href')) ?? '')?.[1];
  enterPortal(portal);
  const { aLetterAt, lettersLike } = await import('../support/contacts.ts');
  await lettersLike(await aLetterAt(windowId ?? '', null), 59);
}

for (const javaScriptEnabled of [true, false])
  test(`${javaScriptEnabled ? 'with' : 'without'} script: the last of more letters than a desk lists is reached from there by keyboard, and answered`, async ({
    person,
    portal,
  }) => {
    const desk = await person({ javaScriptEnabled });
    await sixtyLetters(portal, desk);
    await signIn(desk, 'yuri', '/staff/desk');
    const beside = desk.context().waitForEvent('page');
    await desk.getByRole('link', { name: /^ほか\d+通を見る/ }).press('Enter');
    const line = await beside;
    const letters = line.getByRole('button', { name: /までに返事/ });
    const next = line.getByRole('link', { name: /^つづき/ });
    await expect(letters).toHaveCount(50);
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(line);
    for (let left = 51; left > 50;) {
      left = Number(/\d+/.exec(await next.innerText()));
      await next.press('Enter');
      // Of two full pages the number alone tells which one stands there.
      await expect(next.filter({ hasText: String(left) })).toHaveCount(0);
      await expect(letters).toHaveCount(Math.min(left, 50));
    }
    await expect(next).toHaveCount(0);
    await letters.last().press('Enter');
    await line.getByLabel('返事', { exact: true }).fill('お待たせしました');
    await line.getByRole('button', { name: '返事を送る' }).click();
    await expect(line.getByText('返事を預けました。')).toBeVisible();
    await expect(desk.getByRole('link', { name: /^ほか\d+通を見る/ })).toBeVisible();
  });
