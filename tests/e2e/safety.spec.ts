import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test, withScript } from '../support/journey.ts';
import { aRoomIn, carry, staffCookie } from '../support/room-journey.ts';
import { signIn } from '../support/sign-in.ts';

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
  await expect(page.getByText('団体に知らせる（通報）')).toBeVisible();
  await expectNoSeriousAxeFindings(await withScript(page, person));
  await page.getByText('団体に知らせる（通報）').click();
  await page.getByLabel('伝えたいこと').fill('つらいです');
  await page.getByRole('button', { name: '団体に知らせる', exact: true }).click();
  await expect(page.getByText('近いものを、1つえらんでください。')).toBeVisible();
  await expect(page.getByLabel('伝えたいこと')).toHaveValue('つらいです');
  await page.getByText('責めている、傷つける言葉').click();
  await page.getByRole('button', { name: '団体に知らせる', exact: true }).click();
  await expect(page.getByText('団体の管理者に届きました。')).toBeVisible();
  await page.getByRole('link', { name: '部屋にもどる' }).click();
  await frame.getByRole('link', { name: 'あらしさんの文について' }).click();
  await page.getByRole('button', { name: 'この方の文を、自分には出さない' }).click();
  await page.getByRole('link', { name: '部屋にもどる' }).click();
  await expect(frame.getByText('表示しないことにした方の発言')).toBeVisible();
});

test('a host on the plain page lets somebody rest from writing, and slows the room down', async ({
  portal,
  person,
}) => {
  const room = await aRoomIn(portal);
  const [host, storm] = [await person({ javaScriptEnabled: false }), await person()];
  await carry(storm.context(), portal.url, (await room.guest('あらし')).cookie);
  await storm.goto(`/rooms/${room.roomId}/plain`);
  await carry(host.context(), portal.url, room.hostCookie);
  await host.goto(`/rooms/${room.roomId}/plain`);
  await host.getByRole('link', { name: '部屋の道具と、部屋にいる方' }).click();
  const row = host.getByRole('listitem').filter({ hasText: 'あらし' });
  await expect(row).toBeVisible();
  await expectNoSeriousAxeFindings(await withScript(host, person));
  await row.getByText('この方について').click();
  await row.getByRole('button', { name: '書くのを休んでもらう' }).click();
  await expect(host.getByText('書くのを休んでもらいました。')).toBeVisible();
  await host.getByText('ゆっくり話す', { exact: true }).click();
  await host.getByLabel('ひとりが書ける間隔').selectOption('30');
  await host.getByRole('button', { name: 'この間隔にする' }).click();
  await storm.reload();
  await expect(storm.getByText('いまは、読むだけの時間です。')).toBeVisible();
  await host.getByRole('link', { name: '部屋にもどる' }).click();
  await expect(host).toHaveURL(/\/plain$/);
  await expect(host.getByText(/30秒に1回/)).toBeVisible();
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
  await expect(page.getByRole('heading', { name: '責めている、傷つける言葉' })).toBeVisible();
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

test('the operator hears of what is passed on, keeps somebody out, and lets them come again with a reason', async ({
  portal,
  person,
}) => {
  const room = await aRoomIn(portal);
  const { decideReport, reportMessage, reportsFor } = await import('#rooms/server');
  const { say } = await import('../support/rooms.ts');
  const { anAccount } = await import('../support/organisations.ts');
  const { roomId, organisationId } = room;
  const [storm, k] = [await room.guest('あらし'), await room.guest('K')];
  await say(storm.viewer, roomId, 'ひどい言葉です');
  await reportMessage(k.viewer, { roomId, seq: 2, why: 'attack', words: '' });
  const page = await person();
  await signIn(page, 'operator');
  await page.goto('/staff/safety');
  await expect(page.getByText('いま決めることは、ありません。')).toBeVisible();
  const admin = await anAccount(organisationId, 'admin');
  const [report] = await reportsFor(admin);
  await decideReport(admin, { reportId: report?.id ?? '', outcome: 'passed' });
  await page.reload();
  await page.getByLabel('どうしますか').selectOption('barred');
  await page.getByRole('button', { name: 'これに決める' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'あらし' });
  await row.getByText('また入れるようにする').first().click();
  await row.getByRole('button', { name: 'また入れるようにする' }).click();
  await expect(row.getByText('もどすわけを、ひとことで大丈夫です、書いてください。')).toBeVisible();
  await expectNoSeriousAxeFindings(page);
  await row.getByLabel('もどすわけ').fill('人ちがいでした');
  await row.getByRole('button', { name: 'また入れるようにする' }).click();
  await expect(page.getByText('また入れるようにしました。')).toBeVisible();
  await expect(page.getByText('人ちがいでした')).toBeVisible();
});

test('what staff wrote at a desk reaches the supervisor at once, and is opened on a page of its own', async ({
  portal,
  person,
}) => {
  await aRoomIn(portal);
  const { db } = await import('#platform/db');
  const { answerContact } = await import('#urgent/server');
  const { roomOfContact } = await import('#rooms/server');
  const { aCaller } = await import('../support/contacts.ts');
  const { onDutyAt } = await import('../support/staff.ts');
  const { aTown } = await import('../support/towns.ts');
  const { say } = await import('../support/rooms.ts');
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const { accountId } = staff.viewer;
  const caller = await aCaller(town);
  await answerContact(staff.viewer, caller.contactId);
  // Their desk is open all the while, however long the pages take.
  const open = { due_at: new Date(Date.now() + 3_600_000) };
  await db.updateTable('leases').set(open).where('account_id', '=', accountId).execute();
  const talk = await roomOfContact(db, caller.contactId);
  if (!talk) throw new Error('answered, and no room');
  await say(staff.viewer, talk.id, 'あなたのせいです');

  const supervisor = await person();
  await carry(
    supervisor.context(),
    portal.url,
    await staffCookie(staff.organisationId, 'supervisor'),
  );
  await supervisor.goto('/staff/safety');
  const me = await person();
  await carry(me.context(), portal.url, caller.cookie);
  await me.goto('/talk');
  await log(me)
    .getByRole('link', { name: /さんの文について/ })
    .click();
  await me.getByText('責めている、傷つける言葉').click();
  await expectNoSeriousAxeFindings(me);
  await me.getByRole('button', { name: '責任者に知らせる', exact: true }).click();
  await expect(me.getByText('窓口の責任者に届きました。')).toBeVisible();
  await write(me, 'つづけて話します');
  await expect(log(me)).toContainText('つづけて話します');

  await supervisor.getByRole('link', { name: 'ひらいて読む' }).click();
  await expect(supervisor.getByText('あなたのせいです').first()).toBeVisible();
  await expectNoSeriousAxeFindings(supervisor);
  await supervisor.getByLabel('どうしますか').selectOption('taken_up');
  await supervisor.getByRole('button', { name: 'これに決める' }).click();
  await expect(supervisor.getByText('決めました。')).toBeVisible();
});
