import { addMembership, createAccount, signIn } from '#accounts/server';
import { db } from '#platform/db';
import { admitMember } from '#rooms/server';
import type { TestRoom } from './rooms.ts';

let hosts = 0;

/** Somebody who hosts the room beside its first host, signed in: their Cookie header. */
export async function anotherHost(room: TestRoom): Promise<{ cookie: string }> {
  const login = `second-host-${(hosts += 1)}`;
  const password = 'correct horse battery staple';
  const accountId = await createAccount({ login, displayName: 'みどり', password });
  await addMembership(accountId, room.organisationId, 'publisher');
  await admitMember(db, room.roomId, { accountId, nickname: 'みどり', role: 'host' });
  const signedIn = await signIn({ login, password });
  if (typeof signedIn === 'string') throw new Error(`the host could not sign in: ${signedIn}`);
  return { cookie: `${signedIn.cookie.name}=${signedIn.cookie.value}` };
}
