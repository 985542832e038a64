/**
 * Erasing everything lifts no ban of the operator's: of the person nothing is left, and at the devices they had nobody new
 * signs up until the ban is over. A device is known by a keyed hash alone; whoever clears it is free, as before they erased.
 */
import { now } from '#platform/clock';
import { readCookie } from '#platform/cookies';
import { db, type Database } from '#platform/db';
import { keyedHash } from '#platform/secrets';
import { sessionKeyOf } from '#platform/sessions';
import { localDate } from '#platform/tokyo';
import {
  deleteBarredDevicesBefore,
  deleteBarredDevicesOf,
  findBarredUntil,
  insertBarredDevices,
  isBarredOn,
} from './barred-device-queries.server.ts';
import { deviceCookieName } from './device.server.ts';
import type { ParticipantId, Pseudonym } from './index.ts';

const markOf = (key: string): Buffer => keyedHash('barred', key);

/** Before a person is deleted; `sessions` as socket rooms are named by them. True where they are kept out. */
export async function keepDevicesOut(
  trx: Database,
  id: ParticipantId,
  { sessions, faces }: { sessions: string[]; faces: Pseudonym[] },
): Promise<boolean> {
  const until = await findBarredUntil(trx, id, now());
  if (!until) return false;
  const known = { face_marks: faces.map(markOf), until: localDate(until) };
  const rows = sessions.map((session) => ({ mark: markOf(session), ...known }));
  if (rows.length > 0) await insertBarredDevices(trx, rows);
  return true;
}

/** Whether nobody new may sign up at the device that sent this Cookie header: its person erased everything while kept out. */
export async function deviceIsKeptOut(header: string | undefined): Promise<boolean> {
  const token = readCookie(header, deviceCookieName());
  return token !== undefined && isBarredOn(db, markOf(sessionKeyOf(token)), localDate(now()));
}

/** The operator lets whoever wore this face come again. */
export const letDevicesOf = (trx: Database, face: Pseudonym): Promise<void> =>
  deleteBarredDevicesOf(trx, markOf(face));

export const forgetBarredDevices = (at: Date): Promise<void> =>
  deleteBarredDevicesBefore(db, localDate(at));
