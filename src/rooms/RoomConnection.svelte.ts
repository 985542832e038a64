/**
 * One room on one member's screen: what was kept, what is still waiting to be kept, and whether the line stands.
 * What it is told is a hint; after every cut, on every gap and each half minute it asks for what follows its last number.
 */
import { newClientId } from './client-id.ts';
import type { PostRefusal } from './events.ts';
import { MessageLog } from './message-log.ts';
import { PAGE_SIZE, type Message, type MessagePage } from './message.ts';
import { RoomLine, type Listeners } from './room-line.ts';
import type { People, RoomState, RoomView } from './room.ts';

export type Link = 'connecting' | 'connected' | 'reconnecting' | 'offline' | 'removed';

/** A message of one's own that is not yet known to be kept. */
export interface OwnMessage {
  clientId: string;
  text: string;
  state: 'pending' | 'failed';
  refusal?: PostRefusal | 'invalid' | undefined;
}

interface Start {
  room: RoomView;
  page: MessagePage;
  people?: People | undefined;
  namespace: '/participant' | '/staff';
}

const ASK_EVERY_MS = 30_000;
const GAP_MAY_FILL_MS = 300;
const PEOPLE_AT_MOST_EVERY_MS = 4_000;
const TRY_AGAIN_MS = 3_000;

export class RoomConnection {
  readonly room: RoomView;
  messages = $state.raw<Message[]>([]);
  own = $state<OwnMessage[]>([]);
  link = $state<Link>('connecting');
  roomState = $state<RoomState>('prepared');
  people = $state.raw<People | undefined>();
  /** After a cut: how many of the others' messages came meanwhile, and the first one's number. */
  missed = $state.raw<{ count: number; from: number } | undefined>();
  hasEarlier = $state(false);

  readonly #namespace: '/participant' | '/staff';
  readonly #log: MessageLog;
  readonly #line: RoomLine;
  #sending = false;
  #wasCut = false;

  constructor({ room, page, people, namespace }: Start) {
    this.room = room;
    this.people = people;
    this.#namespace = namespace;
    this.#log = new MessageLog(page);
    this.#line = new RoomLine(room.id);
    this.hasEarlier = page.messages.length >= PAGE_SIZE;
    this.#show(page.state);
  }

  /** Takes up the line; the returned function lets it go. */
  start(): () => void {
    void this.#line.open(this.#namespace, this.#listeners()).then(() => {
      if (this.#line.stands) void this.#enter();
      this.#line.later('ask', ASK_EVERY_MS, () => this.#askAgain());
    });
    return () => this.#line.close();
  }

  /** Sends when the line stands; held on this page until it is acknowledged. */
  post(text: string): void {
    this.own.push({ clientId: newClientId(), text, state: 'pending' });
    void this.#send();
  }

  /** The same message once more: the room knows it by its id and keeps it once. */
  retry(clientId: string): void {
    const message = this.own.find((waiting) => waiting.clientId === clientId);
    if (!message) return;
    Object.assign(message, { state: 'pending', refusal: undefined });
    void this.#send();
  }

  async loadEarlier(): Promise<void> {
    const first = this.messages[0]?.seq ?? 1;
    const after = Math.max(0, first - 1 - PAGE_SIZE);
    const reply = await this.#line.ask('messages:after', { after });
    if (!reply?.ok || reply.value === 'not_found') return;
    const earlier = reply.value.messages.filter((message) => message.seq < first);
    this.#log.prepend(earlier);
    this.hasEarlier = earlier.length > 0 && after > 0;
    this.#show(reply.value.state);
  }

  #listeners(): Listeners {
    const here = (act: () => void) => (news: { roomId: string }) => {
      if (news.roomId === this.room.id) act();
    };
    return {
      connect: () => void this.#enter(),
      disconnect: () => this.#cut(),
      connect_error: () => this.#cut(),
      'message:posted': (messages: Message[]) => this.#hear(messages),
      'room:changed': here(() => void this.#resume()),
      'people:changed': here(() =>
        this.#line.later('people', soon(PEOPLE_AT_MOST_EVERY_MS), () => void this.#askPeople()),
      ),
      'member:removed': here(() => (this.link = 'removed')),
    };
  }

  async #enter(): Promise<void> {
    const before = this.#log.last;
    const reply = await this.#line.ask('room:enter', { after: before });
    if (!reply?.ok) return this.#line.later('enter', soon(TRY_AGAIN_MS), () => void this.#enter());
    if (reply.value === 'not_found') return void (this.link = 'removed');
    await this.#take(reply.value.page);
    if (this.#wasCut) this.#countMissed(before);
    this.#wasCut = false;
    this.link = 'connected';
    void this.#send();
    await this.#askPeople();
  }

  /** Asks for what follows the last number. */
  async #resume(): Promise<void> {
    const reply = await this.#line.ask('messages:after', { after: this.#log.last });
    if (!reply?.ok) return;
    if (reply.value === 'not_found') this.link = 'removed';
    else await this.#take(reply.value);
  }

  async #take(page: MessagePage): Promise<void> {
    this.#log.take(page);
    this.#show(page.state);
    if (page.more) await this.#resume();
  }

  #hear(messages: Message[]): void {
    const news = messages.filter((message) => message.roomId === this.room.id);
    if (news.length === 0) return;
    this.#log.hear(news);
    const told = news.findLast((message) => message.kind === 'opened' || message.kind === 'closed');
    this.#show(told ? (told.kind === 'opened' ? 'open' : 'closed') : this.roomState);
    if (this.#log.hasGap) this.#line.later('gap', GAP_MAY_FILL_MS, () => void this.#resume());
  }

  #show(state: RoomState): void {
    this.roomState = state;
    this.messages = this.#log.messages;
    this.own = this.own.filter((waiting) => !this.#log.hasOwn(this.room.me.memberId, waiting));
  }

  #countMissed(before: number): void {
    const others = this.messages.filter(
      (message) => message.seq > before && message.authorId !== this.room.me.memberId,
    );
    this.missed = { count: others.length, from: others[0]?.seq ?? 0 };
  }

  #cut(): void {
    if (this.link === 'removed') return;
    if (this.link === 'connected') this.missed = undefined;
    this.#wasCut ||= this.link === 'connected';
    this.link = navigator.onLine ? 'reconnecting' : 'offline';
    if (this.#line.isDown)
      this.#line.later('connect', soon(TRY_AGAIN_MS), () => this.#line.reopen());
  }

  /** One at a time, so that what was written first stands first. */
  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    while (this.#line.stands && this.link === 'connected') {
      const next = this.own.find((message) => message.state === 'pending');
      if (!next || !(await this.#sendOne(next))) break;
    }
    this.#sending = false;
  }

  /** False where the rest has to wait. */
  async #sendOne({ clientId, text }: OwnMessage): Promise<boolean> {
    const reply = await this.#line.ask('message:post', { clientId, text });
    if (!reply || (!reply.ok && reply.reason !== 'invalid')) {
      this.#line.later('send', TRY_AGAIN_MS, () => void this.#send());
      return false;
    }
    const value = reply.ok ? reply.value : 'invalid';
    if (typeof value === 'string') this.#refused(clientId, value);
    else this.#kept(clientId, text, value.seq);
    return true;
  }

  #refused(clientId: string, refusal: PostRefusal | 'invalid'): void {
    const message = this.own.find((waiting) => waiting.clientId === clientId);
    if (message) Object.assign(message, { state: 'failed', refusal });
    if (refusal === 'not_found') this.link = 'removed';
    if (refusal === 'closed') void this.#resume();
  }

  #kept(clientId: string, text: string, seq: number): void {
    const { memberId, nickname, role } = this.room.me;
    const about = { roomId: this.room.id, kind: 'text' as const, hidden: false };
    const author = { authorId: memberId, nickname, host: role === 'host' };
    this.#hear([{ ...about, ...author, seq, text, clientId, sentAt: Date.now() }]);
  }

  async #askPeople(): Promise<void> {
    const reply = await this.#line.ask('room:people', {});
    if (reply?.ok && reply.value !== 'not_found') this.people = reply.value;
  }

  #askAgain(): void {
    if (this.link === 'connected') void this.#resume().then(() => this.#send());
    this.#line.later('ask', ASK_EVERY_MS, () => this.#askAgain());
  }
}

/** Not all at the same moment, when the server comes back. */
const soon = (ms: number) => ms * (0.5 + Math.random() / 2);
