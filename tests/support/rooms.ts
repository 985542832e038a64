/** A session's room with a host and as many participants as a test wants. */
import { randomUUID } from 'node:crypto';
import type { AccountViewer, OrganisationId } from '#accounts';
import { organisationScope, type ParticipantViewer } from '#participants';
import { derivedPseudonym, newPerson } from '#participants/server';
import type { SessionCookie } from '#platform/cookies';
import { hours, later, now } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import { type MemberId, type RoomId, type RoomViewer } from '#rooms';
import { admitMember, openRoom, postMessage, prepareRoom } from '#rooms/server';
import { anAccount, anOrganisation } from './organisations.ts';
import { anOccurrence, aSeries } from './schedule.ts';
import { appear, createParticipant, showIn } from './participants.ts';

export interface RoomGuest {
  viewer: ParticipantViewer;
  cookie: SessionCookie;
  memberId: MemberId;
}

export interface TestRoom {
  roomId: RoomId;
  organisationId: OrganisationId;
  occurrenceId: string;
  host: AccountViewer;
  hostMemberId: MemberId;
  guest(nickname: string): Promise<RoomGuest>;
}

/** Open for writing, unless told to leave it prepared. */
export async function aRoom({
  open = true,
  organisationId: of,
}: { open?: boolean; organisationId?: OrganisationId } = {}): Promise<TestRoom> {
  const organisationId = of ?? (await anOrganisation());
  const startsAt = later(now(), hours(1));
  const series_id = await aSeries({ organisation_id: organisationId });
  const occurrenceId = await anOccurrence({ series_id, starts_at: startsAt });
  const scope = organisationScope(organisationId);
  const host = await anAccount(organisationId, 'publisher');
  const { roomId, hostMemberId } = await inTransaction(async (trx) => {
    const room = {
      occurrenceId,
      scope,
      title: '夜のオンライン家族のつどい',
      endsAt: later(startsAt, hours(1.5)),
    };
    const roomId = await prepareRoom(room, trx);
    const { accountId } = host;
    const hostMemberId = await admitted(trx, roomId, {
      accountId,
      nickname: 'のぶさん',
      role: 'host',
    });
    return { roomId, hostMemberId };
  });
  if (open) await openRoom(host, roomId);
  const guest = async (nickname: string) => {
    const { viewer, cookie } = await createParticipant();
    const pseudonym = await showIn(scope, viewer);
    const memberId = await admitted(db, roomId, { pseudonym, nickname, role: 'participant' });
    return { viewer, cookie, memberId };
  };
  return { roomId, organisationId, occurrenceId, host, hostMemberId, guest };
}

/** Cookie headers of so many more participants: admitted all at once, for one by one they would take long. */
export async function manyIn(room: TestRoom, count: number): Promise<string[]> {
  const people = Array.from({ length: count }, newPerson);
  const scope = organisationScope(room.organisationId);
  await appear(people.map((person) => ({ person, scope })));
  const members = people.map(({ viewer }, n) => ({
    ...{ room_id: room.roomId, role: 'participant', nickname: `人${n}` },
    pseudonym: derivedPseudonym(viewer, scope),
  }));
  await db.insertInto('room_members').values(members).execute();
  return people.map(({ cookie }) => `${cookie.name}=${cookie.value}`);
}

async function admitted(...who: Parameters<typeof admitMember>): Promise<MemberId> {
  const memberId = await admitMember(...who);
  if (memberId === 'removed') throw new Error('this test admits nobody who was removed');
  return memberId;
}

export const say = (
  viewer: RoomViewer,
  roomId: RoomId,
  text: string,
  clientId: string = randomUUID(),
) => postMessage(viewer, { roomId, clientId, text });
