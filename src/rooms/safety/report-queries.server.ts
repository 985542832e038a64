/** Reports and their frozen lines. */
import type { Insertable, Selectable } from 'kysely';
import type { AccountId, OrganisationId } from '#accounts';
import type { Pseudonym } from '#participants';
import { anyOf, sql, type Database, type DB } from '#platform/db';
import type { Outcome, ReportId, ReportLine, ReportReason, SiteOutcome } from './report.ts';
import type { HostPart, MemberId, RoomId } from '../room.ts';

export interface ReportRow {
  id: ReportId;
  organisationId: OrganisationId;
  roomId: RoomId | null;
  /** Of an urgent talk. */
  ofDesk: boolean;
  roomTitle: string;
  seq: number;
  pseudonym: Pseudonym | null;
  accountId: AccountId | null;
  nickname: string;
  why: ReportReason;
  words: string;
  reportedAt: Date;
  outcome: Outcome | null;
  siteOutcome: SiteOutcome | null;
  /** The same for all that one person reported to the organisation. */
  reporter: string;
}

export interface Author {
  id: MemberId;
  pseudonym: Pseudonym | null;
  accountId: AccountId | null;
  nickname: string;
}

/** Who wrote a message, where it is one that a member may have read. */
export async function findAuthor(
  db: Database,
  roomId: RoomId,
  seq: number,
): Promise<Author | undefined> {
  const row = await db
    .selectFrom('messages as t')
    .innerJoin('room_members as m', 'm.id', 't.author_id')
    .select(['m.id', 'm.pseudonym', 'm.account_id', 'm.nickname'])
    .where('t.room_id', '=', roomId)
    .where('t.seq', '=', seq)
    .executeTakeFirst();
  return (
    row && {
      id: row.id as MemberId,
      pseudonym: row.pseudonym as Pseudonym | null,
      accountId: row.account_id as AccountId | null,
      nickname: row.nickname,
    }
  );
}

/** What one person reports in several tabs and rooms comes one after the other until the transaction ends. */
export const lockReporter = async (trx: Database, reporter: Buffer): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(hashtext('reports'), hashtext(${reporter.toString('hex')}))`.execute(
    trx,
  ));

export async function countOpenReportsBy(db: Database, reporter: Buffer): Promise<number> {
  const { open } = await db
    .selectFrom('reports')
    .select((row) => row.fn.countAll<number>().as('open'))
    .where('reporter', '=', reporter)
    .where('outcome', 'is', null)
    .executeTakeFirstOrThrow();
  return open;
}

/** Those that a room's hosts may know of: never of one of them. */
export async function countReportsOfParticipants(db: Database, roomId: RoomId): Promise<number> {
  const { open } = await db
    .selectFrom('reports')
    .select((row) => row.fn.countAll<number>().as('open'))
    .where('room_id', '=', roomId)
    .where('outcome', 'is', null)
    .where('reported_account_id', 'is', null)
    .executeTakeFirstOrThrow();
  return open;
}

/** Undefined where the same member has reported the same message before. */
export async function insertReport(
  db: Database,
  report: Insertable<DB['reports']>,
): Promise<ReportId | undefined> {
  const row = await db
    .insertInto('reports')
    .values(report)
    .onConflict((conflict) => conflict.constraint('reports_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id as ReportId | undefined;
}

/** What was written from one number to another, hidden or not. */
export async function freezeLines(
  db: Database,
  of: { reportId: ReportId; roomId: RoomId; from: number; to: number },
): Promise<void> {
  await sql`
    insert into report_lines (report_id, seq, nickname, host, part, body, sent_at, hidden)
    select ${of.reportId}::uuid, t.seq, m.nickname, m.role = 'host', m.part, t.body, t.sent_at, t.hidden_at is not null
    from messages t join room_members m on m.id = t.author_id
    where t.room_id = ${of.roomId} and t.seq between ${of.from} and ${of.to}`.execute(db);
}

const rowOf = (row: Selectable<DB['reports']>): ReportRow => ({
  id: row.id as ReportId,
  organisationId: row.organisation_id as OrganisationId,
  roomId: (row.room_id ?? row.desk_room_id) as RoomId | null,
  ofDesk: row.desk_room_id !== null,
  roomTitle: row.room_title,
  seq: row.seq,
  pseudonym: row.reported_pseudonym as Pseudonym | null,
  accountId: row.reported_account_id as AccountId | null,
  nickname: row.reported_nickname,
  // Held by the constraints reports_why, reports_outcome and reports_site_outcome.
  why: row.why as ReportReason,
  words: row.words,
  reportedAt: row.reported_at,
  outcome: row.outcome as Outcome | null,
  siteOutcome: row.site_outcome as SiteOutcome | null,
  reporter: row.reporter.toString('hex'),
});

/** Held until the transaction ends. */
export async function lockReport(trx: Database, id: ReportId): Promise<ReportRow | undefined> {
  const row = await trx
    .selectFrom('reports')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && rowOf(row);
}

export async function findReport(db: Database, id: ReportId): Promise<ReportRow | undefined> {
  const row = await db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowOf(row);
}

/**
 * Of rooms of the organisations administered, of desks of those supervised; with `site` all that were passed on or are about
 * staff. The latest first, and the first of each person before any other's second: a flood buries nobody's.
 */
export async function listReports(
  db: Database,
  of: { administered: OrganisationId[]; supervised: OrganisationId[]; site: boolean },
): Promise<ReportRow[]> {
  const { rows } = await sql<Selectable<DB['reports']>>`
    select * from reports
    where (desk_room_id is null and organisation_id = any(${of.administered}::uuid[]))
      or (desk_room_id is not null and organisation_id = any(${of.supervised}::uuid[]))
      or (${of.site} and (outcome = 'passed' or reported_account_id is not null))
    order by row_number() over (partition by reporter, outcome is null order by reported_at desc), reported_at desc
    limit 200`.execute(db);
  return rows.map(rowOf);
}

export async function listReportLines(
  db: Database,
  ids: ReportId[],
): Promise<(ReportLine & { reportId: ReportId })[]> {
  const rows = await db
    .selectFrom('report_lines')
    .selectAll()
    .where('report_id', '=', anyOf(ids))
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({
    reportId: row.report_id as ReportId,
    seq: row.seq,
    nickname: row.nickname,
    host: row.host,
    part: row.part as HostPart | null, // report_lines_part
    text: row.body,
    sentAt: row.sent_at,
    hidden: row.hidden,
  }));
}

export const settleReport = async (
  db: Database,
  id: ReportId,
  to: { outcome: Outcome; decided_at: Date } | { site_outcome: SiteOutcome; site_decided_at: Date },
): Promise<void> => void (await db.updateTable('reports').set(to).where('id', '=', id).execute());

/** Those decided (by the operator too, where it was passed on) before one instant, and all made before another. */
export async function deleteReportsBefore(
  db: Database,
  at: { decided: Date; made: Date },
): Promise<void> {
  await sql`
    delete from reports
    where reported_at < ${at.made}
      or (outcome <> 'passed' and decided_at < ${at.decided})
      or (outcome = 'passed' and site_decided_at < ${at.decided})`.execute(db);
}
