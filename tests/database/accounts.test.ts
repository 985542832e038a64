import { describe, expect, test } from 'vitest';
import {
  identifyAccount,
  accountTasks,
  createAccount,
  keepAlive,
  revokeSession,
  sessionsOf,
  signIn,
  signOut,
  type SignedIn,
} from '#accounts/server';
import { hours, later, minutes, now } from '#platform/clock';
import { brokenConstraint, db } from '#platform/db';
import { keyedHash } from '#platform/secrets';
import { useFakeClock } from '../support/clock.ts';

const PASSWORD = 'あさがおの 種をまく';
let made = 0;

async function newAccount() {
  const login = `staff-${(made += 1)}`;
  const id = await createAccount({ login, displayName: '三枝 ゆり', password: PASSWORD });
  return { id, login };
}

async function enter(login: string): Promise<SignedIn> {
  const entered = await signIn({ login, password: PASSWORD });
  if (typeof entered === 'string') throw new Error(entered);
  return entered;
}

const headerOf = ({ cookie }: SignedIn) => `other=1; ${cookie.name}=${cookie.value}`;

describe('signing in', () => {
  test('the right password opens a session that the cookie carries', async () => {
    const { id, login } = await newAccount();
    const entered = await enter(`  ${login.toUpperCase()} `);
    expect(entered.cookie.attributes).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/' });
    expect(await identifyAccount(headerOf(entered))).toMatchObject({
      accountId: id,
      displayName: '三枝 ゆり',
      operator: false,
      memberships: [],
    });
  });

  test('a wrong password and an unknown login are answered alike', async () => {
    const { login } = await newAccount();
    expect(await signIn({ login, password: 'ちがう' })).toBe('wrong');
    expect(await signIn({ login: 'nobody', password: PASSWORD })).toBe('wrong');
  });

  test('failures slow the next tries of a login and never lock it', async () => {
    const { login } = await newAccount();
    for (let n = 0; n < 3; n += 1) await signIn({ login, password: 'ちがう' });
    const started = performance.now();
    await enter(login);
    expect(performance.now() - started).toBeGreaterThan(450);
    const counted = db.selectFrom('sign_in_failures').selectAll();
    const own = counted.where('login_hash', '=', keyedHash('sign-in', login));
    expect(await own.execute()).toEqual([]);
  });

  test('tries side by side do not undo the waiting: a fourth at once is sent away', async () => {
    const { login } = await newAccount();
    const tries = Array.from({ length: 10 }, () => signIn({ login, password: 'ちがう' }));
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(3);
    expect(answers.filter((answer) => answer === 'busy')).toHaveLength(7);
  });

  test('whoever keeps the places of one line taken shuts out neither another line nor a browser that was signed in', async () => {
    const { id, login } = await newAccount();
    const from = { address: '192.0.2.7' };
    const right = { login, password: PASSWORD };
    const stuck = [1, 2, 3].map(() => signIn({ login, password: 'ちがう' }, from));
    const [fourth, elsewhere, known] = await Promise.all([
      signIn(right, from),
      signIn(right, { address: '198.51.100.9' }),
      signIn(right, { ...from, knows: (accountId) => accountId === id }),
    ]);
    expect(fourth).toBe('busy');
    for (const entered of [elsewhere, known])
      expect(entered).toMatchObject({ viewer: { accountId: id } });
    expect(await Promise.all(stuck)).toEqual(['wrong', 'wrong', 'wrong']);
  });

  test('counts of failures go when they have run out', async () => {
    await signIn({ login: 'nobody-again', password: PASSWORD });
    const forget = accountTasks.find((task) => task.name === 'sign-in-failures');
    await forget?.run(later(now(), minutes(16)));
    expect(await db.selectFrom('sign_in_failures').selectAll().execute()).toEqual([]);
  });

  test('a login belongs to one account', async () => {
    const { login } = await newAccount();
    const again = createAccount({ login, displayName: 'べつの人', password: PASSWORD });
    expect(brokenConstraint(await again.catch((error: unknown) => error))).toBe(
      'accounts_login_once',
    );
  });

  test('a disabled account is signed out and cannot come back', async () => {
    const { id, login } = await newAccount();
    const entered = await enter(login);
    await db
      .updateTable('accounts')
      .set({ disabled_at: new Date() })
      .where('id', '=', id)
      .execute();
    expect(await identifyAccount(headerOf(entered))).toBeNull();
    expect(await signIn({ login, password: PASSWORD })).toBe('wrong');
  });

  test('garbage in the cookie is anonymous, never an error', async () => {
    for (const header of [undefined, '', 'staff=', 'staff=%E0%A4%A', `staff=${'x'.repeat(5000)}`])
      expect(await identifyAccount(header)).toBeNull();
  });
});

describe('a session', () => {
  test('ends after 30 minutes without a request', async () => {
    const clock = useFakeClock('2026-11-26T20:00:00+09:00');
    const entered = await enter((await newAccount()).login);
    clock.advance(minutes(29));
    expect(await identifyAccount(headerOf(entered))).not.toBeNull();
    clock.advance(minutes(31));
    expect(await identifyAccount(headerOf(entered))).toBeNull();
  });

  test('is kept by a duty client that only listens, but never past 12 hours', async () => {
    const clock = useFakeClock('2026-11-26T08:00:00+09:00');
    const entered = await enter((await newAccount()).login);
    for (let passed = 0; passed < hours(12) - minutes(20); passed += minutes(20)) {
      clock.advance(minutes(20));
      await keepAlive(entered.viewer);
    }
    expect(await identifyAccount(headerOf(entered))).not.toBeNull();
    clock.advance(minutes(20));
    await keepAlive(entered.viewer);
    expect(await identifyAccount(headerOf(entered))).toBeNull();
  });

  test('once ended is not brought back by keeping it alive', async () => {
    const clock = useFakeClock('2026-11-26T08:00:00+09:00');
    const entered = await enter((await newAccount()).login);
    clock.advance(minutes(31));
    await keepAlive(entered.viewer);
    expect(await identifyAccount(headerOf(entered))).toBeNull();
  });

  test('cannot be opened with anything the database stores', async () => {
    const entered = await enter((await newAccount()).login);
    const stored = await db.selectFrom('account_sessions').select('id_hash').execute();
    for (const { id_hash } of stored)
      for (const encoding of ['hex', 'base64', 'base64url', 'latin1'] as const)
        expect(
          await identifyAccount(`${entered.cookie.name}=${id_hash.toString(encoding)}`),
        ).toBeNull();
    expect(await identifyAccount(headerOf(entered))).not.toBeNull();
  });

  test('is listed to its owner and revoked by its owner only', async () => {
    const mine = await newAccount();
    const [first, second] = [await enter(mine.login), await enter(mine.login)];
    const stranger = await enter((await newAccount()).login);
    expect(await sessionsOf(second.viewer)).toHaveLength(2);
    expect(await revokeSession(stranger.viewer, first.viewer.sessionKey)).toBe(false);
    expect(await revokeSession(second.viewer, 'not a key')).toBe(false);
    expect(await revokeSession(second.viewer, first.viewer.sessionKey)).toBe(true);
    expect(await identifyAccount(headerOf(first))).toBeNull();
    expect(await identifyAccount(headerOf(second))).not.toBeNull();
  });

  test('is over once signed out', async () => {
    const entered = await enter((await newAccount()).login);
    expect(await signOut(entered.viewer)).toMatchObject({ value: '' });
    expect(await identifyAccount(headerOf(entered))).toBeNull();
  });

  test('never idles past its own end', async () => {
    const { id } = await newAccount();
    const [at, after] = [new Date(), new Date(Date.now() + hours(1))];
    const insert = db
      .insertInto('account_sessions')
      .values({
        id_hash: Buffer.alloc(32),
        account_id: id,
        expires_at: after,
        idle_until: after,
        ends_at: at,
      })
      .execute();
    expect(brokenConstraint(await insert.catch((error: unknown) => error))).toBe(
      'account_sessions_idle_within_absolute',
    );
  });
});
