/** What is over is deleted when its time has come, and not before. */
import { expect, test } from 'vitest';
import { AUDIT_KEPT_DAYS, DECLINED_KEPT_DAYS, INVITATIONS_KEPT_DAYS } from '#organisations';
import {
  applicationFor,
  auditOf,
  decideApplication,
  findOrganisation,
  inviteMember,
  invitationsOf,
  organisationTasks,
  recordAct,
  withdrawInvitation,
} from '#organisations/server';
import { days, later, now } from '#platform/clock';
import { db } from '#platform/db';
import { anOperator, applied } from '../support/applications.ts';
import { MET } from '../support/claims.ts';
import { useFakeClock } from '../support/clock.ts';
import { runDue } from '../support/due.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

const afterDays = (n: number) =>
  runDue(organisationTasks, 'old-records', later(now(), days(n) + 1));

test('an act stands in the log for a year', async () => {
  const organisationId = await anOrganisation();
  const admin = await anAccount(organisationId, 'admin');
  await recordAct(admin, { organisationId, act: 'roster.read', subject: 'occurrence:x' });
  await afterDays(AUDIT_KEPT_DAYS - 1);
  expect(await auditOf(admin, organisationId)).toHaveLength(1);
  await afterDays(AUDIT_KEPT_DAYS);
  expect(await auditOf(admin, organisationId)).toEqual([]);
});

test('an invitation goes thirty days after it was taken back, used, or ran out; an open one stays', async () => {
  const clock = useFakeClock('2026-11-21T12:00:00+09:00');
  const organisationId = await anOrganisation();
  const admin = await anAccount(organisationId, 'admin');
  const invite = async () => {
    await inviteMember(admin, organisationId, ['publisher']);
    return (await invitationsOf(admin, organisationId)) as { id: string }[];
  };
  const kept = async () =>
    (
      await db
        .selectFrom('invitations')
        .select('id')
        .where('organisation_id', '=', organisationId)
        .execute()
    ).length;
  const [withdrawn] = await invite();
  await withdrawInvitation(admin, withdrawn?.id ?? '');
  const [used] = await invite();
  await db
    .updateTable('invitations')
    .set({ used_at: now() })
    .where('id', '=', used?.id ?? '')
    .execute();
  await invite();
  await afterDays(INVITATIONS_KEPT_DAYS - 1);
  expect(await kept()).toBe(3);
  await afterDays(INVITATIONS_KEPT_DAYS);
  expect(await kept()).toBe(1);
  clock.advance(days(INVITATIONS_KEPT_DAYS));
  await invite();
  await afterDays(8);
  expect(await kept()).toBe(1);
});

test('what was told for an application goes a year after it was declined; that it was declined stays', async () => {
  const operator = await anOperator();
  const [declined, waiting] = [await applied(), await applied()];
  const decision = { ...MET, decision: 'declined' as const, remark: '推薦が確かめられません' };
  await decideApplication(operator, declined.id, decision);
  await afterDays(DECLINED_KEPT_DAYS - 1);
  expect(await applicationFor(operator, declined.id)).toMatchObject({
    recommender: '豊島区福祉課',
  });
  await afterDays(DECLINED_KEPT_DAYS);
  expect(await applicationFor(operator, declined.id)).toBe('not_found');
  expect(await findOrganisation(declined.id)).toMatchObject({ standing: 'declined' });
  expect(await applicationFor(operator, waiting.id)).not.toBe('not_found');
});
