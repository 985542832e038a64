import type { Socket } from 'socket.io-client';
import type { Reply } from '#platform/realtime';
import { connect } from '#platform/realtime/client';
import type { RoomAsks, RoomNews } from './events.ts';
import type { RoomId } from './room.ts';

type Heard = keyof RoomNews | 'connect' | 'disconnect' | 'connect_error';
export type Listeners = Partial<Record<Heard, (news: never) => void>>;

type ValueOf<Event extends keyof RoomAsks> =
  Parameters<Parameters<RoomAsks[Event]>[1]>[0] extends Reply<infer Value> ? Value : never;
type InputOf<Event extends keyof RoomAsks> = Omit<Parameters<RoomAsks[Event]>[0], 'roomId'>;

const ANSWER_WITHIN_MS = 8_000;

/** The line of one room over the page's shared socket, and what is to be done on it a little later. */
export class RoomLine {
  private readonly roomId: RoomId;
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private socket: Socket | undefined;
  private listeners: Listeners = {};
  private stopped = false;

  constructor(roomId: RoomId) {
    this.roomId = roomId;
  }

  get stands(): boolean {
    return this.socket?.connected === true && !this.stopped;
  }

  /** True where the socket will not come back by itself: refused, or closed by the server. */
  get isDown(): boolean {
    return this.socket?.active !== true;
  }

  async open(namespace: '/participant' | '/staff', listeners: Listeners): Promise<void> {
    const socket = await connect(namespace);
    if (this.stopped) return;
    this.socket = socket;
    this.listeners = listeners;
    // Each listener was typed for its own event above.
    for (const [event, hear] of Object.entries(listeners)) socket.on(event, hear as () => void);
  }

  reopen(): void {
    this.socket?.connect();
  }

  close(): void {
    void this.ask('room:leave', {});
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const [event, hear] of Object.entries(this.listeners))
      this.socket?.off(event as Heard, hear as () => void);
  }

  /** Undefined where no answer came in time; the packet may have arrived all the same. */
  async ask<Event extends keyof RoomAsks>(
    event: Event,
    input: InputOf<Event>,
  ): Promise<Reply<ValueOf<Event>> | undefined> {
    if (!this.socket || !this.stands) return undefined;
    const packet = { roomId: this.roomId, ...input };
    try {
      // The server answers each event as `RoomAsks` says; `bindRooms` holds it to that.
      const reply: unknown = await this.socket.timeout(ANSWER_WITHIN_MS).emitWithAck(event, packet);
      return reply as Reply<ValueOf<Event>>;
    } catch {
      return undefined;
    }
  }

  /** At most one of a name at a time: a later wish of the same name joins the one under way. */
  later(name: string, ms: number, act: () => void): void {
    if (this.timers.has(name) || this.stopped) return;
    const run = () => {
      this.timers.delete(name);
      act();
    };
    this.timers.set(name, setTimeout(run, ms));
  }
}
