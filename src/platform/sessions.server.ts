/** Lucia's storage on Kysely. Only the SHA-256 of a session id is stored: a stolen database opens nothing. */
import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia';
import { now } from './clock.ts';
import { db } from './db/index.server.ts';
import { sha256 } from './secrets.server.ts';

type SessionTable = 'account_sessions' | 'participant_sessions';

export interface SessionStore {
  table: SessionTable;
  /** Inserts the row, with the feature's own columns, from Lucia's session and attributes. */
  insert(idHash: Buffer, session: DatabaseSession): Promise<void>;
  /** The session's row with its owner, or undefined; attributes as the feature needs them. */
  find(
    idHash: Buffer,
  ): Promise<{ expiresAt: Date; userId: string; session: object; user: object } | undefined>;
  /** Removes all of an owner's sessions. */
  deleteOf(userId: string): Promise<void>;
}

export const sessionKeyOf = (sessionId: string): string => sha256(sessionId).toString('hex');

export function lucia3Adapter(store: SessionStore): Adapter {
  return {
    async getSessionAndUser(sessionId) {
      const found = await store.find(sha256(sessionId));
      if (!found) return [null, null];
      const session: DatabaseSession = {
        id: sessionId,
        userId: found.userId,
        expiresAt: found.expiresAt,
        attributes: found.session,
      };
      const user: DatabaseUser = { id: found.userId, attributes: found.user };
      return [session, user];
    },
    // Rows hold hashes, so Lucia cannot list raw ids; listing is each feature's own query.
    getUserSessions: async () => [],
    setSession: (session) => store.insert(sha256(session.id), session),
    async updateSessionExpiration(sessionId, expiresAt) {
      await db
        .updateTable(store.table)
        .set({ expires_at: expiresAt })
        .where('id_hash', '=', sha256(sessionId))
        .execute();
    },
    async deleteSession(sessionId) {
      await db.deleteFrom(store.table).where('id_hash', '=', sha256(sessionId)).execute();
    },
    deleteUserSessions: (userId) => store.deleteOf(userId),
    async deleteExpiredSessions() {
      await db.deleteFrom(store.table).where('expires_at', '<', now()).execute();
    },
  };
}
