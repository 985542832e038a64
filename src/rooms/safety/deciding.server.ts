/** What becomes of a report: its organisation's admin decides, and of what was passed on or is about a host the operator. */
import { may, organisationIdsOf, type AccountViewer } from '#accounts';
import { recordAct, refuse } from '#organisations/server';
import { organisationScope } from '#participants';
import { barBehind } from '#participants/server';
import { now } from '#platform/clock';
import { db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { banFace } from './bans.server.ts';
import { tellChanged, tellMember } from '../live.server.ts';
import { findMember, listSessionMemberships } from '../members/member-queries.server.ts';
import { takeOut, takeOutOfAll } from '../members/members.server.ts';
import { muteWithin } from './moderation.server.ts';
import { monthsLater } from './months.ts';
import { BAN_LASTS_MONTHS } from '../promises.ts';
import { markHidden, type MemberIdentity } from '../queries.server.ts';
import {
  listReportLines,
  listReports,
  lockReport,
  settleReport,
  type ReportRow,
} from './report-queries.server.ts';
import {
  OUTCOMES,
  outcomesOf,
  SITE_OUTCOMES,
  type Outcome,
  type Report,
  type ReportId,
  type SiteOutcome,
} from './report.ts';
import type { RoomId } from '../room.ts';

/** Reports the viewer may read, the latest first: of organisations they administer, and the operator's own. */
export async function reportsFor(viewer: AccountViewer): Promise<Report[]> {
  const organisations = organisationIdsOf(viewer, 'administer');
  const rows = await listReports(db, organisations, { site: viewer.operator });
  const own = rows.filter((row) => row.accountId !== viewer.accountId);
  const lines = await listReportLines(
    db,
    own.map(({ id }) => id),
  );
  return own.map((row) => ({
    ...shown(row),
    outcomes: openTo(viewer, row),
    lines: lines.filter(({ reportId }) => reportId === row.id),
  }));
}

/** How many wait for the viewer. */
export const reportsWaiting = async (viewer: AccountViewer): Promise<number> =>
  viewer.operator || organisationIdsOf(viewer, 'administer').length > 0
    ? (await reportsFor(viewer)).filter(({ outcomes }) => outcomes.length > 0).length
    : 0;

const shown = ({ pseudonym, accountId, organisationId: _, roomId, ...row }: ReportRow) => ({
  ...row,
  ofHost: accountId !== null,
  hasFace: pseudonym !== null,
  roomStands: roomId !== null,
});

/** Nobody decides on themselves. */
function openTo(viewer: AccountViewer, row: ReportRow): readonly (Outcome | SiteOutcome)[] {
  if (row.accountId === viewer.accountId) return [];
  if (row.outcome === null && may(viewer, 'administer', row.organisationId))
    return outcomesOf(shown(row));
  if (!viewer.operator || row.siteOutcome !== null) return [];
  if (row.pseudonym && row.outcome === 'passed') return SITE_OUTCOMES;
  return row.accountId ? ['nothing'] : [];
}

/** Decides, and does at once what was decided. A report on a host is not there for that host. */
export async function decideReport(
  viewer: AccountViewer,
  input: { reportId: string; outcome: string },
): Promise<'decided' | 'not_found'> {
  const decided = await inTransaction(async (trx, afterCommit) => {
    const row = isId<ReportId>(input.reportId) && (await lockReport(trx, input.reportId));
    if (!row) return 'not_found';
    const outcome = openTo(viewer, row).find((one) => one === input.outcome);
    if (outcome === undefined) return refuseOther(trx, viewer, row);
    const atSite = row.outcome !== null || !may(viewer, 'administer', row.organisationId);
    await (atSite
      ? decideOnSite(trx, viewer, row, outcome, afterCommit)
      : decideAtHome(trx, viewer, row, outcome, afterCommit));
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
  if (may(viewer, 'administer', organisationId) && row.accountId !== viewer.accountId)
    return 'not_found';
  return refuse(viewer, { organisationId, act: 'report.refused', subject: subjectOf(row) }, trx);
}

async function decideAtHome(
  trx: Database,
  viewer: AccountViewer,
  row: ReportRow,
  chosen: Outcome | SiteOutcome,
  afterCommit: AfterCommit,
): Promise<void> {
  const outcome = OUTCOMES.find((one) => one === chosen);
  if (!outcome) return;
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
  if (outcome === 'muted') await muteWithin(trx, { roomId, other }, true, afterCommit);
  if (outcome === 'put_out' || outcome === 'banned')
    await takeOut(trx, roomId, other, afterCommit, { barred: true });
}

function identityOf({ pseudonym, accountId }: ReportRow): MemberIdentity | undefined {
  if (pseudonym) return { pseudonym };
  return accountId ? { accountId } : undefined;
}

async function decideOnSite(
  trx: Database,
  viewer: AccountViewer,
  row: ReportRow,
  chosen: Outcome | SiteOutcome,
  afterCommit: AfterCommit,
): Promise<void> {
  const outcome = SITE_OUTCOMES.find((one) => one === chosen);
  if (!outcome) return;
  const at = now();
  await settleReport(trx, row.id, { site_outcome: outcome, site_decided_at: at });
  const { pseudonym } = row;
  await recordDecision(trx, viewer, row, `report.site_${outcome}`);
  if (outcome !== 'barred' || !pseudonym) return;
  const faces = await barBehind(trx, pseudonym, monthsLater(at, BAN_LASTS_MONTHS));
  const members = await listSessionMemberships(trx, faces);
  afterCommit(() => members.forEach(({ id, roomId }) => tellMember(id, 'room:changed', roomId)));
}
