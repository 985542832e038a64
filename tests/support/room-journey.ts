/** A session's room in a running portal, with the cookies of its host and guests. */
import type { BrowserContext } from '@playwright/test';
import type { ParticipantViewer } from '#participants';
import type { MemberId, RoomId } from '#rooms';
import type { Portal } from './portal.ts';
import { portalEnvironment } from './portal-environment.ts';

type Carried = Record<'name' | 'value', string>;

export interface JourneyRoom {
  roomId: RoomId;
  hostCookie: Carried;
  guest(
    nickname: string,
  ): Promise<{ viewer: ParticipantViewer; cookie: Carried; memberId: MemberId }>;
}

/** This process speaks to the portal's database through the portal's own verbs. */
export async function aRoomIn(
  portal: Portal,
  options: { open?: boolean } = {},
): Promise<JourneyRoom> {
  const settings = { DATABASE_URL: portal.databaseUrl, ORIGIN: portal.url, LOG_LEVEL: 'silent' };
  Object.assign(process.env, portalEnvironment, settings);
  const [{ addMembership, createAccount, signIn }, { aRoom }, { admitMember }, { db }] =
    await Promise.all([
      import('#accounts/server'),
      import('./rooms.ts'),
      import('#rooms/server'),
      import('#platform/db'),
    ]);
  const room = await aRoom(options);
  const login = `host-${room.roomId.slice(0, 8)}`;
  const password = 'correct horse battery staple';
  const accountId = await createAccount({ login, displayName: 'のぶさん', password });
  await addMembership(accountId, room.organisationId, 'publisher');
  await admitMember(db, room.roomId, { accountId, nickname: 'のぶさん', role: 'host' });
  const signedIn = await signIn({ login, password });
  if (typeof signedIn === 'string') throw new Error(`the host could not sign in: ${signedIn}`);
  return { roomId: room.roomId, hostCookie: signedIn.cookie, guest: room.guest };
}

/** Lets go of the database, so that the portal can drop it. */
export async function leavePortal(): Promise<void> {
  const { closeDatabase } = await import('#platform/db');
  await closeDatabase();
}

export const carry = (context: BrowserContext, url: string, cookie: Carried): Promise<void> =>
  context.addCookies([{ name: cookie.name, value: cookie.value, url }]);
