import type { Page } from '@playwright/test';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { carry } from '../support/room-journey.ts';
import { aTalkIn } from '../support/consultation-journey.ts';

// The desk stands by for the whole country: whoever pressed in another journey would ring there.
test.use({ ownProcess: import.meta.filename });

const log = (page: Page) => page.getByRole('log', { name: '会話' });

test('from a peer talk on to a window: the desk reads what was chosen, until it is taken back', async ({
  portal,
  person,
}) => {
  const talk = await aTalkIn(portal);
  const { aWindow } = await import('../support/towns.ts');
  await aWindow({ level: 'nationwide', name: 'えらぶ窓口', organisation_id: talk.organisationId });
  const [minato, sora, sakura] = [
    await person(),
    await person({ viewport: { width: 390, height: 844 } }),
    await person(),
  ];
  await carry(sakura.context(), portal.url, talk.colleagueCookie);
  await sakura.goto('/staff/desk');
  await sakura.getByRole('button', { name: '当番に入る' }).click();
  await carry(minato.context(), portal.url, talk.supporterCookie);
  await minato.goto(`/staff/occurrences/${talk.slotId}`);
  await minato.getByRole('button', { name: '部屋に入る' }).click();
  await minato.getByRole('button', { name: '部屋を開く' }).first().click();
  await carry(sora.context(), portal.url, talk.personCookie);
  await sora.goto('/me');
  await sora.getByRole('button', { name: '部屋に入る' }).click();
  await sora.getByRole('textbox', { name: 'メッセージ' }).fill('前のこと');
  await sora.getByRole('button', { name: '送る' }).click();
  await expect(log(minato)).toContainText('前のこと');

  const proposal = sora.getByRole('region', { name: '窓口の提案' });
  await minato.getByRole('link', { name: '窓口を提案する' }).click();
  await expect(minato.getByRole('button', { name: '提案する' })).toBeVisible();
  await expectNoSeriousAxeFindings(minato);
  await minato.getByRole('button', { name: '提案する' }).click();
  await expect(log(sora)).toContainText(
    'みなとさんから、「窓口にもつながれます」と提案がありました。',
  );
  await expect(proposal).toContainText('みなとさんが、窓口にもつながることを提案しています。');
  await expectNoSeriousAxeFindings(sora);
  await sora.getByRole('textbox', { name: 'メッセージ' }).fill('書きかけ');
  const known = await log(minato).innerText();
  await proposal.getByRole('button', { name: 'いまはしない' }).click();
  await expect(proposal).toBeHidden();
  await expect(sora.getByRole('textbox', { name: 'メッセージ' })).toHaveValue('書きかけ');
  await minato.reload();
  await expect(log(minato)).toHaveText(known, { useInnerText: true });
  await expect(minato.getByRole('region', { name: '窓口の提案' })).toBeHidden();
  await sora.getByRole('link', { name: '窓口につないでもらう' }).click();
  await expect(sora.getByRole('radio', { name: /ピア相談から来た、ということだけ/ })).toBeChecked();
  await expectNoSeriousAxeFindings(sora);
  await sora.getByLabel('市区町村か郵便番号').fill('どこでもない町');
  await sora.getByRole('radio', { name: /この部屋の、ここまでの文も/ }).check();
  await sora.getByRole('button', { name: '窓口につなぐ', exact: true }).click();
  await expect(sora.getByRole('alert')).toContainText('空けたままでもつなげます');
  await expect(sora.getByRole('radio', { name: /この部屋の、ここまでの文も/ })).toBeChecked();
  await sora.getByLabel('市区町村か郵便番号').fill('');
  await sora.getByRole('button', { name: '窓口につなぐ', exact: true }).click();
  await expect(sora).toHaveURL(/\/rooms\//);
  await expect(sora.getByRole('status').filter({ hasText: '窓口を呼んでいます' })).toBeVisible();
  await expect(sora.getByRole('link', { name: '窓口につないでもらう' })).toHaveCount(0);
  await expectNoSeriousAxeFindings(sora);
  await expect(log(minato)).toContainText('窓口にもつながることにしました');

  await sakura.getByRole('button', { name: /応答する/ }).click();
  await expect(sora.getByRole('status').filter({ hasText: 'えらぶ窓口' })).toBeVisible();
  const opened = sakura.waitForEvent('popup');
  await sakura.getByRole('link', { name: /ピア相談での話を読む/ }).click();
  const earlier = await opened;
  await expect(earlier.getByText('前のこと')).toBeVisible();
  await expectNoSeriousAxeFindings(earlier);
  await sora.goto('/me');
  await sora.getByRole('link', { name: '読んでもらっているもの' }).click();
  await expectNoSeriousAxeFindings(sora);
  await sora.getByRole('button', { name: '取りやめる' }).click();
  await expect(sora.getByText('取りやめました。もう読めません。')).toBeVisible();
  await expect(earlier.getByText('前のこと')).toBeHidden();
  expect((await earlier.reload())?.status()).toBe(404);
});
