/** The device token: a Lucia session whose 256-bit id only the device holds. */
import type { Insertable } from 'kysely';
import { Lucia, generateIdFromEntropySize } from 'lucia';
import { days, hours, later, now } from '#platform/clock';
import { cookieName, cookiesAreSecure, readCookie, type SessionCookie } from '#platform/cookies';
import { blamesData, db, withReserve, type Database, type DB } from '#platform/db';
import { gather } from '#platform/gather';
import { log } from '#platform/log';
import { disconnectRoom } from '#platform/realtime/server';
import { sha256 } from '#platform/secrets';
import { lucia3Adapter, sessionKeyOf, type SessionStore } from '#platform/sessions';
import { bury } from '#platform/tombstones';
import { localDate } from '#platform/tokyo';
import type { ParticipantId, ParticipantViewer } from './index.ts';
import { DEVICE_IDLE_HOURS, DEVICE_REMEMBERED_DAYS } from './promises.ts';
import {
  deleteSession,
  deleteSessionsOf,
  findSessions,
  insertSession,
  keepSessionUntil,
  markUsed,
  type SessionRow,
} from './device-queries.server.ts';

export type Lifetime = 'this_browser_session' | 'remembered';

const TOKEN_BYTES = 32;
const IDLE = hours(DEVICE_IDLE_HOURS);
const REMEMBERED = days(DEVICE_REMEMBERED_DAYS);

/** Who a request's Cookie header speaks for; `unknown` where the look-up failed. Never throws. */
export async function identifyParticipant(
  header: string | undefined,
): Promise<ParticipantViewer | null | 'unknown'> {
  try {
    const token = readCookie(header, deviceCookieName());
    if (!token) return null;
    const { session } = await lucia(db).validateSession(token);
    return session && viewerOf(session.userId as ParticipantId, session.id);
  } catch (error) {
    log.warn({ err: error }, 'participant look-up failed');
    return 'unknown';
  }
}

/** Gives a device to somebody who has proved who they are. */
export async function startSession(
  participantId: ParticipantId,
  lifetime: Lifetime,
  database: Database = db,
): Promise<{ viewer: ParticipantViewer; cookie: SessionCookie }> {
  const token = generateIdFromEntropySize(TOKEN_BYTES);
  await lucia(database, lifetime).createSession(participantId, {}, { sessionId: token });
  return { viewer: viewerOf(participantId, token), cookie: cookieOf(token, lifetime) };
}

/** A device of somebody new, as Lucia would make it; its row is still to be written, by `appearing` for many at once. */
export function newDevice(participantId: ParticipantId): NewDevice {
  const token = generateIdFromEntropySize(TOKEN_BYTES);
  const lifetime = 'this_browser_session';
  return {
    viewer: viewerOf(participantId, token),
    cookie: cookieOf(token, lifetime),
    session: sessionRowOf(sha256(token), participantId, lifetime),
  };
}

export interface NewDevice {
  viewer: ParticipantViewer;
  cookie: SessionCookie;
  session: Insertable<DB['participant_sessions']>;
}

/** "この端末を覚える": a new token for thirty days in place of the present one. */
export async function rememberDevice(
  viewer: ParticipantViewer,
): Promise<{ viewer: ParticipantViewer; cookie: SessionCookie }> {
  const remembered = await startSession(viewer.participantId, 'remembered');
  await endSession(viewer);
  return remembered;
}

/** Whether the person asked this device to keep them for thirty days. */
export async function deviceIsRemembered(viewer: ParticipantViewer): Promise<boolean> {
  const row = await sessionBy(Buffer.from(viewer.sessionKey, 'hex'));
  return row?.remembered ?? false;
}

/** "この端末から消す": the token opens nothing any more and its sockets close. The entrance also clears cookie and storage. */
export async function forgetDevice(viewer: ParticipantViewer): Promise<{ cookie: SessionCookie }> {
  await endSession(viewer);
  return { cookie: { ...cookieOf('', 'this_browser_session'), attributes: attributesOf(0) } };
}

async function endSession(viewer: ParticipantViewer): Promise<void> {
  await bury('device', viewer.sessionKey);
  await deleteSession(db, Buffer.from(viewer.sessionKey, 'hex'));
  disconnectRoom('/participant', `session:${viewer.sessionKey}`);
}

const viewerOf = (participantId: ParticipantId, token: string): ParticipantViewer => ({
  kind: 'participant',
  participantId,
  sessionKey: sessionKeyOf(token),
});

/** As a session is named where it is no secret, of the device that sent this Cookie header; whether it opens anything is not asked. */
export function deviceKeyIn(header: string | undefined): string | undefined {
  const token = readCookie(header, deviceCookieName());
  return token && sessionKeyOf(token);
}

// The name says nothing of what the site is for.
const deviceCookieName = () => cookieName('did');

const attributesOf = (maxAge?: number): SessionCookie['attributes'] => ({
  httpOnly: true,
  secure: cookiesAreSecure(),
  sameSite: 'lax',
  path: '/',
  ...(maxAge === undefined ? {} : { maxAge }),
});

const cookieOf = (token: string, lifetime: Lifetime): SessionCookie => ({
  name: deviceCookieName(),
  value: token,
  attributes: attributesOf(lifetime === 'remembered' ? REMEMBERED / 1000 : undefined),
});

const lucia = (database: Database, lifetime: Lifetime = 'this_browser_session') =>
  new Lucia(lucia3Adapter(storeOn(database, lifetime)));

/** At the next full hour: to the millisecond it would say when somebody came, and so which sign-up was theirs. */
const endOf = (lasts: number): Date =>
  new Date(Math.ceil(later(now(), lasts).getTime() / hours(1)) * hours(1));

const sessionRowOf = (idHash: Buffer, participantId: string, lifetime: Lifetime) => ({
  id_hash: idHash,
  participant_id: participantId,
  remembered: lifetime === 'remembered',
  expires_at: endOf(lifetime === 'remembered' ? REMEMBERED : IDLE),
});

const storeOn = (database: Database, lifetime: Lifetime): SessionStore => ({
  table: 'participant_sessions',
  insert: (idHash, { userId }) => insertSession(database, sessionRowOf(idHash, userId, lifetime)),
  async find(idHash) {
    const row = await sessionBy(idHash);
    if (!row) return undefined;
    await noteUse(database, idHash, row);
    return { expiresAt: farByLuciasClock(), userId: row.participant_id, session: {}, user: {} };
  },
  deleteOf: (userId) => deleteSessionsOf(database, userId),
});

/**
 * Those who ask at the same time are looked for together: when a line comes back, a thousand do. One of them may press, and
 * must not wait behind whoever began.
 */
const sessionBy = gather(
  (idHashes: Buffer[]) => withReserve(() => findSessions(db, idHashes, now())),
  { most: 200, blamesOne: blamesData },
);

// Lucia reads the machine's clock; whether a session lives is decided in `findSessions` by ours.
const farByLuciasClock = () => later(new Date(), days(60));

async function noteUse(database: Database, idHash: Buffer, row: SessionRow): Promise<void> {
  const at = now();
  if (!row.remembered && later(row.expires_at, -IDLE + hours(1)) < at)
    await keepSessionUntil(database, idHash, endOf(IDLE));
  if (row.last_used_on !== localDate(at))
    await markUsed(database, row.participant_id, localDate(at));
}
