/**
 * TRUST F10: for so many minutes three hundred sit in rooms, come and go and write, while others press and desks answer, pass,
 * end and die. What the process takes of memory and files, and how long an acknowledgement lets wait.
 */
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { minutes, seconds } from '#platform/clock';
import { heldBytes, residentBytes, weighed } from '../../bench/processes.ts';
import { insidePortal } from '../support/inside-portal.ts';
import type { Portal } from '../support/portal.ts';
import { PressingPerson, whatBecameOf, type Pressed } from '../support/pressing.ts';
import { RoomDevice } from '../support/room-device.ts';
import { hurriedDesks } from './hurried-desks.ts';
import { underWatch } from './over-contacts.ts';
import { timesOf, type Times } from './percentiles.ts';

export interface SoakReport extends Pressed {
  minutes: number;
  messages: number;
  /** Milliseconds until a message is acknowledged. */
  acknowledgedAfter: Times;
  /** Megabytes that the process holds once its garbage is collected, at the beginning and at the end. */
  held: [begin: number, end: number];
  /** Megabytes an hour by which its resident memory grows, of the last two thirds. */
  residentSlope: number;
  files: [begin: number, end: number];
  unattended: string[];
}

const ROOMS = 30;
const IN_EACH = 10;
const WRITES_EVERY_MS = seconds(30);
const ONE_GOES_EVERY_MS = seconds(1);
const SAMPLES_EVERY_MS = seconds(10);
const PRESSES_EVERY_MS = seconds(1);
/** Young processes take what they will need. */
const GROWS_UNTIL = minutes(60);
const FILES_MORE = 50;

export const drill = (length: number): Promise<SoakReport> =>
  insidePortal((portal) => underWatch(portal, () => sitThrough(portal, minutes(length))), weighed);

async function sitThrough(portal: Portal, ms: number): Promise<Omit<SoakReport, 'unattended'>> {
  const { aTown } = await import('../support/towns.ts');
  const town = await aTown();
  const desks = await hurriedDesks(portal, [town.own, town.nearby, town.centre]);
  const person = new PressingPerson(portal, { code5: town.code5, eachMs: PRESSES_EVERY_MS });
  const sitters = await threeHundred(portal);
  const everybody = [...sitters, ...desks, person];
  const working = [person.press(), ...[...desks, ...sitters].map((each) => each.work())];
  await pause(seconds(10));
  const begin = await weigh(portal);
  const samples = await sample(portal, ms, () => void anyOf(sitters).goAndComeBack());
  const end = await weigh(portal);
  for (const each of everybody) each.finish();
  await Promise.all(working);
  const waits = sitters.flatMap((sitter) => sitter.waits);
  return {
    minutes: Math.round(ms / minutes(1)),
    messages: waits.length,
    acknowledgedAfter: timesOf(waits),
    held: [begin.held, end.held],
    residentSlope: slopeOf(samples.slice(samples.length / 3)),
    files: [begin.files, end.files],
    ...(await whatBecameOf([person])),
  };
}

const anyOf = <T>(all: T[]): T => all[Math.floor(Math.random() * all.length)] as T; // None of these lists is empty.

async function threeHundred(portal: Portal): Promise<Sitter[]> {
  const { aRoom, manyIn } = await import('../support/rooms.ts');
  const sitters: Sitter[] = [];
  for (let n = 0; n < ROOMS; n += 1) {
    const room = await aRoom();
    for (const cookie of await manyIn(room, IN_EACH))
      sitters.push(new Sitter({ url: portal.url, roomId: room.roomId, cookie }));
  }
  return sitters;
}

type Where = ConstructorParameters<typeof RoomDevice>[0];

/** Sits in a room and writes now and then. */
class Sitter {
  readonly waits: number[] = [];
  readonly #where: Where;
  #device: RoomDevice;
  #finished = false;

  constructor(where: Where) {
    this.#where = where;
    this.#device = new RoomDevice(where);
  }

  goAndComeBack(): void {
    this.#device.leave();
    this.#device = new RoomDevice(this.#where);
  }

  finish(): void {
    this.#finished = true;
  }

  async work(): Promise<void> {
    await pause(Math.random() * WRITES_EVERY_MS);
    for (; !this.#finished; await pause(WRITES_EVERY_MS)) {
      const from = performance.now();
      const input = { clientId: randomUUID(), text: '雨の音がします' };
      // Between going and being back there is no line to wait for.
      const posted = await this.#device.ask('message:post', input);
      if (posted) this.waits.push(performance.now() - from);
    }
    this.#device.leave();
  }
}

interface Sample {
  hours: number;
  megabytes: number;
}

async function sample(portal: Portal, ms: number, eachSecond: () => void): Promise<Sample[]> {
  const samples: Sample[] = [];
  const going = setInterval(eachSecond, ONE_GOES_EVERY_MS);
  const from = performance.now();
  while (performance.now() - from < ms) {
    await pause(SAMPLES_EVERY_MS);
    const hours = (performance.now() - from) / minutes(60);
    samples.push({ hours, megabytes: megabytes(await residentBytes(pidOf(portal))) });
  }
  clearInterval(going);
  return samples;
}

async function weigh(portal: Portal): Promise<{ held: number; files: number }> {
  const pid = pidOf(portal);
  const files = (await readdir(`/proc/${pid}/fd`)).length;
  return { held: Math.round(megabytes(await heldBytes(pid))), files };
}

const pidOf = (portal: Portal): number => portal.pid() ?? Number.NaN;
const megabytes = (bytes: number): number => bytes / 1024 / 1024;

/** The line that lies nearest to all samples. */
function slopeOf(samples: Sample[]): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, one) => sum + of(one), 0) / samples.length;
  const [x, y] = [mean(({ hours }) => hours), mean(({ megabytes }) => megabytes)];
  const along = mean((one) => (one.hours - x) * (one.megabytes - y));
  const across = mean((one) => (one.hours - x) ** 2);
  return Math.round((along / across) * 10) / 10;
}

/** What must be nought; of growth it can be said only after the first hour. */
export const failuresOf = (report: SoakReport): number =>
  (report.acknowledgedAfter.p99 >= 500 ? 1 : 0) +
  (report.files[1] > report.files[0] + FILES_MORE ? 1 : 0) +
  (minutes(report.minutes) > GROWS_UNTIL && report.residentSlope >= 1 ? 1 : 0) +
  report.lost +
  report.doubled +
  report.unattended.length;
