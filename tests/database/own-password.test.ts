/** Somebody of the staff changes their own password, and who else is at the account meanwhile. */
import { describe, expect, test } from 'vitest';
import { generateHOTP } from '@oslojs/otp';
import { decodeBase32IgnorePadding } from '@oslojs/encoding';
import type { AccountId, AccountViewer, PasswordChange } from '#accounts';
import {
  addMembership,
  beginSecondFactor,
  confirmSecondFactor,
  createAccount,
  hasSecondFactor,
  identifyAccount,
  revokeSession,
  sessionsOf,
  signIn,
  type SignedIn,
} from '#accounts/server';
import { auditOf, changeOwnPassword, closeAccount } from '#organisations/server';
import { seconds } from '#platform/clock';
import { db, sql } from '#platform/db';
import { keyedHash } from '#platform/secrets';
import { leaving } from '../../src/leaving.server.ts';
import { useFakeClock } from '../support/clock.ts';
import { somebodyWaits } from '../support/locks.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

const PASSWORD = 'あさがおの 種をまく庭に';
const NEXT = 'ひつじ雲を 数えて歩く朝に';
let made = 0;

async function somebody(): Promise<{ id: AccountId; login: string }> {
  const login = `own-password-${(made += 1)}`;
  return { id: await createAccount({ login, displayName: 'ゆき', password: PASSWORD }), login };
}

async function enter(login: string, password = PASSWORD): Promise<SignedIn> {
  const entered = await signIn({ login, password });
  if (typeof entered === 'string') throw new Error(entered);
  return entered;
}

const whoHas = ({ cookie }: Pick<SignedIn, 'cookie'>) =>
  identifyAccount(`${cookie.name}=${cookie.value}`);

const change = (viewer: AccountViewer, input: Partial<PasswordChange> = {}) =>
  changeOwnPassword(viewer, { current: PASSWORD, next: NEXT, again: input.next ?? NEXT, ...input });

const failuresOf = async (login: string) =>
  (
    await db
      .selectFrom('sign_in_failures')
      .select('failures')
      .where('login_hash', '=', keyedHash('sign-in', login))
      .executeTakeFirst()
  )?.failures ?? 0;

const codeOf = (secret: string, at: Date) =>
  generateHOTP(
    decodeBase32IgnorePadding(secret.replaceAll(' ', '')),
    BigInt(Math.floor(at.getTime() / seconds(30))),
    6,
  );

describe('a password of one’s own', () => {
  test('once changed opens, the one before opens no more, and every session there was is over; whoever changed it goes on in a new one', async () => {
    const { id, login } = await somebody();
    const [here, elsewhere] = [await enter(login), await enter(login)];
    const bystander = await enter((await somebody()).login);
    const changed = await change(here.viewer);
    if (typeof changed === 'string' || 'problems' in changed) throw new Error('not changed');
    expect(changed.cookie.value).not.toBe(here.cookie.value);
    expect(await whoHas(changed)).toMatchObject({ accountId: id });
    expect(await whoHas(here)).toBeNull();
    expect(await whoHas(elsewhere)).toBeNull();
    expect(await whoHas(bystander)).not.toBeNull();
    expect(await signIn({ login, password: PASSWORD })).toBe('wrong');
    expect(await signIn({ login, password: NEXT })).toHaveProperty('viewer');
  });

  test('is told to the logs of one’s own organisations, without a word of it', async () => {
    const { id, login } = await somebody();
    const [mine, other] = [await anOrganisation(), await anOrganisation()];
    await addMembership(id, mine, 'publisher');
    const { viewer } = await enter(login);
    await change(viewer);
    const log = await auditOf(await anAccount(mine, 'admin'), mine);
    expect(log).toMatchObject([
      { by: 'ゆき', act: 'account.password_changed', subject: `account:${id}` },
    ]);
    expect(await auditOf(await anAccount(other, 'admin'), other)).toEqual([]);
  });

  test('keeps to the rules of the first one, is written twice alike, and is another', async () => {
    const { login } = await somebody();
    const { viewer } = await enter(login);
    const refusals = {
      short: await change(viewer, { next: 'みじかい' }),
      long: await change(viewer, { next: 'な'.repeat(201) }),
      mistyped: await change(viewer, { again: `${NEXT}。` }),
      same: await change(viewer, { next: PASSWORD }),
      sameInFullWidth: await change(viewer, { next: PASSWORD.replace(' ', '　') }),
    };
    expect(refusals).toEqual({
      short: { problems: { next: 'accounts_problem_password' } },
      long: { problems: { next: 'accounts_problem_password' } },
      mistyped: { problems: { again: 'accounts_problem_password_again' } },
      same: { problems: { next: 'accounts_problem_password_same' } },
      sameInFullWidth: { problems: { next: 'accounts_problem_password_same' } },
    });
    expect(await signIn({ login, password: PASSWORD })).toHaveProperty('viewer');
  });
});

describe('whoever has somebody’s open session', () => {
  test('changes nothing without the password, and each try counts as a failed sign-in', async () => {
    const { login } = await somebody();
    const { viewer } = await enter(login);
    expect(await change(viewer, { current: 'ちがう' })).toBe('refused');
    expect(await change(viewer, { current: '' })).toBe('refused');
    expect(await failuresOf(login)).toBe(2);
    expect(await sessionsOf(viewer)).toHaveLength(1);
    expect(await signIn({ login, password: PASSWORD })).toHaveProperty('viewer');
  });

  test('has few tries at once: a fourth is sent away, and the owner signs in all the while', async () => {
    const { login } = await somebody();
    const { viewer } = await enter(login);
    const tries = Array.from({ length: 8 }, () => change(viewer, { current: 'ちがう' }));
    const owner = signIn({ login, password: PASSWORD }, { address: '198.51.100.9' });
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => answer === 'refused')).toHaveLength(3);
    expect(answers.filter((answer) => answer === 'busy')).toHaveLength(5);
    expect(await owner).toHaveProperty('viewer');
  });

  test('needs the second factor too, where one is set; a code opens once', async () => {
    const clock = useFakeClock('2026-11-26T20:00:00+09:00');
    const { login } = await somebody();
    const { viewer } = await enter(login);
    const { token, secret } = await beginSecondFactor(viewer);
    const first = codeOf(secret, clock.now);
    await confirmSecondFactor(viewer, { token, code: first, password: PASSWORD });
    expect(await change(viewer)).toBe('refused');
    expect(await change(viewer, { code: first })).toBe('refused');
    clock.advance(seconds(30));
    expect(await change(viewer, { code: codeOf(secret, clock.now) })).toHaveProperty('cookie');
    clock.advance(seconds(30));
    const code = codeOf(secret, clock.now);
    expect(await signIn({ login, password: NEXT, code })).toHaveProperty('viewer');
  });

  test('of one that was ended meanwhile changes nothing', async () => {
    const { login } = await somebody();
    const [stolen, own] = [await enter(login), await enter(login)];
    await revokeSession(own.viewer, stolen.viewer.sessionKey);
    expect(await change(stolen.viewer)).toBe('refused');
    expect(await whoHas(own)).not.toBeNull();
  });

  test('of a closed account changes nothing', async () => {
    const { login } = await somebody();
    const { viewer } = await enter(login);
    await closeAccount(login, leaving);
    expect(await change(viewer)).toBe('refused');
  });
});

describe('at the same moment', () => {
  test('of two changes one holds, and the other is told that the password is another now', async () => {
    const { login } = await somebody();
    const [one, other] = [await enter(login), await enter(login)];
    const words = ['はじめに 言った人の言葉', 'つぎに 言った人の言葉だよ'];
    const answers = await Promise.all(
      [one, other].map(({ viewer }, at) => change(viewer, { next: words[at] ?? '' })),
    );
    expect(answers.filter((answer) => answer === 'refused')).toHaveLength(1);
    const held = answers.findIndex((answer) => answer !== 'refused');
    expect(await signIn({ login, password: words[held] ?? '' })).toHaveProperty('viewer');
    expect(await signIn({ login, password: words[1 - held] ?? '' })).toBe('wrong');
  });

  test('who signs in by the old one while it is changed is not in', async () => {
    const { id, login } = await somebody();
    const thief = await db.transaction().execute(async (trx) => {
      await sql`update accounts set password_hash = 'another' where id = ${id}`.execute(trx);
      await sql`delete from account_sessions where account_id = ${id}`.execute(trx);
      const entering = signIn({ login, password: PASSWORD });
      await somebodyWaits();
      // Handed out in a list: a promise alone would be waited for in here.
      return [entering];
    });
    expect(await thief[0]).toBe('wrong');
    const left = db.selectFrom('account_sessions').select('id_hash').where('account_id', '=', id);
    expect(await left.execute()).toEqual([]);
  });

  test('who sets a second factor by the old one while it is changed sets none', async () => {
    const clock = useFakeClock('2026-11-26T20:00:00+09:00');
    const { login } = await somebody();
    const [owner, thief] = [await enter(login), await enter(login)];
    const { token, secret } = await beginSecondFactor(thief.viewer);
    const given = { token, code: codeOf(secret, clock.now), password: PASSWORD };
    const [changed, set] = await Promise.all([
      change(owner.viewer),
      confirmSecondFactor(thief.viewer, given),
    ]);
    const changedFirst = typeof changed === 'object' && 'cookie' in changed;
    expect(changedFirst).not.toBe(set === 'set');
    expect(await hasSecondFactor(owner.viewer)).toBe(!changedFirst);
  });
});
