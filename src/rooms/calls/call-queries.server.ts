import type { AccountId } from '#accounts';
import type { Scope } from '#participants';
import { db, type Database } from '#platform/db';
import type { MemberId, MemberRole, RoomId } from '../room.ts';
import type { CallId, CallState, CallView, RingingCall } from './call.ts';

export interface NewCall {
  roomId: RoomId;
  accountId: AccountId;
  nickname: string;
  calledBy: MemberId;
  calledSeq: number;
  at: Date;
  openedAt: Date | null;
  dueAt: Date;
}

/** False where one rings already. */
export async function insertCall(trx: Database, call: NewCall): Promise<boolean> {
  const row = await trx
    .insertInto('room_calls')
    .values({
      room_id: call.roomId,
      account_id: call.accountId,
      nickname: call.nickname,
      called_by: call.calledBy,
      called_seq: call.calledSeq,
      called_at: call.at,
      opened_at: call.openedAt,
      due_at: call.dueAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface Call {
  id: CallId;
  roomId: RoomId;
  accountId: AccountId;
  nickname: string;
  calledSeq: number;
  openedAt: Date | null;
  dueAt: Date;
  state: CallState;
}

const COLUMNS = [
  'id',
  'room_id as roomId',
  'account_id as accountId',
  'nickname',
  'called_seq as calledSeq',
  'opened_at as openedAt',
  'due_at as dueAt',
  'state',
] as const;

export async function findCall(trx: Database, id: CallId): Promise<Call | undefined> {
  const row = await trx
    .selectFrom('room_calls')
    .select(COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst();
  return row as Call | undefined; // room_calls_state, and ids of ours
}

export async function findLatestCall(trx: Database, roomId: RoomId): Promise<Call | undefined> {
  const row = await trx
    .selectFrom('room_calls')
    .select(COLUMNS)
    .where('room_id', '=', roomId)
    .orderBy('called_at', 'desc')
    .orderBy('due_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row as Call | undefined; // As above.
}

export const viewOfCall = ({ state, nickname, openedAt, dueAt }: Call): CallView => ({
  state,
  nickname,
  opened: openedAt !== null,
  dueAt: dueAt.getTime(),
});

/** True where it rang until now. */
export async function endRinging(
  trx: Database,
  id: CallId,
  state: Exclude<CallState, 'ringing'>,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('room_calls')
    .set({ state, closed_at: at })
    .where('id', '=', id)
    .where('state', '=', 'ringing')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Calls that ring or were come to, of a room or at an account in the rooms of a scope, are over; answers whom they called. */
export async function moveCallsOver(
  trx: Database,
  of: { roomId: RoomId } | { scope: Scope; accountId: AccountId },
  at: Date,
): Promise<AccountId[]> {
  const rows = await trx
    .updateTable('room_calls')
    .set((call) => ({ state: 'over', closed_at: call.fn.coalesce('closed_at', call.val(at)) }))
    .where('state', 'in', ['ringing', 'came'])
    .where((call) =>
      'roomId' in of
        ? call('room_id', '=', of.roomId)
        : call.and([
            call('account_id', '=', of.accountId),
            call(
              'room_id',
              'in',
              call.selectFrom('rooms').select('id').where('scope', '=', of.scope),
            ),
          ]),
    )
    .returning('account_id')
    .execute();
  return rows.map((row) => row.account_id as AccountId);
}

export async function listRingingFor(
  trx: Database,
  { scope, accountId }: { scope: Scope; accountId: AccountId },
): Promise<Call[]> {
  const rows = await trx
    .selectFrom('room_calls as c')
    .innerJoin('rooms as r', 'r.id', 'c.room_id')
    .select(COLUMNS.map((column) => `c.${column}` as const))
    .where('r.scope', '=', scope)
    .where('c.account_id', '=', accountId)
    .where('c.state', '=', 'ringing')
    .orderBy('r.id')
    .execute();
  return rows as Call[]; // As above.
}

export const markOpened = async (trx: Database, id: CallId, at: Date): Promise<void> =>
  void (await trx.updateTable('room_calls').set({ opened_at: at }).where('id', '=', id).execute());

export async function listRingingAt(accountId: AccountId, at: Date): Promise<RingingCall[]> {
  const rows = await db
    .selectFrom('room_calls as c')
    .innerJoin('rooms as r', 'r.id', 'c.room_id')
    .innerJoin('room_members as m', 'm.id', 'c.called_by')
    .select(['c.id', 'c.room_id', 'r.title', 'm.nickname', 'm.role'])
    .select(['c.opened_at', 'c.called_at', 'c.due_at'])
    .where('c.account_id', '=', accountId)
    .where('c.state', '=', 'ringing')
    .where('c.due_at', '>', at)
    .orderBy('c.due_at')
    .execute();
  return rows.map((row) => ({
    id: row.id as CallId,
    roomId: row.room_id as RoomId,
    title: row.title,
    caller: { nickname: row.nickname, role: row.role as MemberRole }, // room_members_role
    opened: row.opened_at !== null,
    calledAt: row.called_at.getTime(),
    dueAt: row.due_at.getTime(),
  }));
}

export async function listCameTo(
  accountId: AccountId,
): Promise<{ roomId: RoomId; title: string }[]> {
  const rows = await db
    .selectFrom('room_calls as c')
    .innerJoin('rooms as r', 'r.id', 'c.room_id')
    .innerJoin('room_members as m', (join) =>
      join.onRef('m.room_id', '=', 'r.id').onRef('m.account_id', '=', 'c.account_id'),
    )
    .select(['r.id', 'r.title'])
    .distinct()
    .where('c.account_id', '=', accountId)
    .where('c.state', '=', 'came')
    .where('r.state', '=', 'open')
    .where('m.removed_at', 'is', null)
    .execute();
  return rows.map(({ id, title }) => ({ roomId: id as RoomId, title }));
}

export async function listDueCalls(at: Date): Promise<{ id: CallId; roomId: RoomId }[]> {
  const rows = await db
    .selectFrom('room_calls')
    .select(['id', 'room_id'])
    .where('state', '=', 'ringing')
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .limit(100)
    .execute();
  return rows.map((row) => ({ id: row.id as CallId, roomId: row.room_id as RoomId }));
}
