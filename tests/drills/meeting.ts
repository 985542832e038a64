/** Two people who write to each other all the while, one of them over a bad line. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { MemberId, People, RoomId, Unheard } from '#rooms';
import type { BadLine } from '../support/bad-line.ts';
import type { RoomDevice } from '../support/room-device.ts';
import { keptIn } from '../support/room-journey.ts';

// Ten events in ten seconds are a device's share, and it asks for more than it writes.
const WRITES_EACH_MS = 2_000;

const SEEN_FROM_MS = 11_000;
const ASKS_AGAIN_MS = 1_000;

interface Parts {
  line: BadLine;
  host: RoomDevice;
  adachi: RoomDevice;
  memberId: MemberId;
}

/** Both sides write all the while, each message after the one before is kept. */
export class Meeting {
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
        if (!people) return void setTimeout(hear, ASKS_AGAIN_MS);
        const person = people?.named.find((one) => one.memberId === memberId);
        if (person?.line !== line) return;
        host.socket.off('people:changed', hear);
        resolve(performance.now() - since);
      };
      const hear = () => void look();
      host.socket.on('people:changed', hear);
      hear();
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
    const rows = await keptIn(roomId);
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
