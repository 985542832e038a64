/** Rows of what colleagues ask of each other. */
import type { Selectable } from 'kysely';
import { anyOf, sql, type Database, type DB } from '#platform/db';
import type { ShiftRole } from '../shift.ts';
import type { Answer, RequestAhead, ShiftRequest } from './request.ts';

const requestOf = (row: Selectable<DB['shift_requests']>): ShiftRequest => ({
  id: row.id,
  windowId: row.window_id,
  askedBy: row.asked_by,
  askedOf: row.asked_of,
  shiftId: row.shift_id,
  inReturnId: row.in_return_id,
  role: row.role as ShiftRole, // This and the next the columns' CHECKs hold.
  answer: row.answer as ShiftRequest['answer'],
  answeredBy: row.answered_by,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
});

/** One for a shift, or for hours that nobody covers, at a time: an earlier one is taken back. */
export async function insertRequest(
  trx: Database,
  request: Omit<ShiftRequest, 'id' | 'answer' | 'answeredBy'>,
  at: Date,
): Promise<void> {
  const { windowId, shiftId, startsAt, endsAt } = request;
  const same = shiftId
    ? sql`shift_id = ${shiftId}`
    : sql`shift_id is null and tstzrange(starts_at, ends_at) && tstzrange(${startsAt}, ${endsAt})`;
  await sql`update shift_requests
    set answer = 'withdrawn', answered_by = ${request.askedBy}, answered_at = ${at}
    where window_id = ${windowId} and answer is null and ${same}`.execute(trx);
  await trx
    .insertInto('shift_requests')
    .values({
      ...{ window_id: windowId, asked_by: request.askedBy, asked_of: request.askedOf },
      ...{ shift_id: shiftId, in_return_id: request.inReturnId, role: request.role },
      ...{ starts_at: startsAt, ends_at: endsAt, made_at: at },
    })
    .execute();
}

export async function findRequest(db: Database, id: string): Promise<ShiftRequest | undefined> {
  const row = await db
    .selectFrom('shift_requests')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && requestOf(row);
}

/** Answers it if nobody has; of two at once the first. */
export async function setAnswer(
  trx: Database,
  id: string,
  { answer, by, at }: { answer: Answer; by: string; at: Date },
): Promise<boolean> {
  const row = await trx
    .updateTable('shift_requests')
    .set({ answer, answered_by: by, answered_at: at })
    .where('id', '=', id)
    .where('answer', 'is', null)
    .where('starts_at', '>', at)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Of some windows, those whose time is not over, of each shift the last one. */
export async function requestsAhead(
  db: Database,
  windowIds: string[],
  at: Date,
): Promise<RequestAhead[]> {
  const rows = await db
    .selectFrom('shift_requests as r')
    .leftJoin('shifts as given', 'given.id', 'r.shift_id')
    .leftJoin('shifts as back', 'back.id', 'r.in_return_id')
    .selectAll('r')
    .select(['back.starts_at as back_from', 'back.ends_at as back_until'])
    .select(standing(at).as('standing'))
    .where('r.window_id', '=', anyOf(windowIds))
    .where('r.ends_at', '>', at)
    .where(
      sql<boolean>`not exists (select from shift_requests later
        where later.shift_id = r.shift_id and later.made_at > r.made_at)`,
    )
    .orderBy('r.starts_at')
    .orderBy('r.made_at')
    .execute();
  return rows.map((row) => {
    const request = requestOf(row);
    return {
      ...request,
      state: request.answer ?? (row.standing ? 'open' : 'lapsed'),
      inReturn:
        row.back_from && row.back_until
          ? { startsAt: row.back_from, endsAt: row.back_until }
          : null,
    };
  });
}

/** Still to begin, and each shift of it as it was when it was asked for. */
const standing = (at: Date) => sql<boolean>`r.starts_at > ${at}
  and (r.shift_id is null or given.taken_off_at is null and given.account_id = r.asked_by
    and given.starts_at = r.starts_at and given.ends_at = r.ends_at)
  and (r.in_return_id is null or back.taken_off_at is null and back.account_id = r.asked_of
    and back.starts_at > ${at})`;

/** What was asked is of no use to anybody thirty days after. */
export const deleteRequestsBefore = async (db: Database, at: Date): Promise<void> =>
  void (await db.deleteFrom('shift_requests').where('ends_at', '<', at).execute());
