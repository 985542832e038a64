/** 通報: anyone may say that a message must not stand; who answers for the room reads it as it was. */
import { accountsThatMay } from '#accounts/server';
import { noticeForAccounts } from '#notices/server';
import { now } from '#platform/clock';
import { inTransaction, type AfterCommit, type Database } from '#platform/db';
import { recordAct } from '#organisations/server';
import { keyedHash } from '#platform/secrets';
import type { RoomViewer } from '../index.ts';
import { tellHosts } from '../live.server.ts';
import { lockMember } from '../members/member-queries.server.ts';
import { membershipOf } from '../members/membership.server.ts';
import type { Membership } from '../queries.server.ts';
import { MOST_OPEN_REPORTS, MOST_OPEN_REPORTS_OF_ONE, REPORTED_LINES_AROUND } from '../promises.ts';
import { findAuthor, freezeLines, insertReport, listOpenReports } from './report-queries.server.ts';
import type { ReportReason } from './report.ts';
import type { MemberId } from '../room.ts';
import { organisationOf } from '../scope.ts';

interface NewReport {
  roomId: string;
  seq: number;
  why: ReportReason;
  words: string;
}

/**
 * Freezes a message another wrote, with ten lines before and after that the reporter may read. The same member reports
 * the same message once; `enough`: so many of this room, or of theirs, wait that one more would hide the others.
 */
export const reportMessage = (
  viewer: RoomViewer,
  report: NewReport,
): Promise<'reported' | 'enough' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const membership = await membershipOf(viewer, report.roomId, trx);
    if (!membership || report.seq <= membership.readsAfter) return 'not_found';
    const author = await findAuthor(trx, membership.roomId, report.seq);
    if (!author || author.id === membership.memberId) return 'not_found';
    await lockMember(trx, membership.memberId);
    const open = await listOpenReports(trx, membership.roomId);
    const own = open.filter(({ seq, once }) => once.equals(onceOf(membership.memberId, seq)));
    if (own.some(({ seq }) => seq === report.seq)) return 'reported';
    if (open.length >= MOST_OPEN_REPORTS || own.length >= MOST_OPEN_REPORTS_OF_ONE) return 'enough';
    return keep(trx, membership, author, report, afterCommit);
  });

/** Who reported stands nowhere: only they themselves come to the same hash. */
const onceOf = (memberId: MemberId, seq: number): Buffer =>
  keyedHash('report', `${memberId}|${seq}`);

async function keep(
  trx: Database,
  membership: Membership,
  author: NonNullable<Awaited<ReturnType<typeof findAuthor>>>,
  { seq, why, words }: NewReport,
  afterCommit: AfterCommit,
): Promise<'reported' | 'not_found'> {
  const { roomId, memberId, title } = membership;
  const organisationId = organisationOf(membership.scope);
  if (!organisationId) return 'not_found';
  const reportId = await insertReport(trx, {
    ...{ organisation_id: organisationId, room_id: roomId, room_title: title, seq, why, words },
    once: onceOf(memberId, seq),
    reported_pseudonym: author.pseudonym,
    reported_account_id: author.account_id,
    reported_nickname: author.nickname,
    reported_at: now(),
  });
  if (!reportId) return 'reported';
  const from = Math.max(membership.readsAfter + 1, seq - REPORTED_LINES_AROUND);
  await freezeLines(trx, { reportId, roomId, from, to: seq + REPORTED_LINES_AROUND });
  const keptFrom = author.account_id;
  const subject = `report:${reportId}`;
  await recordAct(null, { organisationId, act: 'report.made', subject, keptFrom }, trx);
  const admins = await accountsThatMay(trx, 'administer', organisationId);
  const deciding = admins.filter((id) => id !== author.account_id);
  await noticeForAccounts(
    trx,
    deciding.map((account) => ({ account, haste: 'at_once' })),
  );
  if (author.role !== 'host') afterCommit(() => tellHosts(roomId));
  return 'reported';
}
