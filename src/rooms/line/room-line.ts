import type { Reply } from '#platform/realtime';
import { Line, type LineState } from '#platform/realtime/line';
import type { RoomAsks, RoomNews } from '../events.ts';
import type { RoomId } from '../room.ts';

export type Listeners = Partial<Record<keyof RoomNews, (news: never) => void>>;

type ValueOf<Event extends keyof RoomAsks> =
  Parameters<Parameters<RoomAsks[Event]>[1]>[0] extends Reply<infer Value> ? Value : never;
type InputOf<Event extends keyof RoomAsks> = Omit<Parameters<RoomAsks[Event]>[0], 'roomId'>;

/** The line of one room, and what is to be done on it a little later. */
export class RoomLine {
  readonly #roomId: RoomId;
  readonly #line: Line;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #closed = false;

  constructor(roomId: RoomId, changed: (state: LineState) => void) {
    this.#roomId = roomId;
    this.#line = new Line(changed);
  }

  get stands(): boolean {
    return this.#line.stands;
  }

  open(namespace: '/participant' | '/staff', listeners: Listeners): void {
    this.#line.open(namespace, listeners);
  }

  leave(): void {
    void this.ask('room:leave', {});
  }

  close(): void {
    this.leave();
    this.#closed = true;
    this.#line.close();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  /** Undefined where no answer came in time; the packet may have arrived all the same. */
  async ask<Event extends keyof RoomAsks>(
    event: Event,
    input: InputOf<Event>,
  ): Promise<Reply<ValueOf<Event>> | undefined> {
    const reply = await this.#line.ask(event, { roomId: this.#roomId, ...input });
    // The server answers each event as `RoomAsks` says; `bindRooms` holds it to that.
    return reply as Reply<ValueOf<Event>> | undefined;
  }

  /** At most one of a name at a time: a later wish of the same name joins the one under way. */
  later(name: string, ms: number, act: () => void): void {
    if (this.#timers.has(name) || this.#closed) return;
    const run = () => {
      this.#timers.delete(name);
      act();
    };
    this.#timers.set(name, setTimeout(run, ms));
  }
}
