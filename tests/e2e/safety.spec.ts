import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { aRoomIn, carry, leavePortal } from '../support/room-journey.ts';

test.use({ ownProcess: import.meta.filename });
test.afterAll(leavePortal);

const log = (page: Page) => page.getByRole('log', { name: '会話' });
const write = async (page: Page, text: string) => {
  await page.getByRole('textbox', { name: 'メッセージ' }).fill(text);
  await page.keyboard.press('Control+Enter');
};

test('a host slows the room down, a message waits and goes by itself; somebody is reported, looked away from, and kept out', async ({
  portal,
  person,
}) => {
  const room = await aRoomIn(portal);
  const [host, k, storm] = [await person(), await person(), await person()];
  const carried: [Page, { name: string; value: string }][] = [
    [host, room.hostCookie],
    [k, (await room.guest('K')).cookie],
    [storm, (await room.guest('あらし')).cookie],
  ];
  for (const [page, cookie] of carried) {
    await carry(page.context(), portal.url, cookie);
    await page.goto(`/rooms/${room.roomId}`);
  }
  await write(storm, 'ひどい言葉です');
  await expect(log(k)).toContainText('ひどい言葉です');

  await host.getByText('ゆっくり話す', { exact: true }).click();
  await host.getByLabel('ひとりが書ける間隔').selectOption('10');
  await host.getByRole('button', { name: 'この間隔にする' }).click();
  await expect(
    k.getByText('ゆっくり話すモードです。ひとりが書けるのは、10秒に1回までです。'),
  ).toBeVisible();
  await write(k, '一つめ');
  await expect(log(host)).toContainText('一つめ');
  await write(k, '二つめ');
  await expect(k.getByText(/あと\d+秒で送ります/)).toBeVisible();
  await expectNoSeriousAxeFindings(k);
  await expect(log(host)).toContainText('二つめ', { timeout: 15_000 });
  await expect(log(host).getByText('二つめ')).toHaveCount(1);

  await log(k).getByRole('link', { name: 'あらしさんの文について' }).click();
  await expect(k.getByRole('heading', { name: 'あらしさんの文について' })).toBeFocused();
  await expectNoSeriousAxeFindings(k);
  await k.getByText('団体に知らせる（通報）').click();
  await k.getByRole('button', { name: '団体に知らせる', exact: true }).click();
  await expect(k.getByText('近いものを、1つえらんでください。')).toBeVisible();
  await k.getByText('責めている、傷つける言葉').click();
  await k.getByRole('button', { name: '団体に知らせる', exact: true }).click();
  await expect(k.getByText('団体の管理者に届きました。')).toBeVisible();
  await expect(host.getByText('通報が1件あります。')).toBeVisible();
  await log(k).getByRole('link', { name: 'あらしさんの文について' }).click();
  await k.getByRole('button', { name: 'この方の文を、自分には出さない' }).click();
  await expect(log(k).getByText('表示しないことにした方の発言')).toBeVisible();
  await expect(log(k).getByText('ひどい言葉です')).toBeHidden();

  const row = host.getByRole('listitem').filter({ hasText: 'あらし' });
  await row.getByText('この方について').click();
  await row.getByRole('button', { name: '書くのを休んでもらう' }).click();
  await expect(storm.getByText('いまは、読むだけの時間です。')).toBeVisible();
  await expectNoSeriousAxeFindings(host);
  await row.getByText('この団体では、入れないようにする').first().click();
  await row.getByRole('button', { name: 'この団体では、入れないようにする' }).click();
  await expect(storm.getByText('この部屋には、いま入れません。')).toBeVisible();
  expect((await storm.reload())?.status()).toBe(404);
});

test('without script one looks away from somebody and reports them', async ({ portal, person }) => {
  const room = await aRoomIn(portal);
  const [page, storm] = [await person({ javaScriptEnabled: false }), await person()];
  await carry(storm.context(), portal.url, (await room.guest('あらし')).cookie);
  await storm.goto(`/rooms/${room.roomId}`);
  await write(storm, 'ひどい言葉です');
  await expect(log(storm).getByText('保存済み')).toBeVisible();
  await carry(page.context(), portal.url, (await room.guest('K')).cookie);
  await page.goto(`/rooms/${room.roomId}`);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('link', { name: 'あらしさんの文について' }).click();
  await page.getByText('団体に知らせる（通報）').click();
  await page.getByRole('button', { name: '団体に知らせる', exact: true }).click();
  await expect(page.getByText('近いものを、1つえらんでください。')).toBeVisible();
  await page.getByText('責めている、傷つける言葉').click();
  await page.getByRole('button', { name: '団体に知らせる', exact: true }).click();
  await expect(page.getByText('団体の管理者に届きました。')).toBeVisible();
  await frame.getByRole('link', { name: 'あらしさんの文について' }).click();
  await page.getByRole('button', { name: 'この方の文を、自分には出さない' }).click();
  await expect(frame.getByText('表示しないことにした方の発言')).toBeVisible();
});

test('an admin reads what was reported and decides, and lets somebody come again', async ({
  portal,
  person,
}) => {
  const room = await aRoomIn(portal);
  const { addMembership } = await import('#accounts/server');
  const { db } = await import('#platform/db');
  const { reportMessage, banMember } = await import('#rooms/server');
  const { say } = await import('../support/rooms.ts');
  const [storm, k, other] = [
    await room.guest('あらし'),
    await room.guest('K'),
    await room.guest('つむじ'),
  ];
  const { roomId } = room;
  await say(storm.viewer, roomId, 'ひどい言葉です');
  await say(k.viewer, roomId, 'やめてください');
  await reportMessage(k.viewer, { roomId, seq: 2, why: 'attack', words: 'つらいです' });
  const hostRow = await db
    .selectFrom('room_members')
    .innerJoin('rooms', 'rooms.id', 'room_members.room_id')
    .select(['room_members.account_id', 'rooms.scope'])
    .where('rooms.id', '=', roomId)
    .where('room_members.nickname', '=', 'のぶさん')
    .execute();
  const page = await person();
  await carry(page.context(), portal.url, room.hostCookie);
  for (const { account_id, scope } of hostRow)
    await addMembership(account_id as never, scope.replace('organisation:', '') as never, 'admin');
  const [one] = hostRow;
  const host = { kind: 'account' as const, accountId: one?.account_id } as never;
  await banMember(host, { roomId, memberId: other.memberId, reason: '何度も責めました' });
  await page.goto('/staff');
  await page.getByRole('link', { name: '通報を見る' }).click();
  await expect(page.getByText('知らせた人：通報者')).toBeVisible();
  await expect(page.getByText('ひどい言葉です').first()).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await page.getByLabel('どうしますか').selectOption('banned');
  await page.getByRole('button', { name: 'これに決める' }).click();
  await expect(page.getByText('決めました。')).toBeVisible();
  const row = page.getByRole('listitem').filter({ hasText: 'つむじ' });
  await row.getByText('また入れるようにする').first().click();
  await row.getByRole('button', { name: 'また入れるようにする' }).click();
  await expect(page.getByText('また入れるようにしました。')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'あらし' }).first()).toBeVisible();
});
