/** The colleague who stands by a consultation, called into its room. */
import type { AccountId } from '#accounts';
import type { CallView, RoomViewer, RoomView } from '#rooms';
import { callColleague, callIn, roomOf } from '#rooms/server';
import { findStandBy, isConsultation } from '#schedule/server';
import { db } from '#platform/db';

/** What stands beside a talk of two. */
export interface BesideTalk {
  /** Who can be called; null where nobody agreed to that, and for whoever was called. */
  colleague: string | null;
  call: CallView | null;
}

/** Undefined in every other room. */
export async function besideTalk(
  viewer: RoomViewer,
  room: RoomView,
): Promise<BesideTalk | undefined> {
  const { occurrenceId } = room;
  if (!occurrenceId || !(await isConsultation(occurrenceId))) return undefined;
  const standBy = await findStandBy(db, occurrenceId);
  const callable = standBy && !isViewer(viewer, standBy.accountId);
  return {
    colleague: callable ? standBy.nickname : null,
    call: await callIn(viewer, room.id),
  };
}

const isViewer = (viewer: RoomViewer, accountId: string) =>
  viewer.kind === 'account' && viewer.accountId === accountId;

export type CallOutcome = 'ringing' | 'there' | 'closed' | 'nobody' | 'not_found';

/** 「相談員を呼ぶ」, for the person and for whoever listens. `opens`: the person lets the colleague read what was said before. */
export async function callToTalk(
  viewer: RoomViewer,
  roomId: string,
  { opens }: { opens: boolean },
): Promise<CallOutcome> {
  const room = await roomOf(viewer, roomId);
  if (!room?.occurrenceId || !(await isConsultation(room.occurrenceId))) return 'not_found';
  const standBy = await findStandBy(db, room.occurrenceId);
  if (!standBy) return 'nobody';
  // What `stand_bys_account` holds.
  const colleague = { ...standBy, accountId: standBy.accountId as AccountId };
  if (isViewer(viewer, colleague.accountId)) return 'there';
  return callColleague(viewer, { roomId: room.id, colleague, opens });
}
