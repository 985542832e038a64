import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { aRoomIn, carry, type JourneyRoom } from '../support/room-journey.ts';
import type { Portal } from '../support/portal.ts';

type Cookie = JourneyRoom['hostCookie'];
const enter = async (page: Page, portal: Portal, { roomId }: JourneyRoom, cookie: Cookie) => {
  await carry(page.context(), portal.url, cookie);
  await page.goto(`/rooms/${roomId}`);
};
const log = (page: Page) => page.getByRole('log', { name: '会話' });
const write = async (page: Page, text: string) => {
  await page.getByRole('textbox', { name: 'メッセージ' }).fill(text);
  await page.keyboard.press('Control+Enter');
};
const connected = (page: Page, count: number) =>
  expect(page.getByRole('heading', { name: `いまいる人（${count}人）` })).toBeVisible();

test('a host and two participants talk; a cut loses nothing; who is asked out is out', async ({
  portal,
  person,
}) => {
  const room = await aRoomIn(portal, { open: false });
  const [host, aoi, k] = [await person(), await person(), await person()];
  const guest = await room.guest('あおい');
  await enter(aoi, portal, room, guest.cookie);
  await expect(aoi).toHaveTitle('つどい');
  await expect(aoi.getByText('世話人が開くまで、少し待ってください。')).toBeVisible();

  await enter(host, portal, room, room.hostCookie);
  await host.getByRole('button', { name: '部屋を開く' }).click();
  await expect(log(aoi)).toContainText('部屋が開きました');
  await enter(k, portal, room, (await room.guest('K')).cookie);
  await connected(k, 3);

  await write(aoi, 'はじめて参加します。');
  await expect(log(host)).toContainText('はじめて参加します。');
  await expect(log(k)).toContainText('はじめて参加します。');
  await expect(log(aoi).getByText('保存済み')).toBeVisible();
  await k.getByRole('button', { name: '聞いています' }).click();
  await expect(log(aoi)).toContainText('聞いています');
  await expectNoSeriousAxeFindings(aoi);
  await expectNoSeriousAxeFindings(host);

  await k.context().setOffline(true);
  await expect(k.getByText('通信が切れています。')).toBeVisible({ timeout: 25_000 });
  await write(host, 'ようこそ。');
  await write(aoi, 'ありがとうございます。');
  await write(k, '電車のなかです。');
  await expect(log(k).getByText('つながったら送ります')).toBeVisible();
  await k.context().setOffline(false);
  await expect(k.getByText('つながり直しました。途切れていた間の2件も読めます。')).toBeVisible();
  await expect(log(k)).toContainText('ここから新しい2件');
  await expect(log(host)).toContainText('電車のなかです。');
  await expect(log(host).getByText('電車のなかです。')).toHaveCount(1);

  const row = host.getByRole('listitem').filter({ hasText: 'あおい' });
  await row.getByText('この方について').click();
  await aoi.getByRole('textbox', { name: 'メッセージ' }).fill('書きかけ');
  await row.getByRole('button', { name: '退室してもらう' }).click();
  await expect(aoi.getByText('この部屋には、いま入れません。')).toBeVisible();
  await expect(aoi.getByText('書きかけの文（コピーできます）')).toBeVisible();
  await expect(log(aoi)).toHaveCount(0);
  await write(host, 'つづけましょう。');
  await expect(log(k)).toContainText('つづけましょう。');
  expect((await aoi.reload())?.status()).toBe(404);

  await host.getByText('部屋を閉じる').first().click();
  await host.getByRole('button', { name: '部屋を閉じる' }).click();
  await expect(k.getByText('この部屋は閉じました。')).toBeVisible();
  await expect(log(k)).toContainText('つづけましょう。');
  await k.goto(`/rooms/${room.roomId}/log`);
  await expectNoSeriousAxeFindings(k);
});

test('without script one reads, writes and loses nothing', async ({ portal, person }) => {
  const room = await aRoomIn(portal);
  const page = await person({ javaScriptEnabled: false });
  const host = await person();
  await enter(page, portal, room, (await room.guest('ひだまり')).cookie);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText('部屋が開きました')).toBeVisible();
  const field = page.getByRole('textbox', { name: 'メッセージ' });
  await field.fill('こんばんは');
  await page.getByRole('button', { name: '送る' }).click();
  await expect(frame.getByText('こんばんは')).toBeVisible();
  await expect(field).toHaveValue('');

  await field.fill('あ'.repeat(2_001));
  await page.getByRole('button', { name: '送る' }).click();
  await expect(page.getByText('一度に送れるのは2,000文字までです。')).toBeVisible();
  await expect(field).toHaveValue('あ'.repeat(2_001));

  await field.fill('まだ途中');
  await page.getByRole('button', { name: '聞いています' }).click();
  await expect(frame.getByText('聞いています')).toBeVisible();
  await expect(field).toHaveValue('まだ途中');

  await enter(host, portal, room, room.hostCookie);
  await write(host, 'ようこそ。');
  // The frame renews itself every ten seconds; a renewal under way may just have missed it.
  await expect(frame.getByText('ようこそ。')).toBeVisible({ timeout: 30_000 });
  await expect(field).toHaveValue('まだ途中');
  const headers = (await page.request.get(`/rooms/${room.roomId}`)).headers();
  expect(headers['cache-control']).toBe('no-store');
});

test('a stranger finds no room', async ({ portal, person }) => {
  const [room, page] = [await aRoomIn(portal), await person()];
  for (const id of [room.roomId, randomUUID(), '1'])
    expect((await page.goto(`/rooms/${id}`))?.status()).toBe(404);
});
