/** Kept out of all rooms of an organisation, and of its sign-ups, by the face worn there; never out of an urgent talk. */
import { may, type AccountViewer, type OrganisationId } from '#accounts';
import { recordAct, refuseOrganisation } from '#organisations/server';
import { organisationScope, type Pseudonym } from '#participants';
import { now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { endOfBan, type Ban, type BanId } from './ban.ts';
import {
  deleteBan,
  findScopeOfBan,
  listBanned,
  listBannedAmong,
  listBans,
  upsertBan,
} from './ban-queries.server.ts';
import type { RoomViewer } from '../index.ts';
import { takeOutForGood, takeOutOfAll } from '../members/members.server.ts';
import { moderated } from './moderation.server.ts';
import { organisationOf } from '../scope.ts';
import type { MemberId } from '../room.ts';

/** A host puts somebody out of this room and out of all the organisation's rooms and sign-ups for twelve months. */
export async function banMember(
  viewer: RoomViewer,
  input: { roomId: string; memberId: MemberId; reason: string },
): Promise<'banned' | 'not_found'> {
  if (viewer.kind !== 'account') return 'not_found';
  const banned = await inTransaction(async (trx, afterCommit) => {
    const found = await moderated(trx, viewer, input);
    const organisationId = found && organisationOf(found.membership.scope);
    if (!organisationId || !found.other.pseudonym) return undefined;
    const { pseudonym, nickname } = found.other;
    await takeOutForGood(trx, found.other, afterCommit);
    await banFace(trx, viewer, { organisationId, pseudonym, nickname, reason: input.reason });
    return { scope: found.membership.scope, pseudonym };
  });
  if (!banned) return 'not_found';
  // After the commit: whoever came in meanwhile is found then, and whoever comes later finds the ban.
  await takeOutOfAll(banned.scope, banned.pseudonym);
  return 'banned';
}

/** By the caller's right; who is banned already is banned anew from now on. */
export async function banFace(
  trx: Database,
  viewer: AccountViewer,
  of: { organisationId: OrganisationId; pseudonym: Pseudonym; nickname: string; reason: string },
): Promise<void> {
  const { organisationId, pseudonym, nickname, reason } = of;
  const since = now();
  const id = await upsertBan(trx, {
    ...{ scope: organisationScope(organisationId), pseudonym, nickname, reason },
    ...{ made_by: viewer.accountId, since, until: endOfBan(since) },
  });
  await recordAct(viewer, { organisationId, act: 'ban.made', subject: `ban:${id}` }, trx);
}

const REFUSED = 'bans.refused';

/** Whom the organisation keeps out, the latest first, for its admin. */
export async function bansOf(
  viewer: AccountViewer,
  organisationId: OrganisationId,
): Promise<Ban[] | 'not_found'> {
  if (may(viewer, 'administer', organisationId))
    return listBans(db, organisationScope(organisationId), now());
  return refuseOrganisation(viewer, organisationId, REFUSED);
}

/** The admin lets somebody come again. Rooms that a host put them out of stay closed to them. */
export const liftBan = (viewer: AccountViewer, banId: string): Promise<'lifted' | 'not_found'> =>
  inTransaction(async (trx) => {
    const organisationId = isId<BanId>(banId) && (await ownerOf(trx, banId));
    if (!organisationId) return 'not_found';
    if (!may(viewer, 'administer', organisationId))
      return refuseOrganisation(viewer, organisationId, REFUSED, trx);
    if (!(await deleteBan(trx, banId))) return 'not_found';
    await recordAct(viewer, { organisationId, act: 'ban.lifted', subject: `ban:${banId}` }, trx);
    return 'lifted';
  });

async function ownerOf(trx: Database, banId: BanId): Promise<OrganisationId | undefined> {
  const scope = await findScopeOfBan(trx, banId);
  return scope && organisationOf(scope);
}

/** Whom of these faces their organisation keeps out just now. */
export const bannedAmong = (trx: Database, faces: Pseudonym[]): Promise<Set<Pseudonym>> =>
  listBannedAmong(trx, faces, now());

/** Every face that an organisation keeps out just now. */
export const facesBanned = (at: Date): Promise<Pseudonym[]> => listBanned(db, at);
