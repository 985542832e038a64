/** A page's own end of the browser's one connection to a namespace: its listeners, and whether anything comes through. */
import type { Socket } from 'socket.io-client';
import { connect, type Namespace } from './client.ts';
import { TOO_MANY } from './index.ts';

/** `too_many`: refused while this browser has too many pages open. */
export type LineState = 'connecting' | 'stands' | 'cut' | 'too_many';

type Hear = (news: never) => void;

/** Whoever still waits for the first connection then is told that there is none. */
const STANDS_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 8_000;

export class Line {
  state: LineState = 'connecting';
  readonly #changed: (state: LineState) => void;
  readonly #takenOff: (() => void)[] = [];
  #socket: Socket | undefined;
  #closed = false;

  /** `changed` is told each time the line comes to stand, and each time a try to make it stand has failed. */
  constructor(changed: (state: LineState) => void) {
    this.#changed = changed;
  }

  get stands(): boolean {
    return this.state === 'stands' && this.#socket?.connected === true && !this.#closed;
  }

  /** Takes up the line, hearing these events until it is closed. */
  open(namespace: Namespace, news: Record<string, Hear>): void {
    const late = setTimeout(
      () => this.state === 'connecting' && this.#become('cut'),
      STANDS_WITHIN_MS,
    );
    this.#takenOff.push(() => clearTimeout(late));
    void connect(namespace).then((socket) => this.#listen(socket, news));
  }

  close(): void {
    this.#closed = true;
    for (const takeOff of this.#takenOff) takeOff();
  }

  /** Undefined where no answer came in time; the packet may have arrived all the same. */
  async ask(event: string, packet: object): Promise<unknown> {
    if (!this.stands) return undefined;
    return this.#socket
      ?.timeout(ANSWER_WITHIN_MS)
      .emitWithAck(event, packet)
      .catch(() => undefined);
  }

  #listen(socket: Socket, news: Record<string, Hear>): void {
    if (this.#closed) return;
    this.#socket = socket;
    const refused = ({ message }: Error) => this.#become(message === TOO_MANY ? 'too_many' : 'cut');
    const own = {
      connect: () => this.#become('stands'),
      disconnect: () => this.#become('cut'),
      connect_error: refused,
    };
    for (const [event, hear] of Object.entries({ ...news, ...own })) {
      socket.on(event, hear as () => void);
      this.#takenOff.push(() => socket.off(event, hear as () => void));
    }
    if (socket.connected) this.#become('stands');
  }

  #become(state: LineState): void {
    this.state = state;
    this.#changed(state);
  }
}
