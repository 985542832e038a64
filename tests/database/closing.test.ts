/** The operator closes an account from the command line, and opens one again. */
import { describe, expect, test } from 'vitest';
import type { AccountId, AccountViewer, OrganisationId, Role } from '#accounts';
import {
  addMembership,
  coordinatorsOf,
  createAccount,
  identifyAccount,
  signIn,
} from '#accounts/server';
import { beginLease, enterDuty, staffedWindows } from '#duty/server';
import {
  appearOnPage,
  auditOf,
  closeAccount,
  findInvitation,
  inviteMember,
  membersOf,
  nameCoordinator,
  openAccount,
  renewPassword,
  peopleOf,
} from '#organisations/server';
import { hours, later, now } from '#platform/clock';
import { brokenConstraint, db } from '#platform/db';
import { findOccurrence } from '#schedule/server';
import { openSession } from '../../src/accounts/sessions.server.ts';
import { leaving } from '../../src/leaving.server.ts';
import { useFakeClock } from '../support/clock.ts';
import { aListener, slotRowsOf } from '../support/consultations.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';
import { aTown } from '../support/towns.ts';

const PASSWORD = 'あさがおの 種をまく';
let made = 0;

interface Person {
  login: string;
  id: AccountId;
  viewer: AccountViewer;
  cookie: string;
}

/** Signed in, with roles in organisations. */
async function somebody(...roles: [OrganisationId, Role][]): Promise<Person> {
  const login = `closing-${(made += 1)}`;
  const id = await createAccount({ login, displayName: 'ゆき', password: PASSWORD });
  for (const [organisation, role] of roles) await addMembership(id, organisation, role);
  const entered = await signIn({ login, password: PASSWORD });
  if (typeof entered === 'string') throw new Error(entered);
  const cookie = `${entered.cookie.name}=${entered.cookie.value}`;
  return { login, id, viewer: entered.viewer, cookie };
}

const close = (login: string, successor?: string) => closeAccount(login, leaving, successor);

const rolesOf = async (accountId: string) =>
  (
    await db.selectFrom('memberships').select('role').where('account_id', '=', accountId).execute()
  ).map(({ role }) => role);

describe('an account that is closed', () => {
  test('is signed out everywhere, cannot come back, and belongs nowhere; each log says so', async () => {
    const [one, other] = [await anOrganisation(), await anOrganisation()];
    const admin = await anAccount(one, 'admin');
    await anAccount(other, 'admin');
    const person = await somebody([one, 'publisher'], [other, 'admin']);
    expect(await close(`  ${person.login.toUpperCase()} `)).toBe('closed');
    expect(await identifyAccount(person.cookie)).toBeNull();
    expect(await signIn({ login: person.login, password: PASSWORD })).toBe('wrong');
    expect(await rolesOf(person.id)).toEqual([]);
    expect(await membersOf(admin, one)).toHaveLength(1);
    const subject = `account:${person.id}`;
    expect(await auditOf(admin, one)).toMatchObject([{ act: 'account.closed', by: null, subject }]);
    const ofSite = db.selectFrom('audit_entries').select('act').where('subject', '=', subject);
    expect(await ofSite.where('organisation_id', 'is', null).execute()).toEqual([
      { act: 'account.closed' },
    ]);
  });

  test('is on duty nowhere: nobody is led to a desk where only it was', async () => {
    const organisation_id = await anOrganisation();
    await anAccount(organisation_id, 'admin');
    const { id: windowId } = await db
      .insertInto('windows')
      .values({ organisation_id, name: '相談窓口', level: 'nationwide' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const person = await somebody([organisation_id, 'window_staff']);
    const until = later(now(), hours(2));
    expect(await enterDuty(person.viewer, { windowIds: [windowId], until })).toBe('entered');
    await beginLease(person.viewer);
    const isStaffed = async () =>
      (await staffedWindows()).some((window) => window.windowId === windowId);
    expect(await isStaffed()).toBe(true);
    expect(await close(person.login)).toBe('closed');
    expect(await isStaffed()).toBe(false);
    // Nor would it be again with another open desk: the shift is over.
    await openAccount(person.login);
    await beginLease(person.viewer);
    expect(await isStaffed()).toBe(false);
  });

  test('leaves its free slots to nobody, and those that somebody holds to a colleague', async () => {
    useFakeClock('2026-11-22T03:00:00Z');
    const { organisationId, seriesId, supporter } = await aListener();
    await anAccount(organisationId, 'admin');
    const [held] = await slotRowsOf(seriesId);
    await signedUp(held?.id ?? '');
    const { login } = await db
      .selectFrom('accounts')
      .select('login')
      .where('id', '=', supporter.accountId)
      .executeTakeFirstOrThrow();
    expect(await close(login)).toBe('closed');
    expect(await slotRowsOf(seriesId)).toMatchObject([{ id: held?.id, origin: 'kept' }]);
  });

  test('is shown as a host and on its organisation’s page no more, and invites nobody', async () => {
    const organisation = await anOrganisation();
    await anAccount(organisation, 'admin');
    const person = await somebody([organisation, 'admin'], [organisation, 'publisher']);
    await appearOnPage(person.viewer, organisation, { nickname: 'ゆきさん', words: '' });
    const series_id = await aSeries({ organisation_id: organisation });
    const occurrence = await anOccurrence({ series_id, starts_at: later(now(), hours(5)) });
    await db
      .insertInto('appearances')
      .values({ series_id, account_id: person.id, nickname: 'ゆきさん', since: now() })
      .execute();
    const invited = await inviteMember(person.viewer, organisation, ['publisher']);
    if (typeof invited === 'string') throw new Error(invited);
    expect((await findOccurrence(occurrence))?.hosts).toHaveLength(1);
    expect(await close(person.login)).toBe('closed');
    expect((await findOccurrence(occurrence))?.hosts).toEqual([]);
    expect(await peopleOf(organisation)).toEqual([]);
    expect(await findInvitation(invited.token)).toBeUndefined();
  });

  test('is closed once; an unknown login closes nothing', async () => {
    const { login } = await somebody();
    expect(await close(login)).toBe('closed');
    expect(await close(login)).toBe('closed_before');
    expect(await close('nobody-at-all')).toBe('unknown');
  });
});

describe('the last admin', () => {
  const alone = async () => {
    const organisation = await anOrganisation({ name: `ひとりの会 ${(made += 1)}` });
    return { organisation, admin: await somebody([organisation, 'admin']) };
  };

  test('is not closed: the answer names the organisations, and nothing has changed', async () => {
    const { organisation, admin } = await alone();
    const second = await anOrganisation();
    await anAccount(second, 'admin');
    await addMembership(admin.id, second, 'publisher');
    const done = await close(admin.login);
    expect(done).toEqual({ lastAdminOf: [expect.stringContaining('ひとりの会')] });
    expect(await identifyAccount(admin.cookie)).toMatchObject({ accountId: admin.id });
    expect((await rolesOf(admin.id)).sort()).toEqual(['admin', 'publisher']);
    expect(await membersOf(admin.viewer, organisation)).toHaveLength(1);
  });

  test('is closed where somebody is named who takes their place, and the log says so', async () => {
    const { organisation, admin } = await alone();
    const next = await somebody();
    expect(await close(admin.login, next.login)).toBe('closed');
    const viewer = await identifyAccount(next.cookie);
    if (!viewer || viewer === 'unknown') throw new Error('not signed in');
    expect(viewer.memberships).toEqual([{ organisationId: organisation, role: 'admin' }]);
    expect(await auditOf(viewer, organisation)).toMatchObject([
      { act: 'account.closed', subject: `account:${admin.id}` },
      { act: 'account.succeeded', subject: `account:${next.id}` },
    ]);
  });

  test('is followed by nobody who is unknown, closed, or the very same', async () => {
    const { admin } = await alone();
    const closed = await somebody();
    await close(closed.login);
    for (const successor of ['nobody-at-all', closed.login, admin.login])
      expect(await close(admin.login, successor)).toBe('unknown_successor');
    expect(await rolesOf(admin.id)).toEqual(['admin']);
  });

  test('of two who are closed at once stays: one of them cannot go', async () => {
    const organisation = await anOrganisation();
    const both = [await somebody([organisation, 'admin']), await somebody([organisation, 'admin'])];
    const done = await Promise.all(both.map(({ login }) => close(login)));
    expect(done.filter((one) => one === 'closed')).toHaveLength(1);
    expect(done).toContainEqual({ lastAdminOf: [expect.any(String)] });
  });

  test('cannot be closed by a statement alone', async () => {
    const { admin } = await alone();
    const statement = db
      .updateTable('accounts')
      .set({ disabled_at: new Date() })
      .where('id', '=', admin.id)
      .execute();
    expect(await statement.catch(brokenConstraint)).toBe('accounts_keep_an_admin');
  });
});

describe('an account that is opened again', () => {
  test('is entered by its new password alone, and belongs nowhere', async () => {
    const organisation = await anOrganisation();
    await anAccount(organisation, 'admin');
    const person = await somebody([organisation, 'publisher']);
    expect(await openAccount(person.login)).toBe('open_before');
    await close(person.login);
    const opened = await openAccount(person.login);
    if (typeof opened === 'string') throw new Error(opened);
    expect(await identifyAccount(person.cookie)).toBeNull();
    expect(await signIn({ login: person.login, password: PASSWORD })).toBe('wrong');
    expect(await signIn({ login: person.login, password: opened.password })).toMatchObject({
      viewer: { accountId: person.id, memberships: [] },
    });
    expect(await openAccount('nobody-at-all')).toBe('unknown');
  });

  test('is not entered by a session that began while it was being closed', async () => {
    const organisation = await anOrganisation();
    await anAccount(organisation, 'admin');
    const person = await somebody([organisation, 'publisher']);
    await close(person.login);
    const { cookie } = await openSession(person.id);
    await openAccount(person.login);
    expect(await identifyAccount(`${cookie.name}=${cookie.value}`)).toBeNull();
  });
});

describe('a coordinator of a prefecture', () => {
  const prefectureOf = async ({ login }: Person) => {
    const entered = await signIn({ login, password: PASSWORD });
    return typeof entered === 'string' ? entered : entered.viewer.coordinatesPrefCode;
  };

  test('is whom the operator names, until that is ended, or the account closed; each log says so', async () => {
    const organisation = await anOrganisation();
    const admin = await anAccount(organisation, 'admin');
    const person = await somebody([organisation, 'publisher']);
    const { prefCode } = await aTown();
    expect(await nameCoordinator(person.login, prefCode)).toBe('named');
    expect(await prefectureOf(person)).toBe(prefCode);
    expect(await coordinatorsOf(db, prefCode)).toEqual([person.id]);
    expect(await nameCoordinator(person.login, null)).toBe('named');
    expect(await prefectureOf(person)).toBeNull();
    const subject = `account:${person.id}`;
    expect(await auditOf(admin, organisation)).toMatchObject([
      { by: null, act: 'account.coordinates_no_more', subject },
      { by: null, act: 'account.coordinates', subject },
    ]);
    await nameCoordinator(person.login, prefCode);
    await close(person.login);
    expect(await nameCoordinator(person.login, prefCode)).toBe('closed');
    await openAccount(person.login);
    expect(await coordinatorsOf(db, prefCode)).toEqual([]);
  });

  test('is nobody without an account, and of no prefecture that there is not', async () => {
    expect(await nameCoordinator('nobody-at-all', '13')).toBe('unknown');
    const person = await somebody([await anOrganisation(), 'publisher']);
    await expect(nameCoordinator(person.login, 'xx')).rejects.toMatchObject({
      constraint: 'accounts_prefecture',
    });
    expect(await prefectureOf(person)).toBeNull();
  });
});

describe('whoever forgot their password', () => {
  test('enters by a new one alone and is what they were; each log says that the operator gave it', async () => {
    const organisation = await anOrganisation();
    const admin = await anAccount(organisation, 'admin');
    const person = await somebody([organisation, 'publisher']);
    const renewed = await renewPassword(` ${person.login.toUpperCase()}`);
    if (typeof renewed === 'string') throw new Error(renewed);
    expect(await identifyAccount(person.cookie)).toBeNull();
    expect(await signIn({ login: person.login, password: PASSWORD })).toBe('wrong');
    expect(await signIn({ login: person.login, password: renewed.password })).toMatchObject({
      viewer: { memberships: [{ organisationId: organisation, role: 'publisher' }] },
    });
    expect(await auditOf(admin, organisation)).toMatchObject([
      { by: null, act: 'account.password_renewed', subject: `account:${person.id}` },
    ]);
  });

  test('is not let in to a closed account, and nobody to one that is not there', async () => {
    const person = await somebody();
    await close(person.login);
    expect(await renewPassword(person.login)).toBe('closed');
    expect(await renewPassword('nobody-at-all')).toBe('unknown');
  });
});
