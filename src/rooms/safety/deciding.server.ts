/** What becomes of a report, done at once. */
import { may, type AccountViewer } from '#accounts';
import { recordAct, refuse } from '#organisations/server';
import { organisationScope } from '#participants';
import { now } from '#platform/clock';
import { inTransaction, type AfterCommit, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { banFace } from './bans.server.ts';
import { tellChanged, tellReports } from '../live.server.ts';
import { findMember } from '../members/member-queries.server.ts';
import { takeOutForGood, takeOutOfAll } from '../members/members.server.ts';
import { muteWithin } from './moderation.server.ts';
import { markHidden } from '../log/message-queries.server.ts';
import type { MemberIdentity } from '../members/membership-queries.server.ts';
import { lockReport, settleReport, type ReportRow } from './report-queries.server.ts';
import type { Outcome, ReportId, SiteOutcome } from './report.ts';
import { decidersOf, tellDeciders } from './deciders.server.ts';
import { openTo } from './reading.server.ts';
import { banOnSite } from './site-bans.server.ts';
import type { RoomId } from '../room.ts';

/** Decides, and does at once what was decided. A report on a host is not there for that host. */
export async function decideReport(
  viewer: AccountViewer,
  input: { reportId: string; outcome: string },
): Promise<'decided' | 'not_found'> {
  const decided = await inTransaction(async (trx, afterCommit) => {
    const row = isId<ReportId>(input.reportId) && (await lockReport(trx, input.reportId));
    if (!row) return 'not_found';
    const deciding = await decidersOf(trx, row);
    const open = openTo(viewer, row, deciding);
    const outcome = open.atHome.find((one) => one === input.outcome);
    const onSite = open.onSite.find((one) => one === input.outcome);
    if (outcome) await decideAtHome(trx, viewer, row, outcome, afterCommit);
    else if (onSite) await decideOnSite(trx, viewer, row, onSite, afterCommit);
    else return refuseOther(trx, viewer, row);
    afterCommit(() => {
      tellDeciders(deciding);
      if (row.roomId && !row.accountId) tellReports(row.roomId);
    });
    return { row, outcome };
  });
  if (decided === 'not_found') return decided;
  const { row, outcome } = decided;
  if (outcome === 'banned' && row.pseudonym)
    await takeOutOfAll(organisationScope(row.organisationId), row.pseudonym);
  return 'decided';
}

const subjectOf = ({ id }: ReportRow) => `report:${id}`;

/** In the organisation's log, but for the host whom it is about. */
const recordDecision = (trx: Database, viewer: AccountViewer, row: ReportRow, act: string) =>
  recordAct(
    viewer,
    { organisationId: row.organisationId, act, subject: subjectOf(row), keptFrom: row.accountId },
    trx,
  );

async function refuseOther(
  trx: Database,
  viewer: AccountViewer,
  row: ReportRow,
): Promise<'not_found'> {
  const { organisationId } = row;
  const right = row.ofDesk ? 'supervise' : 'administer';
  if (may(viewer, right, organisationId) && row.accountId !== viewer.accountId) return 'not_found';
  return refuse(viewer, { organisationId, act: 'report.refused', subject: subjectOf(row) }, trx);
}

async function decideAtHome(
  trx: Database,
  viewer: AccountViewer,
  row: ReportRow,
  outcome: Outcome,
  afterCommit: AfterCommit,
): Promise<void> {
  await settleReport(trx, row.id, { outcome, decided_at: now() });
  const { organisationId, roomId, pseudonym, nickname, seq } = row;
  await recordDecision(trx, viewer, row, `report.${outcome}`);
  if (outcome === 'hidden' && roomId && (await markHidden(trx, roomId, seq, now())))
    afterCommit(() => tellChanged(roomId));
  if (outcome === 'banned' && pseudonym)
    // Whoever reported wrote their words for this report, and they go with it; the ban stays for a year.
    await banFace(trx, viewer, { organisationId, pseudonym, nickname, reason: '' });
  if (roomId) await moderate(trx, row, roomId, outcome, afterCommit);
}

async function moderate(
  trx: Database,
  row: ReportRow,
  roomId: RoomId,
  outcome: Outcome,
  afterCommit: AfterCommit,
): Promise<void> {
  const identity = identityOf(row);
  const other = identity && (await findMember(trx, roomId, identity));
  if (!other) return;
  if (outcome === 'muted') await muteWithin(trx, other, true, afterCommit);
  if (outcome === 'put_out' || outcome === 'banned') await takeOutForGood(trx, other, afterCommit);
}

function identityOf({ pseudonym, accountId }: ReportRow): MemberIdentity | undefined {
  if (pseudonym) return { pseudonym };
  return accountId ? { accountId } : undefined;
}

async function decideOnSite(
  trx: Database,
  viewer: AccountViewer,
  row: ReportRow,
  outcome: SiteOutcome,
  afterCommit: AfterCommit,
): Promise<void> {
  await settleReport(trx, row.id, { site_outcome: outcome, site_decided_at: now() });
  const { organisationId, pseudonym, nickname } = row;
  await recordDecision(trx, viewer, row, `report.site_${outcome}`);
  if (outcome === 'barred' && pseudonym)
    await banOnSite(trx, viewer, { organisationId, pseudonym, nickname }, afterCommit);
}
