/** Words that wait, who has opened them, and how far they were answered. */
import type { AccountId, OrganisationId } from '#accounts';
import { sql, type Database } from '#platform/db';
import type { RoomId } from '#rooms';
import { goesOn } from '#windows/server';
import { windowsAlong } from '../contact-queries.server.ts';
import type { ContactId } from '../contact.ts';
import {
  firstOf,
  leadsThrough,
  through,
  type FirstOf,
  type Through,
} from '../desk/desk-queries.server.ts';
import type { PlaceInLine } from './letter.ts';

/** Of the words that wait at some windows the first, but for these. */
export const firstLetters = (
  db: Database,
  windowIds: string[],
  { but, most }: { but: string[]; most: number },
): Promise<FirstOf> =>
  firstOf(
    waitingAt(db, windowIds).where(sql<boolean>`c.id not in (select unnest(${but}::uuid[]))`),
    most,
  );

/** Of those past their day that nobody there has heard of today, or opened. */
export const lettersUnheard = (
  db: Database,
  windowIds: string[],
  { at, most }: { at: Date; most: number },
): Promise<FirstOf> =>
  firstOf(
    waitingAt(db, windowIds).where('c.answer_by', '<=', at).where('c.reminded_at', 'is', null),
    most,
  );

/** Of those that wait at the windows where somebody writes back, and of the late ones where they supervise, the first after a place in line. */
export function lettersAfter(
  db: Database,
  { answeredAt, supervised, at }: { answeredAt: string[]; supervised: string[]; at: Date },
  { after, most }: { after: PlaceInLine | undefined; most: number },
): Promise<FirstOf> {
  const line = waitingAt(db, [...answeredAt, ...supervised]).where((eb) =>
    eb.or([eb('c.answer_by', '<=', at), leadsThrough(answeredAt)]),
  );
  return firstOf(after ? line.where(isBehind(after)) : line, most);
}

const isBehind = ({ answerBy, writtenAt, contactId }: PlaceInLine) =>
  sql<boolean>`(c.answer_by, c.created_at, c.id)
    > (${answerBy}::timestamptz, ${writtenAt}::timestamptz, ${contactId}::uuid)`;

/** Which of those that wait there were written since then. */
export async function lettersSince(
  db: Database,
  windowIds: string[],
  since: Date,
): Promise<string[]> {
  const rows = await waitingAt(db, windowIds)
    .select('c.id')
    .where('c.created_at', '>', since)
    .execute();
  return rows.map(({ id }) => id);
}

/** The first day before all others, so that what is late leads. */
const waitingAt = (db: Database, windowIds: string[]): Through =>
  through(db, windowIds, ['message'])
    .orderBy('c.answer_by')
    .orderBy('c.created_at')
    .orderBy('c.id');

interface Reading {
  contactId: ContactId;
  accountId: AccountId;
  organisationId: OrganisationId;
  from: number;
  to: number;
}

/** What an account has read of words that wait; read twice, it stands there once. */
export const noteReading = async (db: Database, reading: Reading): Promise<void> =>
  void (await sql`
    insert into contact_spans (contact_id, organisation_id, account_id, from_seq, to_seq, held)
    select ${reading.contactId}, ${reading.organisationId}, ${reading.accountId}, ${reading.from}, ${reading.to}, false
    where not exists (select from contact_spans where contact_id = ${reading.contactId}
      and account_id = ${reading.accountId} and from_seq <= ${reading.from} and to_seq >= ${reading.to})`.execute(
    db,
  ));

/** Which lines of a contact's room an account has read. */
export async function listReadings(
  db: Database,
  contactId: ContactId,
  accountId: AccountId,
): Promise<{ from: number; to: number }[]> {
  const rows = await db
    .selectFrom('contact_spans')
    .select(['from_seq', 'to_seq'])
    .where('contact_id', '=', contactId)
    .where('account_id', '=', accountId)
    .execute();
  return rows.map((row) => ({ from: row.from_seq, to: row.to_seq ?? Infinity }));
}

/** Words that wait where every window has ended. */
export async function listStranded(db: Database): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from contacts where state = 'message' and not exists (
      select from ${windowsAlong('route')} as led (window_id)
      join windows w on w.id = led.window_id and ${goesOn('w.ended_on')})
    order by created_at`.execute(db);
  return rows.map(({ id }) => id);
}

interface SoFar {
  /** The last line of all. */
  seq: number;
  /** The last that the person wrote, and that a window did; 0 where none did. */
  writtenTo: number;
  answeredTo: number;
  /** Up to there nobody else reads: it was answered, or said in somebody's talk. */
  readTo: number;
}

export async function roomSoFar(db: Database, roomId: RoomId): Promise<SoFar> {
  const { rows } = await sql<SoFar>`
    select r.seq,
      coalesce(max(t.seq) filter (where m.role = 'participant'), 0) as "writtenTo",
      coalesce(max(t.seq) filter (where m.role = 'host'), 0) as "answeredTo",
      greatest(max(t.seq) filter (where m.role = 'host'), 0, (
        select max(to_seq) from contact_spans s where s.contact_id = r.contact_id and s.held)) as "readTo"
    from rooms r
      left join messages t on t.room_id = r.id
      left join room_members m on m.id = t.author_id
    where r.id = ${roomId} group by r.id`.execute(db);
  return rows[0] ?? { seq: 0, writtenTo: 0, answeredTo: 0, readTo: 0 };
}
