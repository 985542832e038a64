import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { aRoomIn, carry, leavePortal, type JourneyRoom } from '../support/room-journey.ts';
import type { Portal } from '../support/portal.ts';

test.use({ ownProcess: import.meta.filename });
test.afterAll(leavePortal);

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
  await expect(k.getByText(/聞こえない/)).toHaveCount(0);

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
