import { inDays } from '../support/ahead.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { enterPortal } from '../support/inside-portal.ts';
import type { Portal } from '../support/portal.ts';
import { signIn } from '../support/sign-in.ts';

test.use({ ownProcess: import.meta.filename });

test('nobody is there: a room at a time is chosen, the desk opens it minutes before, and both meet', async ({
  person,
  portal,
}) => {
  const me = await person();
  await me.goto('/talk?area=13116');
  await me.getByLabel('はじめのひとこと').fill('夜は話せません');
  await me.getByRole('button', { name: 'いますぐ話したい' }).click();
  await expect(me.getByRole('heading', { name: 'いま、人のいる窓口がありません' })).toBeVisible();
  await expectNoSeriousAxeFindings(me);
  await me.getByRole('radio').first().check();
  await me.getByRole('button', { name: 'この時間にする' }).click();
  await expect(me.getByRole('heading', { name: /に話す約束です/ })).toBeVisible();
  await expectNoSeriousAxeFindings(me);

  const desk = await person();
  await signIn(desk, 'yuri', '/staff/desk');
  await expect(desk.getByRole('heading', { name: /話す約束/ })).toBeVisible();
  await expect(desk.getByRole('button', { name: '部屋をひらく' })).toHaveCount(0);
  await minutesBefore(portal, 4);
  await desk.getByRole('button', { name: '部屋をひらく' }).click();
  await expect(me.getByRole('heading', { name: '三枝 ゆりさんとつながりました' })).toBeVisible();
  await desk.getByRole('textbox', { name: 'メッセージ' }).fill('お待たせしました');
  await desk.keyboard.press('Control+Enter');
  await expect(me.getByText('お待たせしました')).toBeVisible();

  await desk.getByRole('textbox', { name: '日時' }).fill(`${inDays(3)}T10:00`);
  await desk.getByRole('button', { name: '日時をきめる' }).click();
  await expect(me.getByText(/つぎは.*に話す約束です/)).toBeVisible();
  await expectNoSeriousAxeFindings(desk);
  await me.getByRole('button', { name: 'おわる' }).click();
  await expect(me.getByText(/この時間は、窓口の人がきめました/)).toBeVisible();
  await me.getByRole('button', { name: 'この約束をやめる' }).click();
  await expect(me.getByRole('heading', { name: /返事が届いています/ })).toBeVisible();
});

test('a time comes and nobody does: the page says so, what happens now and whom to phone; whoever comes then is rung', async ({
  person,
  portal,
}) => {
  const me = await person();
  await me.goto('/talk?area=13116');
  await me.getByLabel('はじめのひとこと').fill('きょうは話せます');
  await me.getByRole('button', { name: 'いますぐ話したい' }).click();
  await me.getByRole('radio').first().check();
  await me.getByRole('button', { name: 'この時間にする' }).click();
  await expect(me.getByRole('heading', { name: /に話す約束です/ })).toBeVisible();
  await minutesBefore(portal, 0);
  const nobodyCame = me.getByRole('heading', {
    name: 'お約束の時間ですが、まだ出られる人がいません',
  });
  await expect(nobodyCame).toBeVisible();
  const status = me.getByRole('status').filter({ has: nobodyCame });
  await expect(status).toContainText('当番の人が来たら、すぐに呼びます。');
  await expect(me.getByRole('link', { name: '待たずに電話する' })).toBeVisible();
  await expectNoSeriousAxeFindings(me);

  const desk = await person();
  await signIn(desk, 'yuri', '/staff/desk');
  await desk.getByRole('button', { name: '応答する' }).first().click();
  await expect(me.getByRole('heading', { name: '三枝 ゆりさんとつながりました' })).toBeVisible();
  await me.getByRole('button', { name: 'おわる' }).click();
});

/** The agreed time is moved near: nobody waits for it here. */
async function minutesBefore(portal: Portal, minutes: number): Promise<void> {
  enterPortal(portal);
  const { db, sql } = await import('#platform/db');
  await sql`
    with moved as (
      update callbacks set meets_at = greatest(now() + ${minutes} * interval '1 minute', set_at + interval '1 second')
      where set_by is null returning contact_id, meets_at)
    update contacts set due_at = meets_at from moved where id = contact_id`.execute(db);
}
