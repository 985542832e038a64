/**
 * What is said in a room reaches everybody in it. Ours is the portal as it runs: each message authorised and kept in PostgreSQL
 * before anybody hears it. The floor is Socket.IO as it comes, which knows nobody and keeps nothing.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { roomOf } from '#rooms/server';
import { startPortal } from '../tests/support/portal.ts';
import { aRoom, manyIn, say, type TestRoom } from '../tests/support/rooms.ts';
import { Crowd, deliveriesPerSecond, p99At } from './crowd.ts';
import { residentBytes, startFloor, stop } from './processes.ts';
import { compare, type Line } from './report.ts';

const RUN_MS = 2_000;
const PACED_MS = 5_000;
const FEW = 100;
const MANY = 1_000;
const MISSED = 20;

/** One of the two servers. */
interface Side {
  pid: number | undefined;
  /** So many come into its room, knowing all but the last messages, which they are told. */
  gather(members: number, missed?: number): Promise<Crowd>;
}

interface Sides {
  floor: Side;
  ours: Side;
}

export async function benchRooms(databaseUrl: string): Promise<Line[]> {
  const portal = await startPortal({ DATABASE_URL: databaseUrl });
  const floor = await startFloor('socket-server.ts');
  const room = await aRoom();
  const ours = keptIn(portal.url, room, await manyIn(room, MANY));
  const sides = {
    floor: { pid: floor.child.pid, gather: bareAt(floor.url) },
    ours: { pid: portal.pid(), gather: ours },
  };
  try {
    return [
      // First: what a connection costs shows in a process that has had none.
      await memory(sides),
      await delivery(sides, MANY, 8),
      await delivery(sides, MANY, 1),
      await delivery(sides, FEW, 8),
      await delivery(sides, FEW, 1),
      await latency(sides),
      await storm(sides, room),
    ];
  } finally {
    await stop(floor.child);
    await portal.stop();
  }
}

const bareAt = (url: string) => (members: number) =>
  Crowd.gather({ url }, Array<string>(members).fill(''));

/** All come, so that nobody has to write more than a device may; the first so many are in the room. */
const keptIn =
  (url: string, { roomId, host }: TestRoom, cookies: string[]) =>
  async (members: number, missed = 0) => {
    const known = ((await roomOf(host, roomId))?.seq ?? 0) - missed;
    const server = { url, namespace: '/participant', roomId };
    return Crowd.gather(server, cookies, { inside: members, known });
  };

async function among<T>(
  side: Side,
  members: number,
  act: (crowd: Crowd) => Promise<T>,
): Promise<T> {
  const crowd = await side.gather(members);
  try {
    return await act(crowd);
  } finally {
    await crowd.part();
  }
}

function delivery(sides: Sides, members: number, underWay: number): Promise<Line> {
  const on = (side: Side) => () =>
    among(side, members, (crowd) => deliveriesPerSecond(crowd, underWay, RUN_MS));
  return compare({
    name: `room of ${members}, ${underWay} under way, each kept (floor keeps none)`,
    unit: 'deliveries per second',
    floor: on(sides.floor),
    ours: on(sides.ours),
  });
}

async function latency(sides: Sides): Promise<Line> {
  const top = await among(sides.floor, MANY, (crowd) => deliveriesPerSecond(crowd, 8, RUN_MS));
  const on = (side: Side) => () =>
    among(side, MANY, (crowd) => p99At(crowd, top / 5 / MANY, PACED_MS));
  return compare({
    name: `room of ${MANY}, a fifth of what the floor carries, p99 from post to each`,
    unit: 'ms',
    floor: on(sides.floor),
    ours: on(sides.ours),
  });
}

/** The floor's come back to nothing; ours prove who they are, enter, and are told what they missed. */
async function storm({ floor, ours }: Sides, { host, roomId }: TestRoom): Promise<Line> {
  const comeBackTo = async (side: Side, missed: number) => {
    const crowd = await side.gather(MANY);
    await crowd.part();
    for (let n = 0; n < missed; n++) await say(host, roomId, `${n}`);
    const begun = performance.now();
    const back = await side.gather(MANY, missed);
    const took = performance.now() - begun;
    if (!back.haveAll(missed)) throw new Error('some were not told what they missed');
    await back.part();
    return took;
  };
  return compare({
    name: `${MANY} come back at once, proven and each with ${MISSED} missed messages (floor: connected)`,
    unit: 'ms',
    floor: () => comeBackTo(floor, 0),
    ours: () => comeBackTo(ours, MISSED),
  });
}

async function memory({ floor, ours }: Sides): Promise<Line> {
  const [bare, own] = [await bytesPerMember(floor), await bytesPerMember(ours)];
  return {
    name: `memory of one of ${MANY} in a room`,
    unit: 'kB',
    floor: bare / 1024,
    ours: own / 1024,
    ratio: own / bare,
    noisy: false,
  };
}

async function bytesPerMember(side: Side): Promise<number> {
  const resident = () => residentBytes(side.pid ?? 0);
  const before = await resident();
  return among(side, MANY, async () => {
    await pause(2_000);
    return ((await resident()) - before) / MANY;
  });
}
