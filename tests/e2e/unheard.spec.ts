import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { aRoomIn, carry, type JourneyRoom } from '../support/room-journey.ts';
import type { Portal } from '../support/portal.ts';

const enter = async (
  page: Page,
  portal: Portal,
  { roomId }: JourneyRoom,
  cookie: JourneyRoom['hostCookie'],
) => {
  await carry(page.context(), portal.url, cookie);
  await page.goto(`/rooms/${roomId}`);
};
const log = (page: Page) => page.getByRole('log', { name: '会話' });
const cannotHear = (page: Page) => page.getByRole('button', { name: /^聞こえません/ });

test('who cannot hear says so with one press: the host cannot miss it, nobody else learns of it', async ({
  portal,
  person,
}) => {
  const room = await aRoomIn(portal);
  const phone = { viewport: { width: 390, height: 844 } };
  const [host, aoi, k] = [await person(phone), await person(phone), await person()];
  await enter(host, portal, room, room.hostCookie);
  await enter(aoi, portal, room, (await room.guest('あおい')).cookie);
  await enter(k, portal, room, (await room.guest('K')).cookie);
  await cannotHear(aoi).click();
  await expect(aoi.getByText('聞こえないことを、世話人に伝えました。')).toBeVisible();
  const notice = host.getByRole('alert').filter({ hasText: 'あおいさんは、話が聞こえない' });
  await expect(notice).toBeInViewport();
  await expectNoSeriousAxeFindings(host);
  await expectNoSeriousAxeFindings(aoi);
  await aoi.reload();
  await expect(aoi.getByText('聞こえないことを、世話人に伝えました。')).toBeVisible();
  await notice.getByRole('button', { name: '文字で続けます' }).click();
  await expect(log(aoi)).toContainText('文字で続けます');
  await expect(aoi.getByText('世話人が気づきました。')).toBeVisible();
  await expect(notice).toBeHidden();
  await aoi.getByRole('button', { name: '聞こえるようになりました' }).click();
  await expect(cannotHear(aoi)).toBeVisible();
  await expect(k.getByText(/あおい/)).toHaveCount(0);

  // Whoever closes the page has left, and is nobody's worry.
  const row = host.getByRole('listitem').filter({ hasText: 'K' });
  await expect(row).toContainText('います');
  await k.getByRole('button', { name: '静かに退室する' }).click();
  await expect(k).toHaveURL(/\/me$/);
  await expect(row).toContainText('いまはいません');
});

test('without script one says it, takes it back, and a host takes it', async ({
  portal,
  person,
}) => {
  const room = await aRoomIn(portal);
  const bare = { javaScriptEnabled: false };
  const [host, aoi] = [await person(bare), await person(bare)];
  await enter(aoi, portal, room, (await room.guest('あおい')).cookie);
  await cannotHear(aoi).click();
  await expect(aoi.getByText('聞こえないことを、世話人に伝えました。')).toBeVisible();
  await enter(host, portal, room, room.hostCookie);
  await host.getByRole('button', { name: 'もう一度書きます' }).click();
  await expect(host.frameLocator('iframe').getByText('もう一度書きます')).toBeVisible();
  await expect(host.getByRole('button', { name: 'わかりました' })).toHaveCount(0);
  await aoi.reload();
  await expect(aoi.getByText('世話人が気づきました。')).toBeVisible();
  await aoi.getByRole('button', { name: '聞こえるようになりました' }).click();
  await cannotHear(aoi).click();
  await expect(aoi.getByText('いま伝えたばかりです。')).toBeVisible();
});

test('what could not be said is handed in afterwards, and stands in its place once the host permits it', async ({
  portal,
  person,
}) => {
  const room = await aRoomIn(portal);
  const [host, aoi, k] = [
    await person(),
    await person({ javaScriptEnabled: false }),
    await person(),
  ];
  await enter(k, portal, room, (await room.guest('K')).cookie);
  await enter(host, portal, room, room.hostCookie);
  for (const text of ['はじめましょう。', 'つぎの話です。']) {
    await host.getByRole('textbox', { name: 'メッセージ' }).fill(text);
    await host.keyboard.press('Control+Enter');
    await expect(log(k)).toContainText(text);
  }
  await host.getByText('部屋を閉じる').first().click();
  await host.getByRole('button', { name: '部屋を閉じる' }).click();
  await expect(k.getByText('言えなかったことがあれば')).toBeVisible();

  await enter(aoi, portal, room, (await room.guest('あおい')).cookie);
  await aoi.getByRole('link', { name: '言えなかったことを書く' }).click();
  await aoi.getByRole('button', { name: '世話人にあずける' }).click();
  await expect(aoi.getByText('まだ何も書かれていません。').first()).toBeVisible();
  await aoi.getByLabel('言いたかったこと').fill('うちの区では、声が届きませんでした。');
  const places = aoi.getByLabel('会話のどこに入れますか');
  const first = places.locator('option', { hasText: 'はじめましょう' });
  await places.selectOption(await first.getAttribute('value'));
  await aoi.getByRole('button', { name: '世話人にあずける' }).click();
  await expect(aoi.getByText('世話人が読むのを待っています。')).toBeVisible();

  await host.getByRole('link', { name: 'あとからの発言が1件、待っています' }).click();
  await expect(host.getByText('うちの区では、声が届きませんでした。')).toBeInViewport();
  await expectNoSeriousAxeFindings(host);
  await host.getByRole('button', { name: '会話に入れる' }).click();
  for (const page of [host, k]) {
    const lines = log(page).locator('.bubble, .line');
    await expect(lines.filter({ hasText: 'あとから届いた発言（' })).toBeVisible();
    const texts = await lines.allTextContents();
    const at = (words: string) => texts.findIndex((text) => text.includes(words));
    expect(at('声が届きませんでした')).toBe(at('はじめましょう') + 2);
    expect(at('つぎの話です')).toBe(at('はじめましょう') + 3);
  }
  await aoi.goto(`/rooms/${room.roomId}/statement`);
  await expect(aoi.getByText('会話に入りました')).toBeVisible();
  await aoi.goto(`/rooms/${room.roomId}`);
  await expect(aoi.frameLocator('iframe').getByText('声が届きませんでした')).toBeVisible();
});

test('over a narrow line one chooses the plain page: the same room without script, and the way back', async ({
  portal,
  person,
}) => {
  const room = await aRoomIn(portal);
  const [host, aoi] = [await person(), await person()];
  await enter(host, portal, room, room.hostCookie);
  await enter(aoi, portal, room, (await room.guest('あおい')).cookie);
  await aoi.getByRole('link', { name: '文字だけ・軽い画面' }).click();
  await expect(aoi).toHaveURL(/\/plain$/);
  await expectNoSeriousAxeFindings(aoi);
  await aoi.getByRole('textbox', { name: 'メッセージ' }).fill('軽い画面から');
  await aoi.getByRole('button', { name: '送る' }).click();
  await expect(log(host)).toContainText('軽い画面から');
  await expect(aoi.frameLocator('iframe').getByText('軽い画面から')).toBeVisible();
  await cannotHear(aoi).click();
  await expect(aoi).toHaveURL(/\/plain$/);
  await expect(host.getByRole('alert').filter({ hasText: 'あおいさんは' })).toBeVisible();
  await aoi.goto(`/rooms/${room.roomId}/statement`);
  await expectNoSeriousAxeFindings(aoi);
  await aoi.goto(`/rooms/${room.roomId}/plain`);
  await aoi.getByRole('link', { name: 'ふつうの画面にもどる' }).click();
  await expect(aoi).toHaveURL(`/rooms/${room.roomId}`);
});
