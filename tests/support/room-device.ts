/** One person's device in a room: sends each message until it is acknowledged, and resumes after its last number. */
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { Message, MessagePage } from '#rooms';

interface DeviceOptions {
  url: string;
  /** What the portal goes by, where the device comes to it by another way. */
  origin?: string;
  roomId: string;
  /** A Cookie header: who is asking. */
  cookie: string;
  namespace?: '/participant' | '/staff';
  reconnectionDelay?: number;
  reconnectionDelayMax?: number;
}

const HASTE_PASSES_MS = 3_000;

export class RoomDevice {
  /** Client id → the number it was acknowledged with. */
  readonly acknowledged = new Map<string, number>();
  /** Every message, in the order in which it was taken. */
  readonly heard: Message[] = [];
  readonly socket: Socket;
  /** Called each time the device is in the room (again). */
  onEntered: () => void = () => undefined;
  private inside = false;
  private hasLeft = false;
  private catchingUp: Promise<void> | undefined;
  private readonly roomId: string;

  constructor({ url, origin = url, roomId, cookie, namespace, ...delays }: DeviceOptions) {
    this.roomId = roomId;
    this.socket = io(`${url}${namespace ?? '/participant'}`, {
      forceNew: true,
      transports: ['websocket'],
      reconnectionDelay: 200,
      reconnectionDelayMax: 1_000,
      ...delays,
      extraHeaders: { origin, cookie },
    });
    this.socket.on('connect', () => void this.enter());
    this.socket.on('disconnect', () => {
      this.inside = false;
      this.comeBack();
    });
    this.socket.on('connect_error', () => this.comeBack());
    this.socket.on('line:ask', (acknowledge: () => void) => acknowledge());
    this.socket.on('message:posted', (messages: Message[]) => this.hear(messages));
    this.socket.on('room:changed', () => void this.catchUp());
  }

  get last(): number {
    return this.heard.at(-1)?.seq ?? 0;
  }

  leave(): void {
    this.hasLeft = true;
    this.socket.disconnect();
  }

  /** Until it is acknowledged. */
  async keep(clientId: string, text: string): Promise<void> {
    for (;;) {
      const posted = await this.ask<{ seq: number } | string>('message:post', { clientId, text });
      if (typeof posted === 'object') return void this.acknowledged.set(clientId, posted.seq);
      // Inside, it was refused for its haste; outside, it waits to come back.
      await pause(this.inside ? HASTE_PASSES_MS : 300);
    }
  }

  /** Until nothing follows the last number. */
  catchUp(): Promise<void> {
    return (this.catchingUp ??= this.askForTheRest().finally(() => (this.catchingUp = undefined)));
  }

  private async askForTheRest(): Promise<void> {
    while (!this.hasLeft) {
      const page = await this.ask<MessagePage>('messages:after', { after: this.last });
      if (page) this.hear(page.messages);
      if (page && !page.more) return;
      await pause(1_000);
    }
  }

  /** Undefined where there is no line, no answer in time, or a refusal. */
  async ask<Value>(event: string, input: object, entering = false): Promise<Value | undefined> {
    if (!this.socket.connected || (!this.inside && !entering)) return undefined;
    try {
      const packet = { roomId: this.roomId, ...input };
      const reply = await this.socket.timeout(5_000).emitWithAck(event, packet);
      return reply.ok && reply.value !== 'not_found' ? reply.value : undefined;
    } catch {
      return undefined;
    }
  }

  private async enter(): Promise<void> {
    const entered = await this.ask<{ page: MessagePage }>('room:enter', { after: this.last }, true);
    if (!entered) return void setTimeout(() => this.socket.connected && void this.enter(), 500);
    this.inside = true;
    this.onEntered();
    this.hear(entered.page.messages);
    if (entered.page.more) await this.catchUp();
  }

  private comeBack(): void {
    if (!this.socket.active) setTimeout(() => !this.hasLeft && this.socket.connect(), 300);
  }

  /** Only what follows the last number is taken; where something is missing, it is asked for. */
  private hear(messages: Message[]): void {
    for (const message of messages) if (message.seq === this.last + 1) this.heard.push(message);
    if (messages.some(({ seq }) => seq > this.last)) void this.catchUp();
  }
}
