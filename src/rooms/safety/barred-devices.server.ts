/**
 * Erasing everything lifts no ban: of the person nothing is left, and at the devices they had nobody new signs up where they
 * were kept out until the ban is over. A device is known by a keyed hash alone; whoever clears it is free, as before they erased.
 */
import type { ParticipantViewer, Pseudonym, Scope } from '#participants';
import { barredAmong, deviceKeyIn, pseudonymsOf } from '#participants/server';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { keyedHash } from '#platform/secrets';
import {
  insertBarredDevices,
  listMarksBarred,
  listScopesOfDevices,
  makeBansFaceless,
} from './barred-device-queries.server.ts';
import { listBannedAmong } from './ban-queries.server.ts';

/** Everywhere, by the operator. */
export const SITE = 'site';
type Place = Scope | typeof SITE;

const markOf = (place: Place, session: string): Buffer =>
  keyedHash('barred', JSON.stringify([place, session]));

/** Whether marks of the viewer's devices would stay if they erased everything now. */
export async function isKeptOut(viewer: ParticipantViewer): Promise<boolean> {
  if ((await barredAmong(db, [viewer])).size > 0) return true;
  const faces = (await pseudonymsOf(viewer)).map(({ pseudonym }) => pseudonym);
  return (await listBannedAmong(db, faces, now())).size > 0;
}

/** Of somebody who is being deleted; `sessions` as socket rooms are named by them. True where they are kept out somewhere. */
export async function keepDevicesOut(
  trx: Database,
  faces: Pseudonym[],
  sessions: string[],
): Promise<boolean> {
  const standing = await makeBansFaceless(trx, faces, now());
  const rows = standing.flatMap(({ scope, ...ban }) =>
    sessions.map((session) => ({ mark: markOf(scope ?? SITE, session), ...ban })),
  );
  if (rows.length > 0) await insertBarredDevices(trx, rows);
  return standing.length > 0;
}

/** Where nobody new may sign up at the device that sent this Cookie header: its person erased everything while kept out. */
export async function deviceIsKeptOutAt(header: string | undefined): Promise<Set<Place>> {
  const session = deviceKeyIn(header);
  if (!session) return new Set();
  const places: Place[] = [SITE, ...(await listScopesOfDevices(db))];
  const marks = new Map(places.map((place) => [markOf(place, session).toString('hex'), place]));
  const barred = await listMarksBarred(
    db,
    [...marks.keys()].map((mark) => Buffer.from(mark, 'hex')),
    now(),
  );
  return new Set(barred.flatMap((mark) => marks.get(mark.toString('hex')) ?? []));
}
