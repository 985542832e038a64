/** Who is connected: rows renewed by the process that holds the connection, gone when it or the process is. */
import { later, now, seconds } from '#platform/clock';
import { db } from '#platform/db';
import type { RoomViewer } from './index.ts';
import { tellPeopleChanged } from './live.server.ts';
import { PRESENCE_LASTS_MS } from './members.server.ts';
import { membershipOf } from './membership.server.ts';
import {
  deletePresence,
  deletePresenceBefore,
  renewPresence,
  upsertPresence,
  type Connection,
} from './presence-queries.server.ts';

export const RENEWAL_MS = seconds(10);

const held = new Map<string, Connection>();

export async function beginPresence(connection: Connection): Promise<void> {
  held.set(connection.connection, connection);
  await upsertPresence(db, connection, now());
  tellPeopleChanged(connection.roomId);
}

export async function endPresence(connections: Connection[]): Promise<void> {
  for (const { connection } of connections) held.delete(connection);
  await deletePresence(
    db,
    connections.map(({ connection }) => connection),
  );
  for (const { roomId } of connections) tellPeopleChanged(roomId);
}

/** A page without script is there for as long as it keeps asking. */
export async function notePresence(viewer: RoomViewer, roomId: string): Promise<void> {
  const membership = await membershipOf(viewer, roomId);
  if (!membership) return;
  const { memberId } = membership;
  const connection = { connection: memberId, roomId: membership.roomId, memberId };
  await upsertPresence(db, connection, now());
}

/** Renews this process's connections and clears away those of processes that died. */
export async function renewPresences(at: Date): Promise<void> {
  await renewPresence(db, [...held.keys()], at);
  const left = await deletePresenceBefore(db, later(at, -PRESENCE_LASTS_MS));
  for (const roomId of left) tellPeopleChanged(roomId);
}
