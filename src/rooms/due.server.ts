/** What happens to rooms by time alone: forgotten ones close, closed ones are deleted with their texts. */
import { days, hours, later, minutes } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import { eachAlone, type DueTask } from '#platform/jobs';
import { deleteBansBefore } from './safety/ban-queries.server.ts';
import { callTasks } from './calls/due.server.ts';
import { endingTasks } from './ending/due.server.ts';
import { renewPresences, RENEWAL_MS } from './members/presence.server.ts';
import {
  CLOSES_ITSELF_AFTER_HOURS,
  CONTACT_TEXTS_KEPT_DAYS,
  REPORTS_KEPT_AT_MOST_DAYS,
  REPORTS_KEPT_DAYS,
  SESSION_TEXTS_KEPT_DAYS,
} from './promises.ts';
import { deleteSiteBansBefore } from './safety/site-ban-queries.server.ts';
import { deleteReportsBefore } from './safety/report-queries.server.ts';
import { deleteRoomsClosedBefore, listRoomsEndedBefore } from './room-queries.server.ts';
import { closeWithin } from './rooms.server.ts';

/** Closes rooms whose end is hours past, so that their texts are deleted some day even if nobody closed them. */
export async function closeForgottenRooms(at: Date): Promise<void> {
  const ended = later(at, -hours(CLOSES_ITSELF_AFTER_HOURS));
  await eachAlone(await listRoomsEndedBefore(db, ended), 'a forgotten room', (roomId) =>
    inTransaction((trx, afterCommit) => closeWithin(trx, roomId, afterCommit)),
  );
}

/** Deletes rooms of sessions and of contacts, each so long after they were closed. */
export const deleteOldRooms = (at: Date): Promise<void> =>
  deleteRoomsClosedBefore(db, {
    session: later(at, -days(SESSION_TEXTS_KEPT_DAYS)),
    contact: later(at, -days(CONTACT_TEXTS_KEPT_DAYS)),
  });

/** Deletes bans that are over. */
export async function deleteBansOver(at: Date): Promise<void> {
  await deleteBansBefore(db, at);
  await deleteSiteBansBefore(db, at);
}

/** Deletes reports with their frozen lines: a month after the decision, at the latest after a year. */
export const deleteOldReports = (at: Date): Promise<void> =>
  deleteReportsBefore(db, {
    decided: later(at, -days(REPORTS_KEPT_DAYS)),
    made: later(at, -days(REPORTS_KEPT_AT_MOST_DAYS)),
  });

export const roomTasks: DueTask[] = [
  ...callTasks,
  ...endingTasks,
  { name: 'room-presence', everyMs: RENEWAL_MS, purges: true, run: renewPresences },
  { name: 'forgotten-rooms', everyMs: minutes(10), purges: true, run: closeForgottenRooms },
  { name: 'bans-over', everyMs: hours(1), purges: true, run: deleteBansOver },
  { name: 'old-reports', everyMs: hours(1), purges: true, run: deleteOldReports },
  { name: 'old-rooms', everyMs: hours(1), purges: true, run: deleteOldRooms },
];
