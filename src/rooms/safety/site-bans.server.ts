/** The operator's last means: out of every session's room and of all sign-ups for a year; never out of an urgent talk. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { recordAct, refuseOnSite } from '#organisations/server';
import type { Pseudonym } from '#participants';
import { barBehind, letBehind } from '#participants/server';
import { now } from '#platform/clock';
import { db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { endOfBan, type SiteBan, type SiteBanId } from './ban.ts';
import { listSessionMemberships } from '../members/member-queries.server.ts';
import { takeOut } from '../members/members.server.ts';
import {
  listSiteBans,
  lockSiteBan,
  markLifted,
  replaceSiteBan,
} from './site-ban-queries.server.ts';

/** By the caller's right: whoever wears that face leaves every room of sessions, and comes into none. */
export async function banOnSite(
  trx: Database,
  viewer: AccountViewer,
  of: { organisationId: OrganisationId; pseudonym: Pseudonym; nickname: string },
  afterCommit: AfterCommit,
): Promise<void> {
  const since = now();
  const until = endOfBan(since);
  const faces = await barBehind(trx, of.pseudonym, until);
  if (faces.length === 0) return;
  const { organisationId: organisation_id, pseudonym, nickname } = of;
  const ban = { organisation_id, pseudonym, nickname, made_by: viewer.accountId, since, until };
  await replaceSiteBan(trx, ban, faces);
  await takeOut(trx, await listSessionMemberships(trx, faces), afterCommit);
}

const REFUSED = { act: 'site_bans.refused', subject: 'site' };

/** Whom the operator keeps out, and whom they let come again before the time was over; the latest first. */
export const siteBansOf = async (viewer: AccountViewer): Promise<SiteBan[] | 'not_found'> =>
  viewer.operator ? listSiteBans(db, now()) : refuseOnSite(viewer, REFUSED);

/** The operator lets somebody come again before the time is over, and says why; `no_reason` without. */
export const liftSiteBan = async (
  viewer: AccountViewer,
  { banId, because }: { banId: string; because: string },
): Promise<'lifted' | 'no_reason' | 'not_found'> => {
  if (!viewer.operator) return refuseOnSite(viewer, REFUSED);
  if (because === '') return 'no_reason';
  if (!isId<SiteBanId>(banId)) return 'not_found';
  return inTransaction(async (trx) => {
    const ban = await lockSiteBan(trx, banId, now());
    if (!ban) return 'not_found';
    // Of whoever erased everything the row alone kept their devices out.
    if (ban.pseudonym) await letBehind(trx, ban.pseudonym);
    await markLifted(trx, banId, { at: now(), by: viewer.accountId, because });
    const { organisationId } = ban;
    await recordAct(
      viewer,
      { organisationId, act: 'ban.lifted_on_site', subject: `ban:${banId}` },
      trx,
    );
    return 'lifted';
  });
};
