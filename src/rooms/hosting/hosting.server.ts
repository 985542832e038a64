/** Handing over: a colleague is asked, and hosts from the moment they accept; until then the giver does. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { lockRoles, refuse } from '#organisations/server';
import { db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { isId } from '#platform/id';
import type { Colleague, Hosting } from './hosting.ts';
import {
  deleteHandOver,
  findHandOver,
  listColleagues,
  listHostings,
  mayBeAsked,
  replaceHandOver,
  type HandOver,
} from './hosting-queries.server.ts';
import type { RoomViewer } from '../index.ts';
import { tellAccount, tellHosts, tellPeopleChanged } from '../live.server.ts';
import { findMember, type MemberRow } from '../members/member-queries.server.ts';
import { admitMember, takeOut } from '../members/members.server.ts';
import { membershipOf } from '../members/membership.server.ts';
import { writeSystemLine } from '../log/messages.server.ts';
import { mayHandOver } from '../privacy.ts';
import { findRoom } from '../room-queries.server.ts';
import type { RoomId } from '../room.ts';
import { organisationOf } from '../scope.ts';

/** Whom a host may ask; nobody for whoever hosts nothing, and in a room of two. */
export async function colleaguesToAsk(
  viewer: RoomViewer,
  roomId: string,
  database: Database = db,
): Promise<Colleague[]> {
  const isStaff = viewer.kind === 'account';
  const membership = isStaff ? await membershipOf(viewer, roomId, database) : undefined;
  const organisationId = membership && organisationOf(membership.scope);
  if (!isStaff || !membership || !organisationId || !mayHandOver(membership)) return [];
  return listColleagues(database, organisationId, viewer.accountId);
}

/** Asks a colleague to host; the asker stays beside them or goes once they accept. One is asked at a time. */
export const offerHosting = (
  viewer: RoomViewer,
  input: { roomId: string; accountId: string; stays: boolean },
): Promise<'asked' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const colleague = (await colleaguesToAsk(viewer, input.roomId, trx)).find(
      ({ accountId }) => accountId === input.accountId,
    );
    if (viewer.kind !== 'account' || !colleague) return 'not_found';
    // An id that `membershipOf` has found a room by.
    const roomId = input.roomId as RoomId;
    const to = colleague.accountId;
    const handOver = { roomId, from: viewer.accountId, to, stays: input.stays };
    const before = await replaceHandOver(trx, handOver);
    afterCommit(() => {
      for (const accountId of new Set([to, before ?? to]))
        tellAccount(accountId, 'hosting:changed');
      tellHosts(roomId);
    });
    return 'asked';
  });

/** A host asks no more, or the colleague cannot. */
export const withdrawHosting = (
  viewer: RoomViewer,
  roomId: string,
): Promise<'withdrawn' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const membership = await membershipOf(viewer, roomId, trx);
    if (!membership || !mayHandOver(membership)) return 'not_found';
    const handOver = await findHandOver(trx, membership.roomId);
    if (handOver) await end(trx, handOver, afterCommit);
    return 'withdrawn';
  });

async function end(trx: Database, { roomId, to }: HandOver, afterCommit: AfterCommit) {
  await deleteHandOver(trx, roomId);
  afterCommit(() => {
    tellAccount(to, 'hosting:changed');
    tellHosts(roomId);
  });
}

/** Rooms that the viewer is asked to host, and those they host now. */
export const hostingsOf = (viewer: AccountViewer): Promise<Hosting[]> =>
  listHostings(db, viewer.accountId);

/** Takes over. Nothing comes of it where the giver hosts no more, the room is closed, or the viewer has no role there now. */
export const acceptHosting = (
  viewer: AccountViewer,
  roomId: string,
): Promise<RoomId | 'not_found'> =>
  answerHosting(viewer, roomId, async (trx, asked, afterCommit) => {
    const { handOver, giver } = asked;
    const { accountId, displayName: nickname } = viewer;
    const member = { accountId, nickname, role: 'host' as const };
    if ((await admitMember(trx, handOver.roomId, member)) === 'removed') return 'not_found';
    await end(trx, handOver, afterCommit);
    await writeSystemLine(trx, handOver.roomId, 'host_now', afterCommit, nickname);
    if (!handOver.stays) await takeOut(trx, [giver], afterCommit);
    afterCommit(() => tellPeopleChanged(handOver.roomId));
    return handOver.roomId;
  });

/** Says no; the giver goes on hosting and reads that nobody is asked any more. */
export const declineHosting = (
  viewer: AccountViewer,
  roomId: string,
): Promise<'declined' | 'not_found'> =>
  answerHosting(viewer, roomId, async (trx, { handOver }, afterCommit) => {
    await end(trx, handOver, afterCommit);
    return 'declined' as const;
  });

interface Asked {
  handOver: HandOver;
  giver: MemberRow;
}

const answerHosting = <Answer>(
  viewer: AccountViewer,
  id: string,
  answer: (trx: Database, asked: Asked, afterCommit: AfterCommit) => Promise<Answer>,
): Promise<Answer | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const room = isId<RoomId>(id) ? await findRoom(trx, id) : undefined;
    const organisationId = room && organisationOf(room.scope);
    if (!organisationId) return 'not_found';
    const { accountId } = viewer;
    // First the member, then the rest: the order in which a member's leaving takes them.
    const roles = await lockRoles(trx, { accountId, organisationId });
    const handOver = await findHandOver(trx, room.id);
    if (handOver?.to !== accountId || !roles.some(mayBeAsked))
      return refuseRoom(trx, viewer, organisationId, room.occurrenceId ?? room.id);
    const giver = await findMember(trx, room.id, { accountId: handOver.from });
    if (!giver || giver.removed || room.state === 'closed') return 'not_found';
    return answer(trx, { handOver, giver }, afterCommit);
  });

const refuseRoom = (
  trx: Database,
  viewer: AccountViewer,
  organisationId: OrganisationId,
  occurrenceId: string,
) =>
  refuse(
    viewer,
    { organisationId, act: 'room.refused', subject: `occurrence:${occurrenceId}` },
    trx,
  );
