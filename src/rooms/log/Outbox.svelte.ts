/** One's own messages until they are known to be kept. */
import { newClientId } from './client-id.ts';
import type { Posted, PostRefusal, Wait } from '../events.ts';
import type { RoomLine } from '../line/room-line.ts';

export type Refusal = PostRefusal | 'invalid';

/** A message of one's own that is not yet known to be kept. */
export interface OwnMessage {
  clientId: string;
  text: string;
  state: 'pending' | 'failed';
  refusal?: Refusal | undefined;
  /** Where the room goes slowly: the device's time at which it is sent by itself. */
  sendsAt?: number | undefined;
}

const TRY_AGAIN_MS = 3_000;

export class Outbox {
  messages = $state<OwnMessage[]>([]);
  readonly #line: RoomLine;
  readonly #answered: (message: OwnMessage, answer: Posted | Wait | Refusal) => void;
  #sending = false;
  #stopped = true;

  /** `answered` is told what the room said to each message. */
  constructor(
    line: RoomLine,
    answered: (message: OwnMessage, answer: Posted | Wait | Refusal) => void,
  ) {
    this.#line = line;
    this.#answered = answered;
  }

  /** Sends when the line stands; held on this page until it is acknowledged. */
  post(text: string): void {
    this.messages.push({ clientId: newClientId(), text, state: 'pending' });
    void this.#send();
  }

  /** The same message once more: the room knows it by its id and keeps it once. */
  retry(clientId: string): void {
    const message = this.messages.find((own) => own.clientId === clientId);
    if (!message) return;
    Object.assign(message, { state: 'pending', refusal: undefined, sendsAt: undefined });
    void this.#send();
  }

  /** Inside the room: what waits goes out. */
  resume(): void {
    this.#stopped = false;
    void this.#send();
  }

  /** Not inside just now: what is written waits. */
  stop(): void {
    this.#stopped = true;
  }

  drop(isKept: (message: OwnMessage) => boolean): void {
    if (this.messages.some(isKept)) this.messages = this.messages.filter((own) => !isKept(own));
  }

  /** One at a time, so that what was written first stands first. */
  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    while (!this.#stopped && this.#line.stands) {
      const next = this.messages.find((message) => message.state === 'pending');
      if (!next || !(await this.#sendOne(next))) break;
    }
    this.#sending = false;
  }

  /** False where the rest has to wait. */
  async #sendOne(message: OwnMessage): Promise<boolean> {
    const { clientId, text } = message;
    const reply = await this.#line.ask('message:post', { clientId, text });
    if (!reply || (!reply.ok && reply.reason !== 'invalid')) {
      this.#line.later('send', TRY_AGAIN_MS, () => void this.#send());
      return false;
    }
    const answer = reply.ok ? reply.value : 'invalid';
    if (typeof answer === 'object' && 'waitMs' in answer) {
      message.sendsAt = Date.now() + answer.waitMs;
      this.#line.later('send', answer.waitMs, () => void this.#send());
      return false;
    }
    if (typeof answer === 'string') Object.assign(message, { state: 'failed', refusal: answer });
    this.#answered(message, answer);
    return true;
  }
}
