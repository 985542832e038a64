/** A session's room in a running portal, with the cookies of its host and guests. */
import type { BrowserContext } from '@playwright/test';
import type { OrganisationId, Role } from '#accounts';
import type { ParticipantViewer } from '#participants';
import type { MemberId, RoomId } from '#rooms';
import { enterPortal } from './inside-portal.ts';
import type { Portal } from './portal.ts';

type Carried = Record<'name' | 'value', string>;

export interface JourneyRoom {
  roomId: RoomId;
  organisationId: OrganisationId;
  hostCookie: Carried;
  guest(
    nickname: string,
  ): Promise<{ viewer: ParticipantViewer; cookie: Carried; memberId: MemberId }>;
}

export async function aRoomIn(
  portal: Portal,
  options: { open?: boolean } = {},
): Promise<JourneyRoom> {
  enterPortal(portal);
  const [{ aRoom }, { aStaffMember }, { admitMember }, { db }] = await Promise.all([
    import('./rooms.ts'),
    import('./staff.ts'),
    import('#rooms/server'),
    import('#platform/db'),
  ]);
  const room = await aRoom(options);
  const { viewer, cookie } = await aStaffMember(room.organisationId, 'publisher');
  const { accountId } = viewer;
  await admitMember(db, room.roomId, { accountId, nickname: 'のぶさん', role: 'host' });
  const { roomId, organisationId, guest } = room;
  return { roomId, organisationId, hostCookie: cookie, guest };
}

/** The cookie of somebody signed in; after `aRoomIn`, which finds the portal's database. */
export async function staffCookie(organisationId: OrganisationId, role: Role): Promise<Carried> {
  const { aStaffMember } = await import('./staff.ts');
  return (await aStaffMember(organisationId, role)).cookie;
}

/** The messages that stand in it, by the ids that its devices gave them; after `aRoomIn` as well. */
export async function keptIn(roomId: RoomId): Promise<{ seq: number; client_id: string }[]> {
  const { db } = await import('#platform/db');
  return db
    .selectFrom('messages')
    .select(['seq', 'client_id'])
    .where('room_id', '=', roomId)
    .orderBy('seq')
    .execute();
}

export const carry = (context: BrowserContext, url: string, cookie: Carried): Promise<void> =>
  context.addCookies([{ name: cookie.name, value: cookie.value, url }]);
