/** Who is connected, and how well: rows renewed by the process that holds the connection, gone some time after it or the process is. */
import { later, now, seconds } from '#platform/clock';
import { blamesData, db } from '#platform/db';
import { gather } from '#platform/gather';
import { log } from '#platform/log';
import type { RoomViewer } from '../index.ts';
import {
  BRIEF_CUT_MS,
  comesBackUnstable,
  PLAIN_LASTS_MS,
  PLAIN_LATE_MS,
} from '../line/line-quality.ts';
import { tellHosts, tellPeopleChanged } from '../live.server.ts';
import { membershipOf } from './membership.server.ts';
import {
  deletePresence,
  deletePresenceBefore,
  findRenewal,
  listLateSince,
  markCut,
  markUnstable,
  renewPresence,
  takeCuts,
  upsertPresence,
  type Connection,
} from './presence-queries.server.ts';
import { noteMissed } from '../hearing/unheard-queries.server.ts';

export const RENEWAL_MS = seconds(10);

const held = new Map<string, Connection>();

/** Takes the place of what broke off before; true where the line is to be watched first. */
export async function beginPresence(connection: Connection, unstable: boolean): Promise<boolean> {
  held.set(connection.connection, connection);
  const watched = await begin({ ...connection, unstable });
  tellPeopleChanged(connection.roomId);
  return watched;
}

/** A room is cut and comes back as one, so lines that begin or end at the same time are written together. */
const TOGETHER = { most: 200, blamesOne: blamesData };

const begin = gather(async (coming: (Connection & { unstable: boolean })[]) => {
  const at = now();
  const cuts = await takeCuts(db, coming);
  const beginnings = coming.map((one) => {
    const own = cuts.filter(({ memberId }) => memberId === one.memberId);
    const unstable = one.unstable || comesBackUnstable(own, at);
    return { ...one, at, unstable, returnedAt: own.length > 0 ? at : null };
  });
  await upsertPresence(db, beginnings);
  return beginnings.map(({ unstable }) => unstable);
}, TOGETHER);

/** Left by the member's own wish. */
export async function endPresence(connections: Connection[]): Promise<void> {
  await deletePresence(db, letGo(connections));
  for (const { roomId } of connections) tellPeopleChanged(roomId);
}

/** Broken off without a word: for a moment that is nothing, then the host is told, then the member is away. */
export async function cutPresence(connections: Connection[], heardAt: Date): Promise<void> {
  if (connections.length === 0) return;
  letGo(connections);
  await cut({ connections, heardAt });
}

interface Cut {
  connections: Connection[];
  heardAt: Date;
}

const cut = gather(async (cuts: Cut[]) => {
  const connections = cuts.flatMap((one) => one.connections);
  await markCut(db, idsOf(connections), now());
  const tell = async () => {
    await noteMissed(db, cuts.flatMap(missedBy));
    for (const { roomId } of connections) tellHosts(roomId);
  };
  setTimeout(() => void tell().catch(reportUntold), BRIEF_CUT_MS).unref();
  return cuts.map(() => undefined);
}, TOGETHER);

const missedBy = ({ connections, heardAt }: Cut) =>
  connections.map(({ connection }) => ({ connection, after: heardAt }));

const reportUntold = (error: unknown) => log.warn({ err: error }, 'a cut line was not told of');

function letGo(connections: Connection[]): string[] {
  const ids = idsOf(connections);
  for (const id of ids) held.delete(id);
  return ids;
}

const idsOf = (connections: Connection[]) => connections.map(({ connection }) => connection);

/** These lines carry badly; up to `heardAt` they did not. */
export async function judgePresence(connections: Connection[], heardAt: Date): Promise<void> {
  if (connections.length === 0) return;
  await noteMissed(db, missedBy({ connections, heardAt }));
  await setUnstable(connections, true);
}

/** They carry again. */
export async function trustPresence(connections: Connection[]): Promise<void> {
  if (connections.length > 0) await setUnstable(connections, false);
}

async function setUnstable(connections: Connection[], unstable: boolean): Promise<void> {
  await markUnstable(db, idsOf(connections), unstable);
  for (const { roomId } of connections) tellHosts(roomId);
}

/** A page without script is there for as long as it keeps asking. */
export async function notePresence(viewer: RoomViewer, roomId: string): Promise<void> {
  const plain = await plainConnection(viewer, roomId);
  if (!plain) return;
  const at = now();
  const before = await findRenewal(db, plain.connection);
  await upsertPresence(db, [{ ...plain, at, unstable: false, returnedAt: null }]);
  if (!before || before < later(at, -PLAIN_LASTS_MS)) tellPeopleChanged(plain.roomId);
  else if (before < later(at, -PLAIN_LATE_MS)) tellHosts(plain.roomId);
}

/** Whoever leaves a page without script is away at once. */
export async function leaveQuietly(viewer: RoomViewer, roomId: string): Promise<void> {
  const plain = await plainConnection(viewer, roomId);
  if (plain) await endPresence([plain]);
}

async function plainConnection(
  viewer: RoomViewer,
  roomId: string,
): Promise<Connection | undefined> {
  const membership = await membershipOf(viewer, roomId);
  return (
    membership && {
      connection: membership.memberId,
      roomId: membership.roomId,
      memberId: membership.memberId,
    }
  );
}

/** Renews this process's connections and clears away those of processes that died. */
export async function renewPresences(at: Date): Promise<void> {
  await renewPresence(db, [...held.keys()], at);
  for (const roomId of await deletePresenceBefore(db, at)) tellPeopleChanged(roomId);
  for (const roomId of await listLateSince(db, later(at, -RENEWAL_MS), at)) tellHosts(roomId);
}
