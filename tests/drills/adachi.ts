/**
 * A ward that could not be heard through a whole online meeting. Its line: 600 ms there and back, 64 kbit/s, one packet in
 * twenty lost and one in five in bursts, and outages. Whatever either side wrote must have reached the other, once and in
 * order, soon after the line is back; the host must see that the line is bad; what could not be said is said afterwards.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { MemberId, People, RoomId, Unheard } from '#rooms';
import { openBadLine, type BadLine } from '../support/bad-line.ts';
import { startPortal } from '../support/portal.ts';
import { RoomDevice } from '../support/room-device.ts';
import { aRoomIn, leavePortal } from '../support/room-journey.ts';

const LINE = { rttMs: 600, kbitPerSecond: 64, loss: 0.05, lossInBursts: 0.2 };
// Ten events in ten seconds are a device's share, and it asks for more than it writes.
const WRITES_EACH_MS = 2_000;

/** The room as it stands, with two people in it. */
export interface Stage {
  url: string;
  roomId: RoomId;
  hostCookie: string;
  adachi: { cookie: string; memberId: MemberId };
}

export interface Course {
  outagesMs: number[];
  betweenMs: number;
  seed: number;
  /** Waits until the host sees the line as good again, too. */
  untilSteady: boolean;
}

export interface AdachiReport {
  /** Until the device is in the room. */
  insideMs: number;
  written: number;
  kept: number;
  /** Acknowledged and not kept under that number. */
  lost: number;
  gaps: number;
  /** What each reader lacks or has otherwise than it was kept. */
  wrongToHost: number;
  wrongToAdachi: number;
  /** The longest until all that was written by either side in an outage had reached the other, since its end. */
  slowestMs: number;
  /** The longest until the host saw the line as bad, since it was; of outages long enough to be seen. */
  seenMs: number;
  steadyAgain: boolean;
  /** Until 「聞こえません」 stood before the host. */
  cannotHearMs: number;
  bytesPerMessage: number;
}

const SEEN_FROM_MS = 11_000;
const ASKS_AGAIN_MS = 1_000;

export async function talkOverBadLine(stage: Stage, course: Course): Promise<AdachiReport> {
  const line = await openBadLine({ ...LINE, seed: course.seed });
  line.leadTo(stage.url);
  const { roomId } = stage;
  const how = { origin: stage.url, roomId };
  const host = new RoomDevice({
    ...{ ...how, url: stage.url, cookie: stage.hostCookie, namespace: '/staff' },
  });
  const startedAt = performance.now();
  const delays = { reconnectionDelay: 500, reconnectionDelayMax: 5_000 };
  const adachi = new RoomDevice({ ...how, ...delays, url: line.url, cookie: stage.adachi.cookie });
  const inside = new Promise<void>((resolve) => (adachi.onEntered = resolve));
  try {
    await inside;
    const insideMs = performance.now() - startedAt;
    const meeting = new Meeting({ line, host, adachi, memberId: stage.adachi.memberId });
    const outages: { seenMs: number; throughMs: number }[] = [];
    for (const outageMs of course.outagesMs) {
      await pause(course.betweenMs);
      outages.push(await meeting.outage(outageMs));
    }
    const [bytesPerMessage, cannotHearMs, steadyAgain] = await Promise.all([
      meeting.weigh(),
      meeting.cannotHear(),
      !course.untilSteady || meeting.isSteadyAgain(),
    ]);
    const record = await meeting.end(roomId);
    return {
      insideMs: Math.round(insideMs),
      ...record,
      slowestMs: Math.round(Math.max(...outages.map(({ throughMs }) => throughMs))),
      seenMs: Math.round(Math.max(...outages.map(({ seenMs }) => seenMs))),
      steadyAgain,
      cannotHearMs: Math.round(cannotHearMs),
      bytesPerMessage,
    };
  } finally {
    for (const device of [host, adachi]) device.leave();
    await line.close();
  }
}

interface Parts {
  line: BadLine;
  host: RoomDevice;
  adachi: RoomDevice;
  memberId: MemberId;
}

/** Both sides write all the while, each message after the one before is kept. */
class Meeting {
  private readonly parts: Parts;
  private readonly written = new Map<RoomDevice, string[]>();
  private over = false;
  private readonly writing: Promise<void>[];

  constructor(parts: Parts) {
    this.parts = parts;
    this.writing = [parts.host, parts.adachi].map((device) => this.write(device));
  }

  private async write(device: RoomDevice): Promise<void> {
    const own: string[] = [];
    this.written.set(device, own);
    while (!this.over) {
      const clientId = randomUUID();
      own.push(clientId);
      await Promise.all([device.keep(clientId, `${own.length}通目`), pause(WRITES_EACH_MS)]);
    }
  }

  async outage(ms: number): Promise<{ seenMs: number; throughMs: number }> {
    const { line } = this.parts;
    line.breakOff();
    const brokeAt = performance.now();
    const seen = ms < SEEN_FROM_MS ? Promise.resolve(0) : this.untilSeen('unstable', brokeAt);
    await pause(ms);
    const during = this.all();
    line.mend();
    const mendedAt = performance.now();
    while (!this.haveReachedBoth(during)) await pause(50);
    return { seenMs: await seen, throughMs: performance.now() - mendedAt };
  }

  private all = (): string[] => [...this.written.values()].flat();

  private haveReachedBoth(clientIds: string[]): boolean {
    return [this.parts.host, this.parts.adachi].every(({ heard }) => {
      const known = new Set(heard.map(({ clientId }) => clientId));
      return clientIds.every((id) => known.has(id));
    });
  }

  /** As a host's page does: it asks who is there when it is told that something changed. */
  private untilSeen(line: 'steady' | 'unstable', since: number): Promise<number> {
    const { host, memberId } = this.parts;
    return new Promise((resolve) => {
      const look = async () => {
        const people = await host.ask<People>('room:people', {});
        if (!people) return void setTimeout(look, ASKS_AGAIN_MS);
        const person = people?.named.find((one) => one.memberId === memberId);
        if (person?.line !== line) return;
        host.socket.off('people:changed', look);
        resolve(performance.now() - since);
      };
      host.socket.on('people:changed', look);
      void look();
    });
  }

  async cannotHear(): Promise<number> {
    const { host, adachi, memberId } = this.parts;
    const since = performance.now();
    const told = new Promise((resolve) => host.socket.once('unheard:changed', resolve));
    while (!(await adachi.ask('hearing:lost', {}))) await pause(1_000);
    await told;
    const unheard = await host.ask<Unheard>('room:unheard', {});
    if (unheard?.waiting[0]?.memberId !== memberId) throw new Error('the host was not told');
    return performance.now() - since;
  }

  /** What one message costs on the line, of all that goes over it meanwhile. */
  async weigh(): Promise<number> {
    const { line, adachi } = this.parts;
    const [bytes, messages] = [line.carried.up + line.carried.down, adachi.heard.length];
    await pause(WRITES_EACH_MS * 2);
    const more = line.carried.up + line.carried.down - bytes;
    return Math.round(more / Math.max(1, adachi.heard.length - messages));
  }

  isSteadyAgain = (): Promise<boolean> =>
    Promise.race([
      this.untilSeen('steady', performance.now()).then(() => true),
      pause(STEADY_WITHIN_MS, false, { ref: false }),
    ]);

  async end(roomId: RoomId) {
    const { host, adachi } = this.parts;
    this.over = true;
    await Promise.all(this.writing);
    await Promise.all([host.catchUp(), adachi.catchUp()]);
    const { db } = await import('#platform/db');
    const rows = await db
      .selectFrom('messages')
      .select(['seq', 'client_id'])
      .where('room_id', '=', roomId)
      .orderBy('seq')
      .execute();
    const numberOf = new Map(rows.map((row) => [row.client_id, row.seq]));
    const acknowledged = [...host.acknowledged, ...adachi.acknowledged];
    const wrongTo = ({ heard }: RoomDevice) =>
      Math.abs(rows.length - heard.length) +
      rows.filter((row, n) => heard[n]?.clientId !== row.client_id).length;
    return {
      written: this.all().length,
      kept: rows.filter((row) => this.all().includes(row.client_id)).length,
      lost: acknowledged.filter(([clientId, seq]) => numberOf.get(clientId) !== seq).length,
      gaps: rows.filter((row, n) => row.seq !== n + 1).length + this.outOfOrder(numberOf),
      wrongToHost: wrongTo(host),
      wrongToAdachi: wrongTo(adachi),
    };
  }

  /** Each writer's messages stand as they were written. */
  private outOfOrder(numberOf: Map<string, number>): number {
    return [...this.written.values()]
      .map((ids) => ids.map((id) => numberOf.get(id) ?? 0))
      .flatMap((numbers) => numbers.filter((seq, n) => n > 0 && seq <= (numbers[n - 1] ?? 0)))
      .length;
  }
}

/** Three prompt answers, five seconds apart, and the host's next look; a lossy line may take some more. */
const STEADY_WITHIN_MS = 60_000;
const INSIDE_WITHIN_MS = 20_000;
const SEEN_WITHIN_MS = 20_000;
export const THROUGH_WITHIN_MS = 60_000;

const OUTAGE_MS = 90_000;

/** The outages as they were, one soon after the other. */
export async function talkAsAdachi(outages: number): Promise<AdachiReport> {
  const portal = await startPortal();
  try {
    const room = await aRoomIn(portal);
    const guest = await room.guest('足立');
    const header = ({ name, value }: Record<'name' | 'value', string>) => `${name}=${value}`;
    return await talkOverBadLine(
      {
        ...{ url: portal.url, roomId: room.roomId, hostCookie: header(room.hostCookie) },
        adachi: { cookie: header(guest.cookie), memberId: guest.memberId },
      },
      {
        outagesMs: Array<number>(outages).fill(OUTAGE_MS),
        betweenMs: 10_000,
        seed: 20_220_517,
        untilSteady: true,
      },
    );
  } finally {
    await leavePortal();
    await portal.stop();
  }
}

/** What must be nought; whatever took too long counts as one. */
export const failuresOf = (report: AdachiReport, throughWithinMs: number): number =>
  report.lost +
  report.gaps +
  report.wrongToHost +
  report.wrongToAdachi +
  (report.written - report.kept) +
  [
    report.insideMs > INSIDE_WITHIN_MS,
    report.slowestMs > throughWithinMs,
    report.seenMs > SEEN_WITHIN_MS,
    report.cannotHearMs > throughWithinMs,
    !report.steadyAgain,
  ].filter(Boolean).length;
