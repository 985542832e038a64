/** Many devices in one room, and what they do there together. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Device, type RoomServer } from './device.ts';

const SETTLES_MS = 500;
const TEXT = '夜になると、ここの文字だけが話し相手です。'.repeat(2);

export class Crowd {
  /** How many of those in the room have the `nth` message said since they came. */
  private readonly reached: number[] = [];
  private readonly troubles = Promise.withResolvers<never>();
  private readonly devices: Device[];
  private readonly inside: number;
  private turn = 0;
  /** Told of each message that one of the devices has got, and whether it was the last of them. */
  onReached: (nth: number, isEverywhere: boolean) => void = () => undefined;
  /** Told when one of the messages posted is kept. */
  onAcknowledged: () => void = () => undefined;

  private constructor(server: RoomServer, cookies: string[], inside: number) {
    this.inside = inside;
    this.troubles.promise.catch(() => undefined);
    const hears = {
      acknowledged: () => this.onAcknowledged(),
      message: (nth: number) => this.count(nth),
      trouble: (error: Error) => this.troubles.reject(error),
    };
    this.devices = cookies.map((cookie) => new Device(server, cookie, hears));
  }

  /** A device for each cookie, of which the first so many go into the room, knowing all up to a number. */
  static async gather(
    server: RoomServer,
    cookies: string[],
    { inside = cookies.length, known = 0 } = {},
  ): Promise<Crowd> {
    const crowd = new Crowd(server, cookies, inside);
    const coming = crowd.devices.map((device, n) =>
      n < inside ? device.enters(known) : device.connects(),
    );
    await crowd.unlessTrouble(Promise.all(coming));
    return crowd;
  }

  /** By each in turn: nobody may write much. */
  post(): void {
    this.devices[this.turn++ % this.devices.length]?.post(randomUUID(), TEXT);
  }

  /** Whether everybody in the room has so many messages. */
  haveAll(messages: number): boolean {
    return messages === 0 || this.reached[messages] === this.inside;
  }

  /** How many messages its devices have got together. */
  get delivered(): number {
    return this.reached.reduce((sum, devices) => sum + devices, 0);
  }

  unlessTrouble<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.troubles.promise]);
  }

  async part(): Promise<void> {
    for (const device of this.devices) device.leave();
    await pause(SETTLES_MS);
  }

  private count(nth: number): void {
    const reached = (this.reached[nth] ?? 0) + 1;
    this.reached[nth] = reached;
    this.onReached(nth, reached === this.inside);
  }
}

/** Messages that the devices have got together in a second, while so many are under way: each follows when one is acknowledged. */
export async function deliveriesPerSecond(
  crowd: Crowd,
  underWay: number,
  ms: number,
): Promise<number> {
  const from = performance.now() + ms / 4;
  const until = from + ms;
  const over = Promise.withResolvers<void>();
  let delivered = 0;
  let open = underWay;
  crowd.onReached = () => {
    const at = performance.now();
    if (at >= from && at < until) delivered += 1;
  };
  crowd.onAcknowledged = () => {
    if (performance.now() < until) return crowd.post();
    open -= 1;
    if (open === 0) over.resolve();
  };
  for (let n = 0; n < underWay; n++) crowd.post();
  await crowd.unlessTrouble(over.promise);
  return (delivered * 1000) / ms;
}

/** Milliseconds from post to each device at a quiet pace, 99th percentile. */
export async function p99At(crowd: Crowd, perSecond: number, ms: number): Promise<number> {
  const took: number[] = [];
  const postedAt: number[] = [];
  const over = Promise.withResolvers<void>();
  const messages = Math.ceil((perSecond * ms) / 1000);
  crowd.onReached = (nth, isEverywhere) => {
    took.push(performance.now() - (postedAt[nth] ?? 0));
    if (nth === messages && isEverywhere) over.resolve();
  };
  const begun = performance.now();
  for (let n = 1; n <= messages; n++) {
    await pause(Math.max(0, begun + (n * 1000) / perSecond - performance.now()));
    postedAt[n] = performance.now();
    crowd.post();
  }
  await crowd.unlessTrouble(over.promise);
  return took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? Number.NaN;
}
