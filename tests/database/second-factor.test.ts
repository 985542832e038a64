import { expect, test } from 'vitest';
import { generateHOTP } from '@oslojs/otp';
import { decodeBase32IgnorePadding } from '@oslojs/encoding';
import {
  identifyAccount,
  beginSecondFactor,
  confirmSecondFactor,
  createAccount,
  hasSecondFactor,
  signIn,
  type SignedIn,
} from '#accounts/server';
import { seconds } from '#platform/clock';
import { useFakeClock } from '../support/clock.ts';

const PASSWORD = 'あさがおの 種をまく';
const EVENING = '2026-11-26T20:00:00+09:00';
let made = 0;

async function newAccount(
  more: { operator?: boolean; demonstration?: boolean } = {},
): Promise<string> {
  const login = `factor-${(made += 1)}`;
  await createAccount({ login, displayName: '三枝 ゆり', password: PASSWORD, ...more });
  return login;
}

async function enter(login: string, code?: string): Promise<SignedIn> {
  const entered = await signIn({ login, password: PASSWORD, code });
  if (typeof entered === 'string') throw new Error(entered);
  return entered;
}

const whoHas = ({ cookie }: SignedIn) => identifyAccount(`${cookie.name}=${cookie.value}`);

function codeOf(secret: string, at: Date): string {
  const key = decodeBase32IgnorePadding(secret.replaceAll(' ', ''));
  return generateHOTP(key, BigInt(Math.floor(at.getTime() / seconds(30))), 6);
}

/** An account with a factor, an open session of it, and what its app shows. */
async function withFactor(clock: { now: Date }) {
  const login = await newAccount();
  const { viewer } = await enter(login);
  const { token, secret } = await beginSecondFactor(viewer);
  const code = codeOf(secret, clock.now);
  expect(await confirmSecondFactor(viewer, { token, code, password: PASSWORD })).toBe('set');
  return { login, viewer, shows: () => codeOf(secret, clock.now) };
}

test('is asked for after the password, and each code opens once', async () => {
  const clock = useFakeClock(EVENING);
  const { login, shows } = await withFactor(clock);
  const first = shows();
  expect(await signIn({ login, password: PASSWORD })).toBe('needs_code');
  expect(await signIn({ login, password: 'ちがう' })).toBe('wrong');
  expect(await signIn({ login, password: PASSWORD, code: first })).toBe('wrong');
  clock.advance(seconds(30));
  const second = shows();
  const fullWidth = [...second].map((digit) => '０１２３４５６７８９'[Number(digit)]).join('');
  expect(await signIn({ login, password: PASSWORD, code: fullWidth })).toMatchObject({});
  expect(await signIn({ login, password: PASSWORD, code: second })).toBe('wrong');
});

test('is set by the first right code only', async () => {
  useFakeClock(EVENING);
  const { viewer } = await enter(await newAccount());
  const { token } = await beginSecondFactor(viewer);
  const given = { token, code: '000000', password: PASSWORD };
  expect(await confirmSecondFactor(viewer, given)).toBe('wrong');
  expect(await hasSecondFactor(viewer)).toBe(false);
});

test('cannot be set with a key drawn for another account', async () => {
  const clock = useFakeClock(EVENING);
  const drawn = await beginSecondFactor((await enter(await newAccount())).viewer);
  const code = codeOf(drawn.secret, clock.now);
  const { viewer } = await enter(await newAccount());
  const given = { token: drawn.token, code, password: PASSWORD };
  expect(await confirmSecondFactor(viewer, given)).toBe('wrong');
});

test('is not set from a screen left open by somebody who lacks the password', async () => {
  const clock = useFakeClock(EVENING);
  const { viewer } = await enter(await newAccount());
  const { token, secret } = await beginSecondFactor(viewer);
  const given = { token, code: codeOf(secret, clock.now) };
  expect(await confirmSecondFactor(viewer, { ...given, password: 'ちがう' })).toBe('refused');
  expect(await hasSecondFactor(viewer)).toBe(false);
});

test('is replaced only by who also has the present one', async () => {
  const clock = useFakeClock(EVENING);
  const { login, viewer, shows } = await withFactor(clock);
  clock.advance(seconds(30));
  const { token, secret } = await beginSecondFactor(viewer);
  const given = { token, code: codeOf(secret, clock.now), password: PASSWORD };
  expect(await confirmSecondFactor(viewer, given)).toBe('refused');
  expect(await confirmSecondFactor(viewer, { ...given, current: '000000' })).toBe('refused');
  const wrong = { ...given, password: 'ちがう', current: shows() };
  expect(await confirmSecondFactor(viewer, wrong)).toBe('refused');
  expect(await confirmSecondFactor(viewer, { ...given, current: shows() })).toBe('set');
  clock.advance(seconds(30));
  expect(await signIn({ login, password: PASSWORD, code: shows() })).toBe('wrong');
  expect(
    await signIn({ login, password: PASSWORD, code: codeOf(secret, clock.now) }),
  ).toMatchObject({});
});

test('once set or replaced, sessions open elsewhere are over; the one it was set in goes on', async () => {
  const clock = useFakeClock(EVENING);
  const login = await newAccount();
  const [here, elsewhere] = [await enter(login), await enter(login)];
  const first = await beginSecondFactor(here.viewer);
  const given = { token: first.token, code: codeOf(first.secret, clock.now), password: PASSWORD };
  expect(await confirmSecondFactor(here.viewer, given)).toBe('set');
  expect(await whoHas(elsewhere)).toBeNull();

  clock.advance(seconds(30));
  const again = await enter(login, codeOf(first.secret, clock.now));
  clock.advance(seconds(30));
  const next = await beginSecondFactor(here.viewer);
  const current = codeOf(first.secret, clock.now);
  const code = codeOf(next.secret, clock.now);
  const replacing = { token: next.token, code, password: PASSWORD, current };
  expect(await confirmSecondFactor(here.viewer, replacing)).toBe('set');
  expect(await whoHas(again)).toBeNull();
  expect(await whoHas(here)).toMatchObject({ accountId: here.viewer.accountId });
});

test('an operator without one holds no rights until it is set', async () => {
  const clock = useFakeClock(EVENING);
  const entered = await enter(await newAccount({ operator: true }));
  expect(entered.viewer).toMatchObject({ operator: false, mustSetSecondFactor: true });
  const { token, secret } = await beginSecondFactor(entered.viewer);
  const code = codeOf(secret, clock.now);
  await confirmSecondFactor(entered.viewer, { token, code, password: PASSWORD });
  const viewer = await whoHas(entered);
  expect(viewer).toMatchObject({ operator: true });
  expect(viewer).not.toHaveProperty('mustSetSecondFactor');
});

test("the demonstration's operator needs none", async () => {
  const login = await newAccount({ operator: true, demonstration: true });
  expect((await enter(login)).viewer).toMatchObject({ operator: true });
});
