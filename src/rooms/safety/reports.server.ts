/** 通報: anyone may say that a message must not stand; who answers for the room reads it as it was. */
import type { AccountId, OrganisationId } from '#accounts';
import { organisationScope, type ParticipantViewer } from '#participants';
import { derivedPseudonym } from '#participants/server';
import { noticeForAccounts } from '#notices/server';
import { now } from '#platform/clock';
import { inTransaction, type AfterCommit, type Database } from '#platform/db';
import { recordAct } from '#organisations/server';
import { keyedHash } from '#platform/secrets';
import type { RoomViewer } from '../index.ts';
import { tellReports } from '../live.server.ts';
import { lockMember } from '../members/member-queries.server.ts';
import { membershipOf } from '../members/membership.server.ts';
import type { Membership } from '../members/membership-queries.server.ts';
import { REPORTED_LINES_AROUND, REPORTS_OF_ONE_WITH_LINES_AROUND } from '../promises.ts';
import { decidersOf, tellDeciders } from './deciders.server.ts';
import {
  countOpenReportsBy,
  findAuthor,
  freezeLines,
  insertReport,
  lockReporter,
  type Author,
} from './report-queries.server.ts';
import type { ReportReason } from './report.ts';
import type { MemberId } from '../room.ts';
import { organisationOf } from '../scope.ts';

export interface NewReport {
  roomId: string;
  seq: number;
  why: ReportReason;
  words: string;
}

/** What of an urgent talk one member of the staff has written, and whose house they wrote it in. */
export interface DeskSpan {
  organisationId: OrganisationId;
  accountId: AccountId;
  from: number;
  to: number;
}

/**
 * Freezes a message another wrote, with ten lines before and after that the reporter may read. The same member reports
 * the same message once.
 */
export const reportMessage = (
  viewer: RoomViewer,
  report: NewReport,
): Promise<'reported' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const found = await reportable(trx, viewer, report);
    const organisationId = found && organisationOf(found.membership.scope);
    return found && organisationId
      ? keep(trx, { ...found, viewer, organisationId, report }, afterCommit)
      : 'not_found';
  });

/** The same in an urgent talk, by the person, of what staff wrote; nothing of what they wrote to anybody else is frozen. */
export const reportAtDesk = (
  viewer: ParticipantViewer,
  report: NewReport,
  desk: DeskSpan,
): Promise<'reported' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const found = await reportable(trx, viewer, report);
    if (!found?.membership.contactId || found.author.accountId !== desk.accountId)
      return 'not_found';
    const { organisationId } = desk;
    return keep(trx, { ...found, viewer, organisationId, report, desk }, afterCommit);
  });

/** Another's message that the viewer may read; what one member does in several tabs comes one after the other from here. */
async function reportable(
  trx: Database,
  viewer: RoomViewer,
  { roomId, seq }: NewReport,
): Promise<{ membership: Membership; author: Author } | undefined> {
  const membership = await membershipOf(viewer, roomId, trx);
  if (!membership || seq <= membership.readsAfter) return undefined;
  const author = await findAuthor(trx, membership.roomId, seq);
  if (!author || author.id === membership.memberId) return undefined;
  await lockMember(trx, membership.memberId);
  return { membership, author };
}

/** Who reported stands nowhere: only they themselves come to the same hash. */
const onceOf = (memberId: MemberId, seq: number): Buffer =>
  keyedHash('report', `${memberId}|${seq}`);

/** The same for all that one person reports to one organisation, whatever room it was in. */
const reporterOf = (viewer: RoomViewer, organisationId: OrganisationId): Buffer =>
  keyedHash(
    'report',
    viewer.kind === 'account'
      ? `${organisationId}|${viewer.accountId}`
      : derivedPseudonym(viewer, organisationScope(organisationId)),
  );

interface Making {
  viewer: RoomViewer;
  membership: Membership;
  author: Author;
  organisationId: OrganisationId;
  report: NewReport;
  desk?: DeskSpan;
}

async function keep(trx: Database, making: Making, afterCommit: AfterCommit): Promise<'reported'> {
  const { viewer, membership, author, organisationId, desk } = making;
  const { seq, why, words } = making.report;
  const { roomId, memberId } = membership;
  const reporter = reporterOf(viewer, organisationId);
  await lockReporter(trx, reporter);
  const waiting = await countOpenReportsBy(trx, reporter);
  const reportId = await insertReport(trx, {
    ...{ organisation_id: organisationId, room_title: membership.title, seq, why, words, reporter },
    ...(desk ? { desk_room_id: roomId } : { room_id: roomId }),
    once: onceOf(memberId, seq),
    reported_pseudonym: author.pseudonym,
    reported_account_id: author.accountId,
    reported_nickname: author.nickname,
    reported_at: now(),
  });
  if (!reportId) return 'reported';
  await freezeLines(trx, { reportId, roomId, ...frozen(making, waiting) });
  const { accountId } = author;
  const made = { act: 'report.made', subject: `report:${reportId}`, keptFrom: accountId };
  await recordAct(null, { organisationId, ...made }, trx);
  const deciding = await decidersOf(trx, { organisationId, accountId, ofDesk: desk !== undefined });
  await noticeForAccounts(
    trx,
    deciding.map((account) => ({ account, haste: 'at_once' })),
  );
  afterCommit(() => {
    tellDeciders(deciding);
    if (!accountId) tellReports(roomId);
  });
  return 'reported';
}

/** From which number to which: never what the reporter, or at a desk whoever it is about, could not read. */
function frozen(
  { membership, report, desk }: Making,
  waiting: number,
): { from: number; to: number } {
  const around = waiting < REPORTS_OF_ONE_WITH_LINES_AROUND ? REPORTED_LINES_AROUND : 0;
  return {
    from: Math.max(membership.readsAfter + 1, desk?.from ?? 0, report.seq - around),
    to: Math.min(desk?.to ?? Infinity, report.seq + around),
  };
}
