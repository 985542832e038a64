import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { aRoomIn, carry, staffCookie } from '../support/room-journey.ts';

test('a host asks a colleague, who sees it at once on their own first page, takes over, and hosts alone', async ({
  portal,
  person,
}) => {
  const room = await aRoomIn(portal);
  const [host, colleague] = [await person(), await person()];
  await carry(host.context(), portal.url, room.hostCookie);
  await carry(
    colleague.context(),
    portal.url,
    await staffCookie(room.organisationId, 'peer_supporter'),
  );
  await colleague.goto('/staff');
  await host.goto(`/rooms/${room.roomId}`);
  await host.getByText('世話人をかわる', { exact: true }).click();
  await host.getByLabel('お願いする人').selectOption('のぶさん');
  await host.getByText('かわったあとも、いっしょに世話人をする').click();
  await host.getByRole('button', { name: 'お願いする', exact: true }).click();
  await expect(host.getByText('のぶさんさんにお願いしています。')).toBeVisible();

  const asked = colleague.getByText('この部屋の世話人をかわってほしいと頼まれています。');
  await expect(asked).toBeVisible();
  await expectNoSeriousAxeFindings(colleague);
  await colleague.getByRole('button', { name: '引きうけて、部屋に入る' }).click();
  await expect(colleague).toHaveURL(new RegExp(`/rooms/${room.roomId}$`));
  await expect(colleague.getByText('部屋の道具')).toBeVisible();
  await expect(colleague.getByRole('log')).toContainText('のぶさんさんが世話人です');
  await expect(host.getByRole('alert')).toContainText('この部屋には、いま入れません。');
});

test('whoever was told the number comes in without script, and is asked no more', async ({
  portal,
  person,
}) => {
  await aRoomIn(portal);
  const { askForCode } = await import('#signup/server');
  const { db } = await import('#platform/db');
  const { anAccount } = await import('../support/organisations.ts');
  const { anEveningIn } = await import('../support/evening.ts');
  const { id } = await anEveningIn(portal.databaseUrl, {
    ...{ title: '夜のつどい・番号', capacity: 5, startsInMinutes: 12 },
  });
  await db
    .updateTable('series')
    .set({ sign_up_closes_minutes: 0 })
    .where('title', '=', '夜のつどい・番号')
    .execute();
  const { organisation_id } = await db
    .selectFrom('series')
    .select('organisation_id')
    .where('title', '=', '夜のつどい・番号')
    .executeTakeFirstOrThrow();
  const made = await askForCode(await anAccount(organisation_id as never, 'publisher'), id);
  if (made === 'not_found') throw new Error(made);

  const page = await person({ javaScriptEnabled: false });
  await page.goto(`/sessions/${id}`);
  await page.getByLabel('呼ばれたい名前').fill('ひだまり');
  await page.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(page).toHaveURL(/\/receipt\//);
  await page.getByRole('button', { name: '部屋に入る' }).click();
  await expect(page.getByText('入室番号を入れてください。')).toBeVisible();
  await page.getByLabel('入室番号').fill(made.code);
  await page.getByRole('button', { name: '部屋に入る' }).click();
  await expect(page).toHaveURL(/\/rooms\//);
});
