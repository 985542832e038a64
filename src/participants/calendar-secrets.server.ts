/**
 * The address of a person's own calendar, which whatever reads calendars asks for without a cookie. It opens nothing but the
 * hours; one holds at a time, whatever becomes of the phrase, and asking for it does not count as the person's own use.
 */
import { randomBytes } from 'node:crypto';
import { db, inTransaction, type Database } from '#platform/db';
import { sha256 } from '#platform/secrets';
import { bury, type IsBuried } from '#platform/tombstones';
import type { ParticipantId, ParticipantViewer, Pseudonym } from './index.ts';
import { facesOf } from './pseudonyms.server.ts';
import {
  deleteCalendarSecret,
  findCalendarOf,
  findCalendarReader,
  keepCalendarSecret,
  listCalendarSecrets,
  type CalendarTitles,
} from './calendar-queries.server.ts';

const SECRET_BYTES = 32;

/** A new address, shown once, in place of the one there was; `own`: entries bear the sessions' own titles. */
export async function giveCalendar(
  viewer: ParticipantViewer,
  titles: CalendarTitles,
): Promise<string> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const { participantId } = viewer;
  await inTransaction((trx) =>
    endThen(trx, participantId, () =>
      keepCalendarSecret(trx, participantId, { secret_hash: sha256(secret), titles }),
    ),
  );
  return secret;
}

/** The address opens nothing any more. */
export const endCalendar = ({ participantId }: ParticipantViewer): Promise<void> =>
  inTransaction((trx) => endThen(trx, participantId));

/** After a restore: addresses ended or replaced since the backup open nothing again. */
export async function endBuriedCalendars(isBuried: IsBuried): Promise<void> {
  for (const { participantId, secretHash } of await listCalendarSecrets(db))
    if (isBuried('calendar', secretHash.toString('hex')))
      await deleteCalendarSecret(db, participantId);
}

async function endThen(
  trx: Database,
  participantId: ParticipantId,
  then?: () => Promise<void>,
): Promise<void> {
  const ended = await deleteCalendarSecret(trx, participantId);
  await then?.();
  if (ended) await bury('calendar', ended.toString('hex'));
}

/** How the entries are called, where there is an address; the address itself nobody knows but its readers. */
export const calendarTitlesOf = (viewer: ParticipantViewer): Promise<CalendarTitles | null> =>
  findCalendarOf(db, viewer.participantId);

/** Whose hours an address tells, as faces; undefined for one that was never given, was replaced or has ended. */
export async function calendarReader(
  secret: string,
): Promise<{ faces: Pseudonym[]; titles: CalendarTitles } | undefined> {
  const found = await findCalendarReader(db, sha256(secret));
  if (!found) return;
  const faces = await facesOf(db, found.participantId);
  return { titles: found.titles, faces: faces.map(({ pseudonym }) => pseudonym) };
}
