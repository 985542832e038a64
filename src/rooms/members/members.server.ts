import { now } from '#platform/clock';
import { db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import type { AccountId } from '#accounts';
import type { Pseudonym, Scope } from '#participants';
import { holdFace, lockFace } from '#participants/server';
import { listBannedAmong } from '../safety/ban-queries.server.ts';
import type { RoomViewer } from '../index.ts';
import type { LineQuality } from '../line/line-quality.ts';
import { putOut, tellPeopleChanged } from '../live.server.ts';
import {
  findMember,
  insertMember,
  listMembershipsIn,
  listPresentMembers,
  updateMember,
  type MemberRow,
  type PresentMember,
} from './member-queries.server.ts';
import { findAsked } from '../hosting/hosting-queries.server.ts';
import { countReportsOfParticipants } from '../safety/report-queries.server.ts';
import { membershipOf } from './membership.server.ts';
import { moderated } from '../safety/moderation.server.ts';
import { pacedUntilIn } from '../safety/moderation-queries.server.ts';
import type { MemberIdentity } from './membership-queries.server.ts';
import type { HostPart, MemberId, MemberRole, People, Person, RoomId } from '../room.ts';

export type NewMember = ({ pseudonym: Pseudonym } | { accountId: AccountId }) & {
  nickname: string;
  role: MemberRole;
  /** Of a host in a talk of two. */
  part?: HostPart;
  /** What was written up to this number is not theirs to read; 0 unless told. */
  readsAfter?: number;
};

/**
 * Lets somebody in, whose right the caller has checked; the same identity stays the same member under its newest nickname.
 * Whom a host removed or the organisation bans stays out ('removed'); whoever was withdrawn comes back.
 */
export async function admitMember(
  trx: Database,
  roomId: RoomId,
  member: NewMember,
): Promise<MemberId | 'removed'> {
  const { nickname, role, part = null, readsAfter = 0 } = member;
  const identity = identityOf(member);
  if ('pseudonym' in member && (await isKeptOut(trx, member.pseudonym))) return 'removed';
  const pacedUntil = await pacedUntilIn(trx, roomId, now());
  const as = { nickname, role, part, readsAfter, pacedUntil };
  const id = await insertMember(trx, roomId, identity, as);
  if (id) return id;
  const found = await findMember(trx, roomId, identity);
  if (!found) throw new Error('a member neither new nor known');
  return readmit(trx, found, { ...member, pacedUntil });
}

async function isKeptOut(trx: Database, pseudonym: Pseudonym): Promise<boolean> {
  await holdFace(trx, pseudonym);
  return (await listBannedAmong(trx, [pseudonym], now())).size > 0;
}

const identityOf = (member: NewMember): MemberIdentity =>
  'pseudonym' in member ? { pseudonym: member.pseudonym } : { accountId: member.accountId };

async function readmit(
  trx: Database,
  found: MemberRow,
  member: NewMember & { pacedUntil: Date | null },
): Promise<MemberId | 'removed'> {
  const { nickname, part = null, readsAfter = 0, pacedUntil } = member;
  if (!found.removed) {
    await updateMember(trx, found.id, { nickname, part });
    return found.id;
  }
  if (found.barred) return 'removed';
  await updateMember(trx, found.id, {
    ...{ nickname, part, removed_at: null, reads_after: readsAfter, paced_until: pacedUntil },
  });
  return found.id;
}

/** A host removes a participant: out at once, and not let in again. Nothing is announced. */
export const removeMember = (
  viewer: RoomViewer,
  input: { roomId: string; memberId: MemberId },
): Promise<'removed' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const found = await moderated(trx, viewer, input);
    if (!found) return 'not_found';
    await takeOutForGood(trx, found.other, afterCommit);
    return 'removed';
  });

/** Ends a membership by the caller's right (staff lost, handed over, a place given up); nothing happens to whoever is none. */
export async function withdrawMember(
  trx: Database,
  roomId: RoomId,
  identity: MemberIdentity,
  afterCommit: AfterCommit,
): Promise<void> {
  const member = await findMember(trx, roomId, identity);
  if (member) await takeOut(trx, [member], afterCommit);
}

/** The same in every room of a scope, for an account whose right there has ended. */
export async function withdrawFromRooms(
  trx: Database,
  { scope, accountId }: { scope: Scope; accountId: AccountId },
  afterCommit: AfterCommit,
): Promise<void> {
  await takeOut(trx, await listMembershipsIn(trx, scope, { accountId }), afterCommit);
}

/** A face that its organisation keeps out from now on leaves every room of it. */
export const takeOutOfAll = (scope: Scope, pseudonym: Pseudonym): Promise<void> =>
  inTransaction(async (trx, afterCommit) => {
    await lockFace(trx, pseudonym);
    await takeOut(trx, await listMembershipsIn(trx, scope, { pseudonym }), afterCommit);
  });

/** Ends memberships by the caller's right; who may come in may come again. */
export async function takeOut(
  trx: Database,
  members: MemberRow[],
  afterCommit: AfterCommit,
): Promise<void> {
  for (const member of members) if (!member.removed) await end(trx, member, false, afterCommit);
}

/** Ends one by the caller's right, and that room stays closed to them. */
export async function takeOutForGood(
  trx: Database,
  member: MemberRow,
  afterCommit: AfterCommit,
): Promise<void> {
  if (!member.barred) await end(trx, member, true, afterCommit);
}

async function end(
  trx: Database,
  { id, roomId }: MemberRow,
  barred: boolean,
  afterCommit: AfterCommit,
): Promise<void> {
  await updateMember(trx, id, { removed_at: now(), barred });
  afterCommit(() => {
    putOut(roomId, id);
    tellPeopleChanged(roomId);
  });
}

/** Who is there, as far as the viewer may know: watching unseen is everybody's right, but a host must know whom they look after. */
export async function peopleOf(viewer: RoomViewer, roomId: string): Promise<People | 'not_found'> {
  const membership = await membershipOf(viewer, roomId);
  if (!membership) return 'not_found';
  const members = await listPresentMembers(db, membership.roomId, now());
  const connected = members.filter(isConnected).length;
  const isHost = membership.role === 'host';
  const named = isHost ? members : members.filter(isKnownToAll);
  const watching = connected - named.filter(isConnected).length;
  const people = { named: named.map(isHost ? personOf : strangerOf), watching, connected };
  if (!isHost) return people;
  const { roomId: id } = membership;
  const [reports, asked] = [await countReportsOfParticipants(db, id), await findAsked(db, id)];
  return { ...people, reports, ...(asked && { asked }) };
}

const isConnected = ({ line }: { line: LineQuality }): boolean => line !== 'away';

const isKnownToAll = (member: PresentMember) =>
  isConnected(member) && (member.role === 'host' || member.written);

/** How a line is, and who only reads, their hosts alone are told. */
const strangerOf = ({ id, nickname, role, part }: PresentMember): Person => ({
  memberId: id,
  nickname,
  role,
  part,
});

const personOf = (member: PresentMember): Person => ({
  ...strangerOf(member),
  line: member.line,
  muted: member.muted,
});
