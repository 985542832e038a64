import { describe, expect, test } from 'vitest';
import { MOST_INVITATIONS_MAILED } from '#organisations';
import { ROLES, type AccountViewer, type NewAccountInput, type OrganisationId } from '#accounts';
import { createAccount, identifyAccount, setRoles } from '#accounts/server';
import {
  acceptAsNewAccount,
  acceptInvitation,
  auditOf,
  findInvitation,
  invitationsOf,
  inviteMember,
  membersOf,
  setMemberRoles,
  withdrawInvitation,
} from '#organisations/server';
import { days, minutes } from '#platform/clock';
import { brokenConstraint, db, inTransaction, sql } from '#platform/db';
import { leaveConsultations } from '#schedule/server';
import { useFakeClock } from '../support/clock.ts';
import { somebodyWaits } from '../support/locks.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

let made = 0;

const newcomer = (over: Partial<NewAccountInput> = {}): NewAccountInput => ({
  login: `newcomer-${(made += 1)}`,
  displayName: '川口 みお',
  password: 'ひつじ雲を 数えて歩く朝に',
  ...over,
});

async function ours(): Promise<{ id: OrganisationId; admin: AccountViewer }> {
  const id = await anOrganisation();
  return { id, admin: await anAccount(id, 'admin') };
}

async function invited(
  admin: AccountViewer,
  id: OrganisationId,
  ...roles: string[]
): Promise<string> {
  const link = await inviteMember(admin, id, roles);
  if (typeof link === 'string') throw new Error(link);
  return link.token;
}

const rolesOf = async (id: OrganisationId, { accountId }: { accountId: string }) =>
  (
    await db
      .selectFrom('memberships')
      .select('role')
      .where('organisation_id', '=', id)
      .where('account_id', '=', accountId)
      .orderBy('role')
      .execute()
  ).map(({ role }) => role);

describe('a link that is mailed', () => {
  const mailed = (admin: AccountViewer, id: OrganisationId) =>
    inviteMember(admin, id, ['expert'], { mailed: true });

  test('goes out thirty times a day for one organisation, whoever of its admins asks and all at once', async () => {
    const clock = useFakeClock('2026-11-22T10:00:00+09:00');
    const { id, admin } = await ours();
    const other = await anAccount(id, 'admin');
    const made = await Promise.all(
      Array.from({ length: MOST_INVITATIONS_MAILED + 6 }, (_, n) =>
        mailed(n % 2 === 0 ? admin : other, id),
      ),
    );
    expect(made.filter((one) => one === 'enough_mailed')).toHaveLength(6);
    // Taking them back lets none more out; a link to hand over is made as before.
    const open = await invitationsOf(admin, id);
    if (open === 'not_found') throw new Error(open);
    for (const one of open) await withdrawInvitation(admin, one.id);
    expect(await mailed(admin, id)).toBe('enough_mailed');
    expect(await inviteMember(admin, id, ['expert'])).toHaveProperty('token');
    const elsewhere = await ours();
    expect(await mailed(elsewhere.admin, elsewhere.id)).toHaveProperty('token');
    clock.advance(days(1));
    expect(await mailed(admin, id)).toHaveProperty('token');
  });
});

describe('a link', () => {
  test('of somebody whose account was closed since opens no more, not even a moment later', async () => {
    const { id, admin } = await ours();
    const token = await invited(admin, id, 'admin');
    await anAccount(id, 'admin');
    await db
      .updateTable('accounts')
      .set({ disabled_at: new Date() })
      .where('id', '=', admin.accountId)
      .execute();
    expect(await findInvitation(token)).toBeUndefined();
    expect(await acceptInvitation(await anAccount(id), token)).toBe('gone');
    expect(await acceptAsNewAccount(token, newcomer())).toBe('gone');
  });

  test('makes somebody new a member with a login of their own, once', async () => {
    const { id, admin } = await ours();
    const token = await invited(admin, id, 'publisher', 'window_staff');
    expect(await findInvitation(token)).toMatchObject({ roles: ['publisher', 'window_staff'] });
    const done = await acceptAsNewAccount(token, newcomer());
    if (typeof done === 'string' || 'problems' in done) throw new Error(JSON.stringify(done));
    const viewer = await identifyAccount(`${done.cookie.name}=${done.cookie.value}`);
    expect(viewer).toMatchObject({
      memberships: [
        { organisationId: id, role: 'publisher' },
        { organisationId: id, role: 'window_staff' },
      ],
    });
    expect(await findInvitation(token)).toBeUndefined();
    expect(await acceptAsNewAccount(token, newcomer())).toBe('gone');
    expect(await acceptInvitation(await anAccount(id), token)).toBe('gone');
  });

  test('opens for one of twenty who press at once', async () => {
    const { id, admin } = await ours();
    const token = await invited(admin, id, 'publisher');
    const people = await Promise.all(Array.from({ length: 20 }, () => anAccount(id)));
    const answers = await Promise.all(people.map((one) => acceptInvitation(one, token)));
    expect(answers.filter((answer) => answer === 'joined')).toHaveLength(1);
  });

  test('used, withdrawn, out of time or invented: the answer is the same', async () => {
    const { id, admin } = await ours();
    const clock = useFakeClock(new Date());
    const [used, withdrawn, old] = [
      await invited(admin, id, 'publisher'),
      await invited(admin, id, 'publisher'),
      await invited(admin, id, 'publisher'),
    ];
    await acceptInvitation(await anAccount(id), used);
    const open = await invitationsOf(admin, id);
    if (open === 'not_found') throw new Error(open);
    expect(open).toHaveLength(2);
    for (const { id: invitation } of open.slice(0, 1))
      expect(await withdrawInvitation(admin, invitation)).toBe('withdrawn');
    clock.advance(days(7) + minutes(1));
    for (const token of [used, withdrawn, old, 'AAAAAAAAAAAAAAAAAAAAAA', '', '\u0000']) {
      expect(await findInvitation(token)).toBeUndefined();
      expect(await acceptInvitation(await anAccount(id), token)).toBe('gone');
      expect(await acceptAsNewAccount(token, newcomer())).toBe('gone');
    }
  });

  test('is in no table and in no log, only its hash', async () => {
    const { id, admin } = await ours();
    const token = await invited(admin, id, 'expert');
    expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    const { rows } = await sql<{ row: string }>`
      select row_to_json(i)::text as row from invitations i union all
      select row_to_json(a)::text from audit_entries a`.execute(db);
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
  });

  test('with a login that somebody has, or a short password, stays open for the next try', async () => {
    const { id, admin } = await ours();
    const token = await invited(admin, id, 'publisher');
    await createAccount({ login: 'sakura', displayName: 'さくら', password: 'x' });
    expect(await acceptAsNewAccount(token, newcomer({ login: 'ＳＡＫＵＲＡ' }))).toEqual({
      problems: { login: 'accounts_problem_login_taken' },
    });
    expect(await acceptAsNewAccount(token, newcomer({ password: '短い' }))).toEqual({
      problems: { password: 'accounts_problem_password' },
    });
    expect(await acceptInvitation(await anAccount(id), token)).toBe('joined');
  });

  test('cannot be made for no role, for a role there is not, or without end', async () => {
    const { id, admin } = await ours();
    expect(await inviteMember(admin, id, [])).toBe('no_roles');
    expect(await inviteMember(admin, id, ['king', 'operator'])).toBe('no_roles');
    for (let n = 0; n < 50; n += 1) await invited(admin, id, 'expert');
    expect(await inviteMember(admin, id, ['expert'])).toBe('too_many');
  });

  test.each(ROLES.filter((role) => role !== 'admin'))('is not for a %s to make', async (role) => {
    const id = await anOrganisation();
    const viewer = await anAccount(id, role);
    expect(await inviteMember(viewer, id, ['publisher'])).toBe('not_found');
    expect(await invitationsOf(viewer, id)).toBe('not_found');
  });
});

describe('an admin', () => {
  test('changes what a member is, and the log says so', async () => {
    const { id, admin } = await ours();
    const member = await anAccount(id, 'publisher');
    const about = { organisationId: id, accountId: member.accountId };
    expect(await setMemberRoles(admin, about, ['approver', 'king'], leaveConsultations)).toBe(
      'set',
    );
    expect(await rolesOf(id, member)).toEqual(['approver']);
    expect(await setMemberRoles(admin, about, [], leaveConsultations)).toBe('set');
    expect(await rolesOf(id, member)).toEqual([]);
    expect(await setMemberRoles(admin, about, ['admin'], leaveConsultations)).toBe('not_found');
    expect(await auditOf(admin, id)).toMatchObject([
      { act: 'member.removed' },
      { act: 'member.changed' },
    ]);
  });

  test('who is removed leaves no link behind, and cannot make one with an old page', async () => {
    const { id, admin } = await ours();
    const other = await anAccount(id, 'admin');
    const token = await invited(other, id, 'admin');
    await setMemberRoles(
      admin,
      { organisationId: id, accountId: other.accountId },
      ['publisher'],
      leaveConsultations,
    );
    expect(await acceptInvitation(other, token)).toBe('gone');
    expect(await inviteMember(other, id, ['admin'])).toBe('not_found');
  });

  test('who is the last one stays, and keeps the role', async () => {
    const { id, admin } = await ours();
    const about = { organisationId: id, accountId: admin.accountId };
    expect(await setMemberRoles(admin, about, [], leaveConsultations)).toBe('last_admin');
    expect(await setMemberRoles(admin, about, ['publisher'], leaveConsultations)).toBe(
      'last_admin',
    );
    expect(await rolesOf(id, admin)).toEqual(['admin']);
    const raw = db.deleteFrom('memberships').where('organisation_id', '=', id).execute();
    expect(brokenConstraint(await raw.catch((error: unknown) => error))).toBe(
      'memberships_keep_an_admin',
    );
  });

  test('and another who remove each other at the same moment: one of them stays', async () => {
    for (let n = 0; n < 10; n += 1) {
      const { id, admin } = await ours();
      const other = await anAccount(id, 'admin');
      const answers = await Promise.all([
        setMemberRoles(
          admin,
          { organisationId: id, accountId: other.accountId },
          [],
          leaveConsultations,
        ),
        setMemberRoles(
          other,
          { organisationId: id, accountId: admin.accountId },
          [],
          leaveConsultations,
        ),
      ]);
      expect(answers.sort()).toEqual(['not_found', 'set']);
      expect(await membersOf(admin, id)).toHaveLength(1);
    }
  });

  test('who is one no more, by a request that was on its way, changes nobody', async () => {
    const { id, admin } = await ours();
    const [gone, member] = [await anAccount(id, 'admin'), await anAccount(id, 'publisher')];
    const about = (who: AccountViewer) => ({ organisationId: id, accountId: who.accountId });
    expect(await setMemberRoles(admin, about(gone), ['expert'], leaveConsultations)).toBe('set');
    expect(await setMemberRoles(gone, about(member), ['admin'], leaveConsultations)).toBe(
      'not_found',
    );
    expect(await setMemberRoles(gone, about(gone), ['admin'], leaveConsultations)).toBe(
      'not_found',
    );
    expect(await rolesOf(id, member)).toEqual(['publisher']);
    expect(await setMemberRoles(gone, about(gone), [], leaveConsultations)).toBe('set');
  });

  test('and another who both leave, in transactions that overlap: the database lets one go', async () => {
    const { id, admin } = await ours();
    const other = await anAccount(id, 'admin');
    const leave = (who: AccountViewer, meanwhile?: () => Promise<void>) =>
      inTransaction(async (trx) => {
        await setRoles(trx, { accountId: who.accountId, organisationId: id }, []);
        await meanwhile?.();
      }).then(
        () => 'gone',
        (error: unknown) => brokenConstraint(error),
      );
    let second: Promise<string | undefined> | undefined;
    const first = await leave(admin, async () => {
      second = leave(other);
      await somebodyWaits();
    });
    expect([first, await second]).toEqual(['gone', 'memberships_keep_an_admin']);
  });

  test('of another organisation gets nothing, changes nothing, and is seen', async () => {
    const [mine, theirs] = [await ours(), await ours()];
    const member = await anAccount(theirs.id, 'publisher');
    await invited(theirs.admin, theirs.id, 'expert');
    const [open] = (await invitationsOf(theirs.admin, theirs.id)) as { id: string }[];
    const about = { organisationId: theirs.id, accountId: member.accountId };
    expect(await setMemberRoles(mine.admin, about, ['admin'], leaveConsultations)).toBe(
      'not_found',
    );
    expect(await setMemberRoles(mine.admin, about, [], leaveConsultations)).toBe('not_found');
    expect(await inviteMember(mine.admin, theirs.id, ['admin'])).toBe('not_found');
    expect(await invitationsOf(mine.admin, theirs.id)).toBe('not_found');
    expect(await withdrawInvitation(mine.admin, open?.id ?? '')).toBe('not_found');
    expect(await withdrawInvitation(mine.admin, 'no id')).toBe('not_found');
    expect(await invitationsOf(theirs.admin, theirs.id)).toHaveLength(1);
    expect(await rolesOf(theirs.id, member)).toEqual(['publisher']);
    const acts = await auditOf(theirs.admin, theirs.id);
    expect(acts).toMatchObject([
      { act: 'invitation.refused' },
      { act: 'members.refused' },
      { act: 'invitation.made' },
    ]);
  });

  test('lets everybody leave by themselves', async () => {
    const { id } = await ours();
    const member = await anAccount(id, 'peer_supporter');
    const about = { organisationId: id, accountId: member.accountId };
    expect(await setMemberRoles(member, about, ['admin'], leaveConsultations)).toBe('not_found');
    expect(await setMemberRoles(member, about, [], leaveConsultations)).toBe('set');
    expect(await rolesOf(id, member)).toEqual([]);
  });
});
