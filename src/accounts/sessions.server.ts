/** Staff sessions: Lucia makes and checks the secret; the idle and the absolute limit are our columns, by our clock. */
import { Lucia, TimeSpan } from 'lucia';
import { hours, later, minutes, now } from '#platform/clock';
import { cookieName, cookiesAreSecure, readCookie, type SessionCookie } from '#platform/cookies';
import { db, sql } from '#platform/db';
import { log } from '#platform/log';
import { disconnectRoom } from '#platform/realtime/server';
import { lucia3Adapter, sessionKeyOf } from '#platform/sessions';
import type { AccountId, AccountViewer } from './index.ts';
import { viewerOf } from './queries.server.ts';

const IDLE = minutes(30);
const ABSOLUTE_HOURS = 12;
const RENEWED_AT_MOST_EACH = minutes(1);

const adapter = lucia3Adapter({
  table: 'account_sessions',
  async insert(idHash, session) {
    const at = now();
    await db
      .insertInto('account_sessions')
      .values({
        id_hash: idHash,
        account_id: session.userId,
        expires_at: session.expiresAt,
        idle_until: later(at, IDLE),
        ends_at: later(at, hours(ABSOLUTE_HOURS)),
        created_at: at,
      })
      .execute();
  },
  async find(idHash) {
    const at = now();
    const row = await db
      .selectFrom('account_sessions')
      .innerJoin('accounts', 'accounts.id', 'account_sessions.account_id')
      .select(['account_sessions.expires_at', 'accounts.id'])
      .where('id_hash', '=', idHash)
      .where('idle_until', '>', at)
      .where('ends_at', '>', at)
      .where('accounts.disabled_at', 'is', null)
      .executeTakeFirst();
    return row && { expiresAt: row.expires_at, userId: row.id, session: {}, user: {} };
  },
  async deleteOf(accountId) {
    await db.deleteFrom('account_sessions').where('account_id', '=', accountId).execute();
  },
});

let opened: Lucia | undefined;

const lucia = (): Lucia =>
  (opened ??= new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(ABSOLUTE_HOURS, 'h'),
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

/** The same where a look-up that failed may count as anonymous. */
export async function accountOfCookieHeader(
  header: string | undefined,
): Promise<AccountViewer | null> {
  const account = await identifyAccount(header);
  return account === 'unknown' ? null : account;
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

async function renewIdle(sessionKey: string): Promise<void> {
  const at = now();
  await db
    .updateTable('account_sessions')
    .set({ idle_until: sql<Date>`least(${later(at, IDLE)}::timestamptz, ends_at)` })
    .where('id_hash', '=', Buffer.from(sessionKey, 'hex'))
    .where('idle_until', '<', later(at, IDLE - RENEWED_AT_MOST_EACH))
    .where('idle_until', '>', at)
    .whereRef('idle_until', '<', 'ends_at')
    .execute();
}

export interface OwnSession {
  sessionKey: string;
  startedAt: Date;
  endsAt: Date;
  current: boolean;
}

/** The viewer's live sessions, the newest first. */
export async function sessionsOf(viewer: AccountViewer): Promise<OwnSession[]> {
  const at = now();
  const rows = await db
    .selectFrom('account_sessions')
    .select(['id_hash', 'created_at', 'ends_at'])
    .where('account_id', '=', viewer.accountId)
    .where('idle_until', '>', at)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => {
    const sessionKey = row.id_hash.toString('hex');
    const current = sessionKey === viewer.sessionKey;
    return { sessionKey, startedAt: row.created_at, endsAt: row.ends_at, current };
  });
}

/** Ends one of the viewer's own sessions and closes its sockets; false: no such session of theirs. */
export async function revokeSession(viewer: AccountViewer, sessionKey: string): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(sessionKey)) return false;
  const ended = await db
    .deleteFrom('account_sessions')
    .where('id_hash', '=', Buffer.from(sessionKey, 'hex'))
    .where('account_id', '=', viewer.accountId)
    .executeTakeFirst();
  if (ended.numDeletedRows === 0n) return false;
  closeSockets(sessionKey);
  return true;
}

/** Ends this session; the cookie returned clears the browser's. */
export async function signOut(viewer: AccountViewer): Promise<SessionCookie> {
  await revokeSession(viewer, viewer.sessionKey);
  return cookieOf(undefined);
}

/** Removes sessions past a limit and closes what sockets they still hold. */
export async function endExpiredSessions(at: Date): Promise<void> {
  const ended = await db
    .deleteFrom('account_sessions')
    .where((eb) => eb.or([eb('idle_until', '<=', at), eb('ends_at', '<=', at)]))
    .returning('id_hash')
    .execute();
  for (const { id_hash } of ended) closeSockets(id_hash.toString('hex'));
}

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
