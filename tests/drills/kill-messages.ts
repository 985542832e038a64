/**
 * Kills the real server at random moments under twenty messages a second; each comes again.
 * Whatever was acknowledged must be kept once, under the number that was acknowledged, with no number missing.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { RoomId } from '#rooms';
import { insidePortal } from '../support/inside-portal.ts';
import { RoomDevice } from '../support/room-device.ts';
import { aRoomIn, keptIn } from '../support/room-journey.ts';
import { timesOf } from './percentiles.ts';
import type { Portal } from '../support/portal.ts';

export interface KillReport {
  kills: number;
  acknowledged: number;
  kept: number;
  lost: number;
  doubled: number;
  misnumbered: number;
  gaps: number;
  /** What a reader who was cut each time is missing or has twice. */
  readerLacks: number;
  readerDoubles: number;
  /** Milliseconds until a device's next message is kept, 95th percentile: since the kill, and since what was killed stands again. */
  backP95: number;
  backSinceReadyP95: number;
}

// Ten events in ten seconds are a device's share, so twenty messages a second take twenty-five devices.
const DEVICES = 25;
const EACH_MS = 1_250;

interface Victim {
  kill(): Promise<void>;
  comesBack(): Promise<void>;
}

export const drill = (kills: number): Promise<KillReport> =>
  insidePortal((portal) =>
    writeUnderKills(kills, portal, {
      kill: () => portal.kill('SIGKILL'),
      comesBack: () => portal.restart(),
    }),
  );

export async function writeUnderKills(
  kills: number,
  portal: Portal,
  victim: Victim,
): Promise<KillReport> {
  const room = await aRoomIn(portal);
  const where = { url: portal.url, roomId: room.roomId };
  const devices: Device[] = [];
  for (let n = 0; n < DEVICES; n += 1) {
    const { cookie } = await room.guest(`人${n}`);
    devices.push(new Device({ ...where, cookie: cookieHeader(cookie) }));
  }
  const host = { cookie: cookieHeader(room.hostCookie), namespace: '/staff' as const };
  const reader = new Device({ ...where, ...host });
  const writing = devices.map((device) => device.write());
  for (let n = 0; n < kills; n += 1) await killAtRandom(victim, devices);
  for (const device of devices) device.finish();
  await Promise.all(writing);
  await reader.catchUp();
  const report = await examine(room.roomId, devices, reader, kills);
  for (const device of [...devices, reader]) device.leave();
  return report;
}

const cookieHeader = ({ name, value }: Record<'name' | 'value', string>) => `${name}=${value}`;

async function killAtRandom(victim: Victim, devices: Device[]): Promise<void> {
  await pause(500 + Math.random() * 1_500);
  await victim.kill();
  const cut: Cut = { at: performance.now(), readyAt: Infinity };
  for (const device of devices) device.cut = cut;
  await victim.comesBack();
  cut.readyAt = performance.now();
}

interface Cut {
  at: number;
  readyAt: number;
}

/** A device that writes on through each kill, and how long that takes. */
class Device extends RoomDevice {
  readonly returns: { cut: Cut; at: number }[] = [];
  cut: Cut | undefined;
  private finished = false;

  async write(): Promise<void> {
    await pause(Math.random() * EACH_MS);
    while (!this.finished) {
      const clientId = randomUUID();
      const kept = this.keep(clientId, clientId).then(() => this.noteReturn(performance.now()));
      await Promise.all([kept, pause(EACH_MS)]);
    }
  }

  private noteReturn(at: number): void {
    if (!this.cut || at < this.cut.readyAt) return;
    this.returns.push({ cut: this.cut, at });
    this.cut = undefined;
  }

  finish(): void {
    this.finished = true;
  }
}

async function examine(
  roomId: RoomId,
  devices: Device[],
  reader: Device,
  kills: number,
): Promise<KillReport> {
  const rows = await keptIn(roomId);
  const numberOf = new Map(rows.map((row) => [row.client_id, row.seq]));
  const acknowledged = devices.flatMap((device) => [...device.acknowledged]);
  const returns = devices.flatMap((device) => device.returns);
  return {
    kills,
    acknowledged: acknowledged.length,
    kept: rows.length,
    lost: acknowledged.filter(([clientId]) => !numberOf.has(clientId)).length,
    doubled: rows.length - numberOf.size,
    misnumbered: acknowledged.filter(([clientId, seq]) => numberOf.get(clientId) !== seq).length,
    gaps: rows.filter((row, n) => row.seq !== n + 1).length,
    readerLacks: rows.length - numbersOf(reader).size,
    readerDoubles: reader.heard.length - numbersOf(reader).size,
    backP95: timesOf(returns.map(({ cut, at }) => at - cut.at)).p95,
    backSinceReadyP95: timesOf(returns.map(({ cut, at }) => at - cut.readyAt)).p95,
  };
}

const numbersOf = (device: RoomDevice) => new Set(device.heard.map(({ seq }) => seq));

const BACK_WITHIN_MS = 10_000;

/** What must be nought; a device that is back too late counts as one. */
export const failuresOf = (report: KillReport): number =>
  (report.backSinceReadyP95 > BACK_WITHIN_MS ? 1 : 0) +
  report.lost +
  report.doubled +
  report.misnumbered +
  report.gaps +
  report.readerLacks +
  report.readerDoubles;
