/**
 * What is said in a room reaches everybody in it. Ours is the portal as it runs: each message authorised and kept in PostgreSQL
 * before anybody hears it. The floor is Socket.IO as it comes, which knows nobody and keeps nothing.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { roomOf } from '#rooms/server';
import { startPortal } from '../tests/support/portal.ts';
import { aRoom, manyIn, say, type TestRoom } from '../tests/support/rooms.ts';
import { Crowd, deliveriesPerSecond, p99At } from './crowd.ts';
import { cpuSeconds, heldBytes, startFloor, stop, weighed } from './processes.ts';
import { compare, lineOf, type Line } from './report.ts';

const RUN_MS = 1_500;
const PACED_MS = 4_000;
const FEW = 100;
const MANY = 1_000;
const MISSED = 20;

/** One of the two servers. */
interface Side {
  pid: number;
  /** So many come into its room, knowing all but the last messages, which they are told. */
  gather(members: number, missed?: number): Promise<Crowd>;
}

interface Sides {
  floor: Side;
  ours: Side;
}

export async function benchRooms(databaseUrl: string): Promise<Line[]> {
  const portal = await startPortal({ DATABASE_URL: databaseUrl, ...weighed });
  const floor = await startFloor('socket-server.ts', weighed);
  const room = await aRoom();
  const ours = keptIn(portal.url, room, await manyIn(room, MANY));
  const sides = {
    floor: { pid: floor.child.pid ?? 0, gather: bareAt(floor.url) },
    ours: { pid: portal.pid() ?? 0, gather: ours },
  };
  try {
    return [
      await memory(sides),
      ...(await delivery(sides, MANY, 8)),
      ...(await delivery(sides, MANY, 1)),
      ...(await delivery(sides, FEW, 8)),
      ...(await delivery(sides, FEW, 1)),
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

/** By the clock, which the load shares with the server where processors are few, and by what the server itself spends. */
async function delivery(sides: Sides, members: number, underWay: number): Promise<Line[]> {
  const spent = { floor: [] as number[], ours: [] as number[] };
  const on = (name: keyof Sides) => () =>
    among(sides[name], members, async (crowd) => {
      const before = await cpuSeconds(sides[name].pid);
      const perSecond = await deliveriesPerSecond(crowd, underWay, RUN_MS);
      const seconds = (await cpuSeconds(sides[name].pid)) - before;
      spent[name].push((seconds * 1_000_000) / crowd.delivered);
      return perSecond;
    });
  const room = `room of ${members}, ${underWay} under way, each kept (floor keeps none)`;
  const unit = 'deliveries per second';
  const byClock = await compare({ name: room, unit, floor: on('floor'), ours: on('ours') });
  return [byClock, lineOf(`${room}: the server's processor time`, 'µs per delivery', spent)];
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
    name: `memory that is held for one of ${MANY} in a room`,
    unit: 'kB',
    floor: bare / 1024,
    ours: own / 1024,
    ratio: own / bare,
    noisy: false,
  };
}

async function bytesPerMember(side: Side): Promise<number> {
  // What is made at the first use of each piece is not a member's.
  await among(side, FEW, () => pause(1_000));
  const before = await heldBytes(side.pid);
  return among(side, MANY, async () => {
    await pause(2_000);
    return ((await heldBytes(side.pid)) - before) / MANY;
  });
}
