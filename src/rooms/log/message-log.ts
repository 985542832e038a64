import type { Message, MessagePage } from './message.ts';
import type { MemberId } from '../room.ts';

/** What a device knows of a room, in order, and up to which number it knows everything. */
export class MessageLog {
  /** Everything up to here is known. */
  last: number;
  private readonly known = new Map<number, Message>();
  private hidden: Set<number>;

  constructor(page: MessagePage) {
    this.hidden = new Set(page.hidden);
    for (const message of page.messages) this.known.set(message.seq, message);
    this.last = page.messages.at(-1)?.seq ?? page.seq;
  }

  get messages(): Message[] {
    return [...this.known.values()]
      .sort((a, b) => a.seq - b.seq)
      .map((message) =>
        this.hidden.has(message.seq) ? { ...message, hidden: true, text: '' } : message,
      );
  }

  /** True where something known lies beyond something unknown. */
  get hasGap(): boolean {
    return Math.max(this.last, ...this.known.keys()) > this.last;
  }

  /** True where a line has told more than an answer that comes after it: that was read before. */
  isAheadOf({ seq }: MessagePage): boolean {
    return Math.max(this.last, ...this.known.keys()) > seq;
  }

  /** The room's own answer to "what follows my last number": nothing lies between. */
  take(page: MessagePage): void {
    this.hidden = new Set(page.hidden);
    for (const message of page.messages) this.known.set(message.seq, message);
    this.last = Math.max(this.last, page.messages.at(-1)?.seq ?? 0);
    this.advance();
  }

  /** Hints, in any order, perhaps twice, perhaps with some missing. */
  hear(messages: Message[]): void {
    for (const message of messages)
      if (!this.known.has(message.seq)) this.known.set(message.seq, message);
    this.advance();
  }

  prepend(earlier: Message[]): void {
    for (const message of earlier) this.known.set(message.seq, message);
  }

  hasOwn(author: MemberId, { clientId }: { clientId: string }): boolean {
    for (const message of this.known.values())
      if (message.clientId === clientId && message.authorId === author) return true;
    return false;
  }

  private advance(): void {
    while (this.known.has(this.last + 1)) this.last += 1;
  }
}
