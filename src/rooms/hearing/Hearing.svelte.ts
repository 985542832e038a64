/** 「聞こえません」 on one member's page: held until the room knows it, and what came of it. */
import type { RoomLine } from '../line/room-line.ts';
import type { MemberId } from '../room.ts';
import type { Unheard } from './unheard.ts';

const ASKS = { lost: 'hearing:lost', back: 'hearing:back' } as const;
const TRY_AGAIN_MS = 3_000;

export class Hearing {
  /** Undefined where nobody is asked to hear anything. */
  unheard = $state.raw<Unheard | undefined>();
  /** Said on this page, not yet known to the room. */
  wish = $state<keyof typeof ASKS | undefined>();
  /** Said again too soon. */
  tooSoon = $state(false);
  readonly #line: RoomLine;

  constructor(line: RoomLine, unheard: Unheard | undefined) {
    this.#line = line;
    this.unheard = unheard;
  }

  say(wish: keyof typeof ASKS): void {
    this.wish = wish;
    this.tooSoon = false;
    void this.#send();
  }

  /** Inside the room (again): what is wished goes out, what came meanwhile is read. */
  resume(): void {
    if (this.wish) void this.#send();
    else void this.read();
  }

  async read(): Promise<void> {
    if (!this.unheard) return;
    const reply = await this.#line.ask('room:unheard', {});
    if (!reply?.ok) return this.#line.later('unheard', TRY_AGAIN_MS, () => void this.read());
    if (reply.value !== 'not_found') this.unheard = reply.value;
  }

  /** A host has seen it. */
  async answer(memberId: MemberId): Promise<void> {
    const reply = await this.#line.ask('hearing:answer', { memberId });
    if (!reply?.ok)
      return this.#line.later(`answer ${memberId}`, TRY_AGAIN_MS, () => void this.answer(memberId));
    await this.read();
  }

  async #send(): Promise<void> {
    if (!this.wish) return;
    const reply = await this.#line.ask(ASKS[this.wish], {});
    if (!reply?.ok) return this.#line.later('hearing', TRY_AGAIN_MS, () => void this.#send());
    this.wish = undefined;
    this.tooSoon = reply.value === 'soon';
    await this.read();
  }
}
