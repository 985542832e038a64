/** What happens to rooms by time alone: forgotten ones close, closed ones are deleted with their texts. */
import { days, hours, later, minutes } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import type { DueTask } from '#platform/jobs';
import { renewPresences, RENEWAL_MS } from './presence.server.ts';
import { deleteRoomsClosedBefore, takeRoomsEndedBefore } from './room-queries.server.ts';
import { closeWithin } from './rooms.server.ts';

const CLOSES_ITSELF_AFTER = hours(3);
const SESSION_TEXTS_KEPT = days(30);
const CONTACT_TEXTS_KEPT = days(90);

/** Closes rooms whose end is three hours past, so that their texts are deleted some day even if nobody closed them. */
export const closeForgottenRooms = (at: Date): Promise<void> =>
  inTransaction(async (trx, afterCommit) => {
    const forgotten = await takeRoomsEndedBefore(trx, later(at, -CLOSES_ITSELF_AFTER));
    for (const roomId of forgotten) await closeWithin(trx, roomId, afterCommit);
  });

/** Deletes rooms of sessions 30 days, of contacts 90 days after they were closed. */
export const deleteOldRooms = (at: Date): Promise<void> =>
  deleteRoomsClosedBefore(db, {
    session: later(at, -SESSION_TEXTS_KEPT),
    contact: later(at, -CONTACT_TEXTS_KEPT),
  });

export const roomTasks: DueTask[] = [
  { name: 'room-presence', everyMs: RENEWAL_MS, run: renewPresences },
  { name: 'forgotten-rooms', everyMs: minutes(10), run: closeForgottenRooms },
  { name: 'old-rooms', everyMs: hours(1), run: deleteOldRooms },
];
