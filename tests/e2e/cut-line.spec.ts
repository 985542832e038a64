import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';
import { openHalfOpenProxy } from '../support/half-open-proxy.ts';
import { leavePortal } from '../support/inside-portal.ts';
import { startPortal, type Portal } from '../support/portal.ts';
import { aRoomIn, carry } from '../support/room-journey.ts';
import { rowsOf } from '../support/rows.ts';
import { signIn } from '../support/sign-in.ts';

/** A ping every ten seconds may be eight late, and words take a moment to appear. */
const TOLD_WITHIN = 20_000;

test.use({ ownProcess: import.meta.filename });

const unsent = (cut: string) => `まだ届いていないこと（${cut}）`;
const cutOff = (page: Page) => page.getByText(/通信が切れています/).first();
const composer = (page: Page) => page.getByRole('textbox', { name: 'メッセージ' });

async function press(page: Page, area: string, words: string): Promise<void> {
  await page.goto(`/talk${area}`);
  await page.getByLabel('はじめのひとこと').fill(words);
  await page.getByRole('button', { name: 'いますぐ話したい' }).click();
}

/** Everybody whose page lives on a line: who waits, who talks, who sits in a room, who is at the desk. */
async function everybody(browser: Browser, portal: Portal, url: string) {
  const contexts: BrowserContext[] = [];
  const person = async () => {
    const context = await browser.newContext({ baseURL: url, locale: 'ja-JP' });
    contexts.push(context);
    return context.newPage();
  };
  const [desk, talking, waiting, guest] = [
    await person(),
    await person(),
    await person(),
    await person(),
  ];
  await signIn(desk, 'yuri', '/staff/desk');
  await press(talking, '?area=13116', '夜しか話せません');
  await desk.getByRole('button', { name: /応答する/ }).click();
  await composer(talking).fill('聞こえますか');
  await talking.keyboard.press('Control+Enter');
  await expect(talking.getByText('保存済み').last()).toBeVisible();

  await press(waiting, '?area=01100', '');
  await expect(waiting.getByRole('button', { name: /やめる/ })).toBeVisible();

  const room = await aRoomIn(portal);
  await carry(guest.context(), url, (await room.guest('あおい')).cookie);
  const line = guest.waitForEvent('websocket');
  await guest.goto(`/rooms/${room.roomId}`);
  await line;
  const close = () => Promise.all(contexts.map((context) => context.close()));
  return { desk, talking, waiting, guest, contexts, close };
}

type Everybody = Awaited<ReturnType<typeof everybody>>;

/** Each sees within the time that the line is cut; what is sent meanwhile is not shown as kept. */
async function expectAllTold(cut: string, { desk, talking, waiting, guest }: Everybody) {
  const since = performance.now();
  await composer(talking).fill(unsent(cut));
  await talking.keyboard.press('Control+Enter');
  await composer(talking).fill('書きかけ');
  await Promise.all(
    Object.entries({ desk, talking, waiting, guest }).map(([who, page]) =>
      expect(cutOff(page), `${who}, ${cut}`).toBeVisible({
        timeout: TOLD_WITHIN - (performance.now() - since),
      }),
    ),
  );
  await expect(talking.getByText('つながったら送ります')).toBeVisible();
}

async function expectAllBack(cut: string, { desk, talking, waiting, guest }: Everybody) {
  for (const [who, page] of Object.entries({ desk, talking, waiting, guest }))
    await expect(cutOff(page), `${who}, after ${cut}`).toBeHidden({ timeout: 30_000 });
}

/** The line stays as it is until nobody counts on the desk any more, and the person whom it talked with is rung for again. */
async function untilTheDeskIsMissed(portal: Portal): Promise<void> {
  const talks = () => rowsOf(portal.databaseUrl, "select from contacts where state = 'talking'");
  await expect.poll(talks, { timeout: TOLD_WITHIN }).toEqual([]);
}

/** A browser keeps dead connections beside the living, and finds out by using them: each costs a reading its eight seconds. */
const READ_ANEW = { timeout: 40_000 };

/** The desk was away longer than its lease: the person waits again, with all they wrote. */
async function answerAgain(cut: string, { desk, talking }: Everybody): Promise<void> {
  await expect(talking.getByLabel('書いておくこと')).toHaveValue(/書きかけ$/, READ_ANEW);
  await desk.getByRole('button', { name: /応答する/ }).click();
  await expect(composer(talking)).toHaveValue(/書きかけ$/, READ_ANEW);
  const typed = async () => (await composer(talking).inputValue()).includes(unsent(cut));
  const read = () => desk.getByRole('log').getByText(unsent(cut)).isVisible();
  await expect.poll(async () => (await typed()) || (await read()), READ_ANEW).toBe(true);
}

test('a killed server, a gone network, a half-open line: everybody is told in time, nothing written is lost', async ({
  browser,
}) => {
  const proxy = await openHalfOpenProxy();
  const portal = await startPortal({ ORIGIN: proxy.url });
  proxy.leadTo(portal.url);
  const all = await everybody(browser, portal, proxy.url);

  await portal.kill('SIGKILL');
  await expectAllTold('killed', all);
  await portal.restart();
  await expectAllBack('killed', all);
  await expect(all.talking.getByText('つながったら送ります')).toBeHidden();
  await expect(all.desk.getByRole('log').getByText(unsent('killed'))).toHaveCount(1);
  await expect(composer(all.talking)).toHaveValue('書きかけ');

  const wholeNetwork = (offline: boolean) =>
    Promise.all(all.contexts.map((context) => context.setOffline(offline)));
  await wholeNetwork(true);
  await expectAllTold('without network', all);
  await untilTheDeskIsMissed(portal);
  await wholeNetwork(false);
  await expectAllBack('without network', all);
  await answerAgain('without network', all);

  proxy.fallSilent();
  await expectAllTold('half open', all);
  await untilTheDeskIsMissed(portal);
  proxy.carryAgain();
  await expectAllBack('half open', all);
  await answerAgain('half open', all);

  await all.close();
  await proxy.close();
  await leavePortal();
  await portal.stop();
});

test('a reading that the line does not let through leaves the page as it is, with what was typed', async ({
  page,
}) => {
  await press(page, '?area=01100', '');
  const words = page.getByLabel('書いておくこと');
  await words.fill('書きかけ');
  let refused = 0;
  await page.route(
    '**/talk/__data.json*',
    (route) => {
      refused += 1;
      return route.abort('connectionrefused');
    },
    { times: 2 },
  );
  await expect.poll(() => refused, { timeout: 40_000 }).toBe(2);
  await page.waitForResponse(/talk\/__data\.json/);
  await expect(words).toHaveValue('書きかけ');
});
