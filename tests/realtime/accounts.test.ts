import { expect, test } from 'vitest';
import type { Socket } from 'socket.io-client';
import {
  accountTasks,
  addMembership,
  createAccount,
  identifyAccount,
  revokeSession,
  signIn,
  signOut,
  type SignedIn,
} from '#accounts/server';
import { changeOwnPassword, renewPassword, setMemberRoles } from '#organisations/server';
import { minutes, now } from '#platform/clock';
import { db } from '#platform/db';
import { leaveConsultations } from '#schedule/server';
import { openRealtimeHost } from '../support/realtime.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

const PASSWORD = 'あさがおの 種をまく';
let made = 0;

async function staff(): Promise<{ enter(): Promise<SignedIn> }> {
  const login = `staff-${(made += 1)}`;
  await createAccount({ login, displayName: '三枝 ゆり', password: PASSWORD });
  return {
    async enter() {
      const entered = await signIn({ login, password: PASSWORD });
      if (typeof entered === 'string') throw new Error(entered);
      return entered;
    },
  };
}

const cookieOf = ({ cookie }: SignedIn) => ({ cookie: `${cookie.name}=${cookie.value}` });

/** Milliseconds until the server closed the socket. */
const closed = (socket: Socket): Promise<number> => {
  const from = performance.now();
  return new Promise((resolve) =>
    socket.once('disconnect', () => resolve(performance.now() - from)),
  );
};

test("a revoked session's sockets are closed within two seconds, the other device stays", async () => {
  const host = await openRealtimeHost();
  const person = await staff();
  const [lost, kept] = [await person.enter(), await person.enter()];
  const [lostSocket, keptSocket] = [
    await host.connect('/staff', cookieOf(lost)),
    await host.connect('/staff', cookieOf(kept)),
  ];
  const took = closed(lostSocket);
  expect(await revokeSession(kept.viewer, lost.viewer.sessionKey)).toBe(true);
  expect(await took).toBeLessThan(2_000);
  expect(keptSocket.connected).toBe(true);
});

test('a changed password closes every socket of the account, also those of a copied session; others keep theirs', async () => {
  const host = await openRealtimeHost();
  const [person, bystander] = [await staff(), await (await staff()).enter()];
  const [here, elsewhere] = [await person.enter(), await person.enter()];
  const sockets = [
    await host.connect('/staff', cookieOf(here)),
    await host.connect('/staff', cookieOf(elsewhere)),
  ];
  const other = await host.connect('/staff', cookieOf(bystander));
  const took = sockets.map(closed);
  const next = 'ひつじ雲を 数えて歩く朝に';
  const changed = await changeOwnPassword(here.viewer, { current: PASSWORD, next, again: next });
  if (typeof changed === 'string' || 'problems' in changed) throw new Error('not changed');
  for (const one of took) expect(await one).toBeLessThan(2_000);
  expect(other.connected).toBe(true);
  await expect(host.connect('/staff', cookieOf(here))).rejects.toThrow('refused');
  const { name, value } = changed.cookie;
  expect((await host.connect('/staff', { cookie: `${name}=${value}` })).connected).toBe(true);
});

test('signing out in one tab closes the socket of the other', async () => {
  const host = await openRealtimeHost();
  const entered = await (await staff()).enter();
  const socket = await host.connect('/staff', cookieOf(entered));
  const took = closed(socket);
  await signOut(entered.viewer);
  expect(await took).toBeLessThan(2_000);
});

test('nobody enters the staff namespace without a live session', async () => {
  const host = await openRealtimeHost();
  const entered = await (await staff()).enter();
  await expect(host.connect('/staff')).rejects.toThrow('refused');
  await signOut(entered.viewer);
  await expect(host.connect('/staff', cookieOf(entered))).rejects.toThrow('refused');
  await expect(host.connect('/participant', cookieOf(entered))).rejects.toThrow('refused');
});

test('a session past its idle limit loses its socket too', async () => {
  const host = await openRealtimeHost();
  const entered = await (await staff()).enter();
  const socket = await host.connect('/staff', cookieOf(entered));
  const took = closed(socket);
  await db
    .updateTable('account_sessions')
    .set({ idle_until: new Date(Date.now() - minutes(1)) })
    .where('id_hash', '=', Buffer.from(entered.viewer.sessionKey, 'hex'))
    .execute();
  for (const task of accountTasks) await task.run(new Date());
  expect(await took).toBeLessThan(2_000);
});

test('an operator who must still set a second factor gets no socket', async () => {
  const host = await openRealtimeHost();
  await createAccount({ login: 'op', displayName: '運営', password: PASSWORD, operator: true });
  const entered = await signIn({ login: 'op', password: PASSWORD });
  if (typeof entered === 'string') throw new Error(entered);
  await expect(host.connect('/staff', cookieOf(entered))).rejects.toThrow('refused');
});

test("a removed member's sockets are closed within two seconds, and come back without the organisation", async () => {
  const host = await openRealtimeHost();
  const organisationId = await anOrganisation();
  const admin = await anAccount(organisationId, 'admin');
  const [login, bystander] = [`staff-${(made += 1)}`, await (await staff()).enter()];
  const accountId = await createAccount({ login, displayName: 'あおい', password: PASSWORD });
  await addMembership(accountId, organisationId, 'publisher');
  const entered = await signIn({ login, password: PASSWORD });
  if (typeof entered === 'string') throw new Error(entered);
  const [socket, other] = [
    await host.connect('/staff', cookieOf(entered)),
    await host.connect('/staff', cookieOf(bystander)),
  ];
  const took = closed(socket);
  expect(await setMemberRoles(admin, { organisationId, accountId }, [], leaveConsultations)).toBe(
    'set',
  );
  expect(await took).toBeLessThan(2_000);
  expect(other.connected).toBe(true);
  const again = await identifyAccount(cookieOf(entered).cookie);
  expect(again).toMatchObject({ memberships: [] });
});

test('a closed account loses its sockets in every process, whoever closed it; others keep theirs', async () => {
  const host = await openRealtimeHost();
  const [login, bystander] = [`staff-${(made += 1)}`, await (await staff()).enter()];
  await createAccount({ login, displayName: 'あおい', password: PASSWORD });
  const entered = await signIn({ login, password: PASSWORD });
  if (typeof entered === 'string') throw new Error(entered);
  const socket = await host.connect('/staff', cookieOf(entered));
  const other = await host.connect('/staff', cookieOf(bystander));
  const over = closed(socket);
  // As a command does, in a process that holds no socket.
  await db.updateTable('accounts').set({ disabled_at: now() }).where('login', '=', login).execute();
  const watching = accountTasks.find(({ name }) => name === 'closed-accounts');
  expect(watching?.everyMs).toBeLessThanOrEqual(1_000);
  await watching?.run(now());
  await over;
  expect(other.connected).toBe(true);
});

test('whoever is given a new password by the operator loses the sockets that others may hold', async () => {
  const host = await openRealtimeHost();
  const login = `staff-${(made += 1)}`;
  await createAccount({ login, displayName: 'あおい', password: PASSWORD });
  const entered = await signIn({ login, password: PASSWORD });
  if (typeof entered === 'string') throw new Error(entered);
  const socket = await host.connect('/staff', cookieOf(entered));
  const over = closed(socket);
  // As a command does, in a process that holds no socket.
  await renewPassword(login);
  const watching = accountTasks.find(({ name }) => name === 'account-sessions');
  expect(watching?.everyMs).toBeLessThanOrEqual(30_000);
  await watching?.run(now());
  await over;
});
