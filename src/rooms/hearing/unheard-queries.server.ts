/** Who cannot hear, in the rows of the members. */
import type { Expression } from 'kysely';
import { asJson, sql, type Database } from '#platform/db';
import type { MemberId, RoomId } from '../room.ts';
import type { CannotHear, Waiting } from './unheard.ts';

/** The last message before an instant: what came later was missed. */
const lastBefore = (
  at: Date | Expression<Date>,
) => sql<number>`coalesce((select max(t.seq) from messages as t
  where t.room_id = room_members.room_id and t.stands_after is null and t.sent_at <= ${at}), 0)`;

/** True where it is news: not said already, nor again within the time in which it was said. */
export async function markCannotHear(
  db: Database,
  memberId: MemberId,
  { at, saidBefore }: { at: Date; saidBefore: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('room_members')
    .set({
      cannot_hear: 'waiting',
      cannot_hear_since: at,
      missed_after: sql`coalesce(missed_after, ${lastBefore(at)})`,
    })
    .where('id', '=', memberId)
    .where((row) =>
      row.or([
        row('cannot_hear', 'is', null),
        row.and([row('cannot_hear', '<>', 'waiting'), row('cannot_hear_since', '<', saidBefore)]),
      ]),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** True where it was one of these before. */
export async function moveCannotHear(
  db: Database,
  member: { roomId: RoomId; memberId: MemberId },
  from: CannotHear[],
  to: 'seen' | 'over',
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('room_members')
    .set({ cannot_hear: to })
    .where('id', '=', member.memberId)
    .where('room_id', '=', member.roomId)
    .where('cannot_hear', 'in', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function findCannotHear(db: Database, memberId: MemberId): Promise<CannotHear | null> {
  const row = await db
    .selectFrom('room_members')
    .select('cannot_hear')
    .where('id', '=', memberId)
    .executeTakeFirst();
  // Held by the constraint room_members_cannot_hear; what is over needs nobody any more.
  return row?.cannot_hear === 'over' ? null : ((row?.cannot_hear ?? null) as CannotHear | null);
}

/** Whoever waits longest first. */
export async function listCannotHear(db: Database, roomId: RoomId): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('room_members')
    .select(['id', 'nickname', 'cannot_hear_since'])
    .where('room_id', '=', roomId)
    .where('cannot_hear', '=', 'waiting')
    .where('removed_at', 'is', null)
    .orderBy('cannot_hear_since')
    .execute();
  return rows.flatMap(({ id, nickname, cannot_hear_since: since }) =>
    since ? [{ memberId: id as MemberId, nickname, since: since.getTime() }] : [],
  );
}

/** Whose line first failed them in an open room: what came after then they may have missed. */
export async function noteMissed(
  db: Database,
  missed: { connection: string; after: Date }[],
): Promise<void> {
  await sql`
    update room_members set missed_after = ${lastBefore(sql.ref('cut.at'))}
    from (
      select p.member_id, min("after") as at
      from json_to_recordset(${asJson(missed)}::json) as line (connection uuid, "after" timestamptz)
      join room_presence p using (connection)
      join rooms r on r.id = p.room_id and r.state = 'open'
      group by p.member_id) cut
    where room_members.id = cut.member_id and missed_after is null`.execute(db);
}
