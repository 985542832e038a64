/**
 * Kills the real server at random moments under twenty messages a second and starts it again.
 * Whatever was acknowledged must be kept once, under the number that was acknowledged, with no number missing.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { Message, MessagePage, RoomId } from '#rooms';
import { aRoomIn, leavePortal } from '../support/room-journey.ts';
import { startPortal, type Portal } from '../support/portal.ts';

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
  /** Milliseconds until a device is back in the room, 95th percentile: since the kill, and since the server stands again. */
  backP95: number;
  backSinceReadyP95: number;
}

// Ten events in ten seconds are a device's share, so twenty messages a second take twenty-five devices.
const DEVICES = 25;
const EACH_MS = 1_250;

export async function killUnderMessages(kills: number): Promise<KillReport> {
  const portal = await startPortal();
  try {
    const room = await aRoomIn(portal);
    const devices: Device[] = [];
    for (let n = 0; n < DEVICES; n += 1) {
      const { cookie } = await room.guest(`人${n}`);
      devices.push(new Device(portal.url, room.roomId, `${cookie.name}=${cookie.value}`));
    }
    const reader = new Device(portal.url, room.roomId, cookieHeader(room.hostCookie), '/staff');
    const writing = devices.map((device) => device.write());
    for (let n = 0; n < kills; n += 1) await killAtRandom(portal, [...devices, reader]);
    for (const device of devices) device.finish();
    await Promise.all(writing);
    await reader.catchUp();
    const report = await examine(room.roomId, devices, reader, kills);
    for (const device of [...devices, reader]) device.leave();
    return report;
  } finally {
    await leavePortal();
    await portal.stop();
  }
}

const cookieHeader = ({ name, value }: Record<'name' | 'value', string>) => `${name}=${value}`;

async function killAtRandom(portal: Portal, devices: Device[]): Promise<void> {
  await pause(500 + Math.random() * 1_500);
  await portal.kill('SIGKILL');
  const cut: Cut = { at: performance.now(), readyAt: Infinity };
  for (const device of devices) device.cut = cut;
  await portal.restart();
  cut.readyAt = performance.now();
}

interface Cut {
  at: number;
  readyAt: number;
}

/** One person's device: sends each message until it is acknowledged, and resumes after its last number. */
class Device {
  readonly acknowledged = new Map<string, number>();
  readonly heard: number[] = [];
  readonly returns: { cut: Cut; at: number }[] = [];
  cut: Cut | undefined;
  private last = 0;
  private finished = false;
  private inside = false;
  private readonly socket: Socket;
  private readonly roomId: RoomId;

  constructor(url: string, roomId: RoomId, cookie: string, namespace = '/participant') {
    this.roomId = roomId;
    this.socket = io(`${url}${namespace}`, {
      forceNew: true,
      transports: ['websocket'],
      reconnectionDelay: 200,
      reconnectionDelayMax: 1_000,
      extraHeaders: { origin: url, cookie },
    });
    this.socket.on('connect', () => void this.enter());
    this.socket.on('disconnect', () => (this.inside = false));
    this.socket.on('connect_error', () => this.comeBack());
    this.socket.on('message:posted', (messages: Message[]) => this.hear(messages));
  }

  async write(): Promise<void> {
    await pause(Math.random() * EACH_MS);
    while (!this.finished) {
      await Promise.all([this.keep(randomUUID()), pause(EACH_MS)]);
    }
  }

  finish(): void {
    this.finished = true;
  }

  leave(): void {
    this.socket.disconnect();
  }

  /** Until nothing follows the last number. */
  async catchUp(): Promise<void> {
    for (;;) {
      const page = await this.ask<MessagePage>('messages:after', { after: this.last });
      if (page) this.hear(page.messages);
      if (page && !page.more) return;
      await pause(1_000);
    }
  }

  private async keep(clientId: string): Promise<void> {
    for (;;) {
      const posted = await this.ask<{ seq: number }>('message:post', { clientId, text: clientId });
      if (posted) return void this.acknowledged.set(clientId, posted.seq);
      await pause(300);
    }
  }

  private async enter(): Promise<void> {
    const entered = await this.ask<{ page: MessagePage }>('room:enter', { after: this.last }, true);
    if (!entered) return void setTimeout(() => this.socket.connected && void this.enter(), 500);
    this.inside = true;
    if (this.cut) this.returns.push({ cut: this.cut, at: performance.now() });
    this.cut = undefined;
    this.hear(entered.page.messages);
    if (entered.page.more) await this.catchUp();
  }

  private comeBack(): void {
    if (!this.socket.active) setTimeout(() => this.socket.connect(), 300);
  }

  /** Only what follows the last number is taken; the rest is asked for. */
  private hear(messages: Message[]): void {
    for (const message of messages) {
      if (message.seq !== this.last + 1) continue;
      this.last = message.seq;
      this.heard.push(message.seq);
    }
  }

  private async ask<Value>(
    event: string,
    input: object,
    entering = false,
  ): Promise<Value | undefined> {
    if (!this.socket.connected || (!this.inside && !entering)) return undefined;
    try {
      const packet = { roomId: this.roomId, ...input };
      const reply = await this.socket.timeout(5_000).emitWithAck(event, packet);
      return reply.ok && typeof reply.value === 'object' ? reply.value : undefined;
    } catch {
      return undefined;
    }
  }
}

async function examine(
  roomId: RoomId,
  devices: Device[],
  reader: Device,
  kills: number,
): Promise<KillReport> {
  const { db } = await import('#platform/db');
  const rows = await db
    .selectFrom('messages')
    .select(['seq', 'client_id'])
    .where('room_id', '=', roomId)
    .orderBy('seq')
    .execute();
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
    readerLacks: rows.length - new Set(reader.heard).size,
    readerDoubles: reader.heard.length - new Set(reader.heard).size,
    backP95: percentile95(returns.map(({ cut, at }) => at - cut.at)),
    backSinceReadyP95: percentile95(returns.map(({ cut, at }) => Math.max(0, at - cut.readyAt))),
  };
}

const percentile95 = (all: number[]): number =>
  Math.round(all.sort((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? 0);

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
