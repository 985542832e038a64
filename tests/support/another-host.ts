import { db } from '#platform/db';
import { admitMember } from '#rooms/server';
import type { TestRoom } from './rooms.ts';
import { aStaffMember } from './staff.ts';

/** Somebody who hosts the room beside its first host, signed in: their Cookie header. */
export async function anotherHost(room: TestRoom): Promise<{ cookie: string }> {
  const { viewer, cookie } = await aStaffMember(room.organisationId, 'publisher');
  const host = { accountId: viewer.accountId, nickname: 'みどり', role: 'host' as const };
  await admitMember(db, room.roomId, host);
  return { cookie: `${cookie.name}=${cookie.value}` };
}
