/** A page held live: hints make it read itself again, and without hints it does so every ten seconds. */
import { Line, type LineState } from '#platform/realtime/line';

const READ_EVERY_MS = 10_000;
const TRY_AGAIN_MS = 3_000;

interface Part {
  namespace: '/participant' | '/staff';
  /** Said each time the line comes to stand; only its acknowledgement makes the page live. */
  enter: string;
  /** What is said with it. */
  about?: () => object;
  /** The hint that the page is no longer what it shows. */
  changed: string;
  /** Said at the end. */
  leave?: string;
  /** Asked by the server, and acknowledged as long as the page is there. */
  stillHere?: string;
}

interface Reading {
  /** On a hint, which says that the portal stands. */
  onHint(): void;
  /** By the clock, when it may not stand. */
  byClock(): void;
}

export class LivePage {
  /** Whether news come through. */
  line = $state.raw<LineState>('connecting');
  readonly #part: Part;
  readonly #reading: Reading;

  constructor(part: Part, reading: Reading) {
    this.#part = part;
    this.#reading = reading;
  }

  /** Takes up the line; the returned function lets it go. */
  start(): () => void {
    const { namespace, changed, stillHere, leave } = this.#part;
    const line = new Line((state) => void this.#follow(line, state));
    const reading = setInterval(() => this.#reading.byClock(), READ_EVERY_MS);
    line.open(namespace, {
      [changed]: () => this.#reading.onHint(),
      ...(stillHere && { [stillHere]: (acknowledge: () => void) => acknowledge() }),
    });
    return () => {
      clearInterval(reading);
      if (leave) void line.ask(leave, {});
      line.close();
    };
  }

  async #follow(line: Line, state: LineState): Promise<void> {
    if (state !== 'stands') return void (this.line = state);
    const reply = await line.ask(this.#part.enter, this.#part.about?.() ?? {});
    if (!line.stands) return;
    if (isTaken(reply)) {
      this.line = 'stands';
      this.#reading.onHint();
    } else {
      this.line = 'cut';
      setTimeout(() => line.stands && void this.#follow(line, 'stands'), TRY_AGAIN_MS);
    }
  }
}

/** Every event of ours is answered with whether it was taken. */
const isTaken = (reply: unknown): boolean => (reply as { ok: boolean } | undefined)?.ok === true;
