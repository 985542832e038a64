/** How calls end without anybody having come, and for whoever came. */
import type { AccountId } from '#accounts';
import type { Scope } from '#participants';
import { now } from '#platform/clock';
import type { AfterCommit, Database } from '#platform/db';
import { publish } from '#platform/realtime/server';
import { writeSystemLine } from '../log/messages.server.ts';
import { listColleaguesIn } from '../members/member-queries.server.ts';
import { takeOut } from '../members/members.server.ts';
import type { RoomId } from '../room.ts';
import { endRinging, listRingingFor, moveCallsOver, type Call } from './call-queries.server.ts';
import type { CallNews } from './call.ts';

export function ring(accountId: AccountId): void {
  const event = 'call:changed' satisfies keyof CallNews;
  publish('/staff', `account:${accountId}`, event, {});
}

/** Nobody came: said in the log, unless the room closed meanwhile. True where it rang until now. */
export async function endCall(
  trx: Database,
  call: Pick<Call, 'id' | 'roomId' | 'accountId' | 'nickname'>,
  state: 'passed' | 'unanswered' | 'over',
  afterCommit: AfterCommit,
): Promise<boolean> {
  if (!(await endRinging(trx, call.id, state, now()))) return false;
  if (state !== 'over')
    await writeSystemLine(trx, call.roomId, 'not_come', afterCommit, call.nickname);
  afterCommit(() => ring(call.accountId));
  return true;
}

/** The talk is over: nothing rings into it, and whoever was called in reads there no more. */
export async function endCallsIn(
  trx: Database,
  roomId: RoomId,
  afterCommit: AfterCommit,
): Promise<void> {
  const called = await moveCallsOver(trx, { roomId }, now());
  afterCommit(() => called.forEach(ring));
  await takeOut(trx, await listColleaguesIn(trx, roomId), afterCommit);
}

/** Whoever may come no more is waited for no longer: whoever called is told at once. */
export async function endCallsAt(
  trx: Database,
  of: { scope: Scope; accountId: AccountId },
  afterCommit: AfterCommit,
): Promise<void> {
  for (const call of await listRingingFor(trx, of))
    await endCall(trx, call, 'unanswered', afterCommit);
  await moveCallsOver(trx, of, now());
}
