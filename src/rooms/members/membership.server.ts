/** A room is found through the viewer's membership: where there is none, there is no room. */
import type { AccountViewer } from '#accounts';
import type { ParticipantViewer } from '#participants';
import { barredAmong, derivedPseudonym } from '#participants/server';
import { blamesData, db, type Database } from '#platform/db';
import { gather } from '#platform/gather';
import { isId } from '#platform/id';
import type { RoomViewer } from '../index.ts';
import {
  findAccountMembership,
  listContactMemberships,
  listMemberships,
  listScopes,
  type Membership,
} from './membership-queries.server.ts';
import type { RoomId, RoomView } from '../room.ts';
import { organisationOf } from '../scope.ts';

/** Takes any text for the room's id: what is no id names no room. */
export async function membershipOf(
  viewer: RoomViewer,
  roomId: string,
  trx?: Database,
): Promise<Membership | undefined> {
  if (!isId<RoomId>(roomId)) return undefined;
  if (viewer.kind === 'account') return findAccountMembership(trx ?? db, roomId, viewer.accountId);
  return trx ? (await membershipsOf(trx, [{ viewer, roomId }]))[0] : lookUp({ viewer, roomId });
}

interface Asked {
  viewer: ParticipantViewer;
  roomId: RoomId;
}

/** Those who ask at the same time are looked for together: when a line comes back, a whole room does. */
const lookUp = gather((asked: Asked[]) => membershipsOf(db, asked), {
  most: 200,
  blamesOne: blamesData,
});

/** In the order of the asking. Whom the operator keeps out finds no session's room; an urgent talk is theirs as before. */
async function membershipsOf(
  database: Database,
  asked: Asked[],
): Promise<(Membership | undefined)[]> {
  const viewers = asked.map(({ viewer }) => viewer);
  const [scopes, barred] = await Promise.all([
    listScopes(database, [...new Set(asked.map(({ roomId }) => roomId))]),
    barredAmong(database, viewers),
  ]);
  const faces = asked.map(({ viewer, roomId }) => {
    const scope = scopes.get(roomId);
    if (scope && organisationOf(scope) && barred.has(viewer.participantId)) return undefined;
    return scope && { roomId, pseudonym: derivedPseudonym(viewer, scope) };
  });
  const found = await listMemberships(
    database,
    faces.filter((face) => face !== undefined),
  );
  const byFace = new Map(found.map((one) => [`${one.roomId} ${one.pseudonym}`, one]));
  return faces.map((face) => face && byFace.get(`${face.roomId} ${face.pseudonym}`));
}

/** The room as the viewer sees it; undefined for whoever is no member (any more). */
export async function roomOf(viewer: RoomViewer, roomId: string): Promise<RoomView | undefined> {
  const membership = await membershipOf(viewer, roomId);
  return membership && viewOf(membership);
}

/** The rooms of some contacts, by contact. */
export async function roomsOfContacts(
  { accountId }: AccountViewer,
  contactIds: string[],
): Promise<Map<string, RoomView>> {
  const found = await listContactMemberships(db, accountId, contactIds);
  return new Map(found.map((one) => [one.contactId ?? '', viewOf(one)]));
}

/** The same of a talk of two alone: what was said among several is nobody's to hand on. */
export async function talkOfTwo(viewer: RoomViewer, roomId: string): Promise<RoomView | undefined> {
  const membership = await membershipOf(viewer, roomId);
  return membership?.oneToOne ? viewOf(membership) : undefined;
}

export const viewOf = (membership: Membership): RoomView => ({
  id: membership.roomId,
  title: membership.title,
  state: membership.state,
  occurrenceId: membership.occurrenceId,
  contactId: membership.contactId,
  oneToOne: membership.oneToOne,
  endsAt: membership.endsAt?.getTime() ?? null,
  seq: membership.seq,
  me: {
    memberId: membership.memberId,
    nickname: membership.nickname,
    role: membership.role,
    part: membership.part,
  },
});
