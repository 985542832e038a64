/** Staff sessions: Lucia makes and checks the secret; the idle and the absolute limit are our columns, by our clock. */
import { Lucia, TimeSpan } from 'lucia';
import { hours, later, minutes, now } from '#platform/clock';
import { cookieName, cookiesAreSecure, readCookie, type SessionCookie } from '#platform/cookies';
import { log } from '#platform/log';
import { disconnectRoom } from '#platform/realtime/server';
import { lucia3Adapter, sessionKeyOf } from '#platform/sessions';
import type { AccountId, AccountViewer } from './index.ts';
import { SIGN_IN_HOURS, SIGN_IN_IDLE_MINUTES } from './promises.ts';
import { viewerOf } from './queries.server.ts';
import {
  deleteExpired,
  deleteSessionOf,
  deleteSessionsBut,
  deleteSessionsOf,
  findLiveSession,
  insertSession,
  listLiveSessions,
  renewIdleOf,
} from './session-queries.server.ts';

const IDLE = minutes(SIGN_IN_IDLE_MINUTES);
const RENEWED_AT_MOST_EACH = minutes(1);

const adapter = lucia3Adapter({
  table: 'account_sessions',
  insert: (idHash, { userId, expiresAt }) =>
    insertSession({
      ...{ idHash, expiresAt, accountId: userId },
      idleUntil: later(now(), IDLE),
      endsAt: later(now(), hours(SIGN_IN_HOURS)),
    }),
  async find(idHash) {
    const row = await findLiveSession(idHash);
    return row && { expiresAt: row.expires_at, userId: row.id, session: {}, user: {} };
  },
  deleteOf: (accountId) => deleteSessionsOf(accountId),
});

let opened: Lucia | undefined;

const lucia = (): Lucia =>
  (opened ??= new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(SIGN_IN_HOURS, 'h'),
    sessionCookie: { name: cookieName('staff'), attributes: { secure: cookiesAreSecure() } },
  }));

/** Who a request or a socket is signed in as; `unknown` where the look-up failed. Never throws. */
export async function identifyAccount(
  header: string | undefined,
): Promise<AccountViewer | null | 'unknown'> {
  try {
    const sessionId = readCookie(header, lucia().sessionCookieName);
    return sessionId ? await accountOfSession(sessionId) : null;
  } catch (error) {
    log.warn({ err: error }, 'account look-up failed');
    return 'unknown';
  }
}

async function accountOfSession(sessionId: string): Promise<AccountViewer | null> {
  const { session } = await lucia().validateSession(sessionId);
  if (!session) return null;
  const sessionKey = sessionKeyOf(sessionId);
  await renewIdle(sessionKey);
  return (await viewerOf(session.userId as AccountId, sessionKey)) ?? null;
}

/** A new session of the account, with the cookie that carries its secret. */
export async function openSession(
  accountId: AccountId,
): Promise<{ sessionKey: string; cookie: SessionCookie }> {
  const session = await lucia().createSession(accountId, {});
  return { sessionKey: sessionKeyOf(session.id), cookie: cookieOf(session.id) };
}

/** Holds off the idle limit of somebody on duty whose browser only listens; the absolute limit stays. */
export const keepAlive = (viewer: AccountViewer): Promise<void> => renewIdle(viewer.sessionKey);

const renewIdle = (sessionKey: string): Promise<void> =>
  renewIdleOf(Buffer.from(sessionKey, 'hex'), { idle: IDLE, each: RENEWED_AT_MOST_EACH });

export interface OwnSession {
  sessionKey: string;
  startedAt: Date;
  endsAt: Date;
  current: boolean;
}

/** The viewer's live sessions, the newest first. */
export async function sessionsOf(viewer: AccountViewer): Promise<OwnSession[]> {
  const rows = await listLiveSessions(viewer.accountId);
  return rows.map((row) => {
    const sessionKey = row.id_hash.toString('hex');
    const current = sessionKey === viewer.sessionKey;
    return { sessionKey, startedAt: row.created_at, endsAt: row.ends_at, current };
  });
}

/** Ends one of the viewer's own sessions and closes its sockets; false: no such session of theirs. */
export async function revokeSession(viewer: AccountViewer, sessionKey: string): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(sessionKey)) return false;
  if (!(await deleteSessionOf(viewer.accountId, Buffer.from(sessionKey, 'hex')))) return false;
  closeSockets(sessionKey);
  return true;
}

/** Ends the viewer's sessions but this one, and closes their sockets. */
export async function endOtherSessions({ accountId, sessionKey }: AccountViewer): Promise<void> {
  const ended = await deleteSessionsBut(accountId, Buffer.from(sessionKey, 'hex'));
  for (const idHash of ended) closeSockets(idHash.toString('hex'));
}

/** Ends this session; the cookie returned clears the browser's. */
export async function signOut(viewer: AccountViewer): Promise<SessionCookie> {
  await revokeSession(viewer, viewer.sessionKey);
  return cookieOf(undefined);
}

/** Removes sessions past a limit and closes what sockets they still hold. */
export async function endExpiredSessions(at: Date): Promise<void> {
  for (const idHash of await deleteExpired(at)) closeSockets(idHash.toString('hex'));
}

/** Sockets know the roles they were opened with: whoever's roles change comes back with new ones, or not at all. */
export const endSocketsOf = (accountId: AccountId): void =>
  disconnectRoom('/staff', `account:${accountId}`);

const closeSockets = (sessionKey: string) => disconnectRoom('/staff', `session:${sessionKey}`);

function cookieOf(sessionId: string | undefined): SessionCookie {
  const made =
    sessionId === undefined
      ? lucia().createBlankSessionCookie()
      : lucia().createSessionCookie(sessionId);
  return {
    name: made.name,
    value: made.value,
    attributes: {
      path: '/',
      httpOnly: true,
      secure: cookiesAreSecure(),
      sameSite: 'lax',
      maxAge: made.attributes.maxAge,
    },
  };
}
