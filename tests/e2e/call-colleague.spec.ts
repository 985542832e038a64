import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { aRoomIn, carry } from '../support/room-journey.ts';
import { aTalkIn, type TalkJourney } from '../support/consultation-journey.ts';
import type { Portal } from '../support/portal.ts';

const phone = { viewport: { width: 390, height: 844 } };
/** How many notes a page has let sound. */
const notesOf = (page: Page) =>
  page.evaluate(() => Number(document.documentElement.dataset['notes']));

const countNotes = (page: Page) =>
  page.addInitScript(() => {
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      const { dataset } = document.documentElement;
      dataset['notes'] = String(Number(dataset['notes'] ?? 0) + 1);
      start.call(this, when);
    };
  });

/** Another room, in which the colleague listens just now. */
async function hostElsewhere(portal: Portal, { colleague }: TalkJourney): Promise<string> {
  const { roomId } = await aRoomIn(portal);
  const [{ admitMember }, { db }] = await Promise.all([
    import('#rooms/server'),
    import('#platform/db'),
  ]);
  const member = { accountId: colleague.accountId, nickname: 'さくら', role: 'host' as const };
  await admitMember(db, roomId, member);
  return `/rooms/${roomId}`;
}

const log = (page: Page) => page.getByRole('log', { name: '会話' });

async function openRoom(page: Page, portal: Portal, talk: TalkJourney): Promise<string> {
  await carry(page.context(), portal.url, talk.supporterCookie);
  await page.goto(`/staff/occurrences/${talk.slotId}`);
  await page.getByRole('button', { name: '部屋に入る' }).click();
  await page.getByRole('button', { name: '部屋を開く' }).first().click();
  await expect(log(page)).toContainText('部屋が開きました');
  return new URL(page.url()).pathname;
}

async function enter(page: Page, portal: Portal, talk: TalkJourney): Promise<void> {
  await carry(page.context(), portal.url, talk.personCookie);
  await page.goto('/me');
  await page.getByRole('button', { name: '部屋に入る' }).click();
  await expect(page).toHaveURL(/\/rooms\//);
}

test('the person calls, the colleague comes from another page within a second, reads what was opened alone', async ({
  portal,
  person,
}) => {
  const talk = await aTalkIn(portal);
  const [minato, sora, sakura] = [await person(), await person(phone), await person(phone)];
  const room = await openRoom(minato, portal, talk);
  await enter(sora, portal, talk);
  await sora.getByRole('textbox', { name: 'メッセージ' }).fill('前のこと');
  await sora.getByRole('button', { name: '送る' }).click();
  await expect(log(minato)).toContainText('前のこと');

  await carry(sakura.context(), portal.url, talk.colleagueCookie);
  await sakura.goto('/staff/account');
  await sora.getByRole('link', { name: '相談員を呼ぶ' }).click();
  await expect(sora.getByText('さくらさんが、この部屋に来ます。')).toBeVisible();
  await expect(sora.getByText('読めるのは、これから書かれることだけです。')).toBeVisible();
  await expectNoSeriousAxeFindings(sora);
  await sora.getByRole('button', { name: 'さくらさんを呼ぶ' }).click();
  await expect(sora).toHaveURL(room);
  await expect(
    sora.getByRole('status').filter({ hasText: 'さくらさんを呼んでいます' }),
  ).toBeVisible();
  await expect(log(minato)).toContainText('さくらさんを呼んでいます');

  const card = sakura.getByRole('region', { name: '呼ばれています' });
  await expect(card).toContainText('そらさん（参加している方）が、あなたを呼んでいます。');
  await expectNoSeriousAxeFindings(sakura);
  await card.getByRole('button', { name: '部屋に入る' }).click();
  await expect(sakura).toHaveURL(room);
  await expect(log(sakura)).toContainText('相談員のさくらさんが来ました');
  await expect(log(sakura)).not.toContainText('前のこと');
  await expect(log(sora)).toContainText('相談員のさくらさんが来ました');
  await expect(log(minato)).toContainText('相談員のさくらさんが来ました');

  await expect(sora.getByRole('link', { name: '相談員を呼ぶ' })).toHaveCount(0);
  await sora.getByRole('textbox', { name: 'メッセージ' }).fill('書きかけ');
  await sora.getByText('これまでの話も読んでもらう').first().click();
  await sora.getByRole('button', { name: 'これまでの話も読んでもらう' }).click();
  await expect(log(minato)).toContainText('これまでの話も、さくらさんが読めるようになりました。');
  await expect(sora.getByRole('textbox', { name: 'メッセージ' })).toHaveValue('書きかけ');
  await sakura.reload();
  await expect(log(sakura)).toContainText('前のこと');
  await expectNoSeriousAxeFindings(sora);

  await minato.getByText('部屋を閉じる').first().click();
  await minato.getByRole('button', { name: '部屋を閉じる' }).click();
  await expect(sakura.getByText('この部屋での時間は、ここまでです。')).toBeVisible();
  await expect(sora.getByRole('link', { name: '次の時間をみる' })).toBeVisible();
  await expect(sora.getByText('さくらさんも、いっしょにお話を聴いています')).toHaveCount(0);
  await expect(sakura.getByText('部屋の道具')).toHaveCount(0);
  await expectNoSeriousAxeFindings(sakura);
  await sakura.getByRole('link', { name: '静かに退室する' }).click();
  await expect(sakura).toHaveURL('/staff');
});

test('without script: who cannot come says so, and the next steps stand open at once', async ({
  portal,
  person,
}) => {
  const talk = await aTalkIn(portal);
  const bare = { javaScriptEnabled: false };
  const [minato, sora, sakura] = [await person(), await person(bare), await person(bare)];
  const room = await openRoom(minato, portal, talk);
  await carry(sora.context(), portal.url, talk.personCookie);
  await sora.goto(`/sessions/${talk.slotId}`);
  await expect(sora.getByText('何かあったときは、相談員のさくらさんも呼べます。')).toBeVisible();
  await enter(sora, portal, talk);
  await sora.getByRole('link', { name: '相談員を呼ぶ' }).click();
  await sora.getByRole('button', { name: 'さくらさんを呼ぶ' }).click();
  await expect(sora).toHaveURL(room);
  await carry(sakura.context(), portal.url, talk.colleagueCookie);
  await sakura.goto('/staff/calls');
  await sakura.getByRole('button', { name: 'いまは行けない' }).click();
  await expect(sakura.getByText('行けないことを伝えました。')).toBeVisible();
  await expect(
    minato.getByRole('status').filter({ hasText: 'さくらさんは、いま来られませんでした。' }),
  ).toBeVisible();
  await sora.reload();
  await expect(sora.getByText('さくらさんは、いま来られませんでした。').first()).toBeVisible();
  await expect(sora.getByRole('link', { name: 'いますぐ窓口につなぐ' })).toBeVisible();
  await expect(sora.getByRole('link', { name: '119' })).toBeVisible();
  await sora.getByRole('link', { name: 'もう一度呼ぶ' }).click();
  await expect(sora.getByRole('button', { name: 'さくらさんを呼ぶ' })).toBeVisible();
});

test('whoever holds another room hears and sees that they are called, comes in a second tab, and the first room stays', async ({
  portal,
  person,
}) => {
  const talk = await aTalkIn(portal);
  const elsewhere = await hostElsewhere(portal, talk);
  const [minato, sakura] = [await person(), await person(phone)];
  const room = await openRoom(minato, portal, talk);
  await carry(sakura.context(), portal.url, talk.colleagueCookie);
  await countNotes(sakura);
  await sakura.goto(elsewhere);
  const own = sakura.getByRole('textbox', { name: 'メッセージ' });
  await own.click();
  await own.fill('書きかけ');

  await minato.getByRole('link', { name: '相談員を呼ぶ' }).click();
  await minato.getByRole('button', { name: 'さくらさんを呼ぶ' }).click();
  const card = sakura.getByRole('region', { name: '呼ばれています' });
  await expect(card).toContainText('みなとさん（ピアサポーター）が、あなたを呼んでいます。');
  await expect.poll(() => notesOf(sakura)).toBeGreaterThan(0);
  await expectNoSeriousAxeFindings(sakura);
  await sakura.getByRole('button', { name: '音を止める' }).click();

  const opened = sakura.context().waitForEvent('page');
  await card.getByRole('button', { name: '部屋に入る（新しいタブ）' }).click();
  const tab = await opened;
  await expect(tab).toHaveURL(room);
  await expect(log(tab)).toContainText('相談員のさくらさんが来ました');
  await expect(card).toBeHidden();
  await expect(sakura).toHaveURL(elsewhere);
  await expect(own).toHaveValue('書きかけ');
});
