/**
 * One room on one member's screen: what was kept, who is there, and whether the line stands.
 * What it is told is a hint; after every cut, on every gap and each half minute it asks for what follows its last number.
 */
import type { LineState } from '#platform/realtime/line';
import type { Posted, Wait } from '../events.ts';
import { Hearing } from '../hearing/Hearing.svelte.ts';
import { MessageLog } from '../log/message-log.ts';
import { PAGE_SIZE, type Message, type MessagePage } from '../log/message.ts';
import { Outbox, type OwnMessage, type Refusal } from '../log/Outbox.svelte.ts';
import { RoomLine, type Listeners } from './room-line.ts';
import type { People, RoomState, RoomView } from '../room.ts';
import type { Unheard } from '../hearing/unheard.ts';

export { newClientId } from '../log/client-id.ts';

export type Link = 'connecting' | 'connected' | 'reconnecting' | 'offline' | 'too_many' | 'removed';

type Voice = Pick<MessagePage, 'slowSeconds' | 'paced' | 'muted' | 'unseen'>;

interface Start {
  room: RoomView;
  /** What the page came with; without it everything is asked for over the line. */
  page?: MessagePage | undefined;
  people?: People | undefined;
  /** Where members may say that they cannot hear. */
  unheard?: Unheard | undefined;
  namespace: '/participant' | '/staff';
}

const ASK_EVERY_MS = 30_000;
const GAP_MAY_FILL_MS = 300;
const PEOPLE_AT_MOST_EVERY_MS = 4_000;
/** Hosts are few, and look after the others; more often, and their line would be held to be a flood. */
const HOSTS_AT_MOST_EVERY_MS = 2_500;
const TRY_AGAIN_MS = 3_000;

export class RoomConnection {
  readonly room: RoomView;
  messages = $state.raw<Message[]>([]);
  link = $state<Link>('connecting');
  roomState = $state<RoomState>('prepared');
  /** How the room asks the reader to write just now. */
  voice = $state.raw<Voice>({ slowSeconds: null, paced: false, muted: false, unseen: [] });
  people = $state.raw<People | undefined>();
  /** After a cut: how many of the others' messages came meanwhile, and the first one's number. */
  missed = $state.raw<{ count: number; from: number } | undefined>();
  hasEarlier = $state(false);
  readonly hearing: Hearing;

  readonly #namespace: '/participant' | '/staff';
  readonly #log: MessageLog;
  readonly #line: RoomLine;
  readonly #outbox: Outbox;
  #wasCut = false;

  constructor({ room, page = unread(room), people, unheard, namespace }: Start) {
    this.room = room;
    this.people = people;
    this.#namespace = namespace;
    this.#log = new MessageLog(page);
    this.#line = new RoomLine(room.id, (state) => this.#follow(state));
    this.#outbox = new Outbox(this.#line, (message, answer) => this.#answered(message, answer));
    this.hearing = new Hearing(this.#line, unheard);
    this.hasEarlier = page.messages.length >= PAGE_SIZE;
    this.voice = page;
    this.#show(page.state);
  }

  /** Takes up the line; the returned function lets it go. */
  start(): () => void {
    this.#line.open(this.#namespace, this.#listeners());
    this.#line.later('ask', ASK_EVERY_MS, () => this.#askAgain());
    // Whoever closes the page has left, whereas a line that breaks off leaves the host in worry.
    const leave = () => this.#line.leave();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      this.#line.close();
    };
  }

  /** Messages of one's own that are not yet known to be kept. */
  get own(): OwnMessage[] {
    return this.#outbox.messages;
  }

  post(text: string): void {
    this.#outbox.post(text);
  }

  retry(clientId: string): void {
    this.#outbox.retry(clientId);
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

  get #peopleEvery(): number {
    return this.room.me.role === 'host' ? HOSTS_AT_MOST_EVERY_MS : PEOPLE_AT_MOST_EVERY_MS;
  }

  #listeners(): Listeners {
    const here = (act: () => void) => (news: { roomId: string }) => {
      if (news.roomId === this.room.id) act();
    };
    return {
      'message:posted': (messages: Message[]) => this.#hear(messages),
      'room:changed': here(() => void this.#resume()),
      'people:changed': here(() => this.#askPeopleLater()),
      'reports:changed': here(() => void this.#askPeople()),
      'unheard:changed': here(() => void this.hearing.read()),
      'member:removed': here(() => this.#putOut()),
    };
  }

  #follow(state: LineState): void {
    if (state === 'stands') void this.#enter();
    else this.#cut(state);
  }

  async #enter(): Promise<void> {
    const before = this.#log.last;
    const reply = await this.#line.ask('room:enter', { after: before });
    if (!reply?.ok) return this.#line.later('enter', soon(TRY_AGAIN_MS), () => void this.#enter());
    if (reply.value === 'not_found') return this.#putOut();
    await this.#take(reply.value.page);
    if (this.#wasCut) this.#countMissed(before);
    this.#wasCut = false;
    this.link = 'connected';
    this.#outbox.resume();
    this.hearing.resume();
    await this.#askPeople();
  }

  /** Asks for what follows the last number. */
  async #resume(): Promise<void> {
    const reply = await this.#line.ask('messages:after', { after: this.#log.last });
    if (!reply?.ok) return;
    if (reply.value === 'not_found') this.#putOut();
    else await this.#take(reply.value);
  }

  async #take(page: MessagePage): Promise<void> {
    // Whether the room is open was perhaps told since, by a line that was faster than this answer.
    const state = this.#log.isAheadOf(page) ? this.roomState : page.state;
    this.#log.take(page);
    this.#show(state);
    this.#speak(page);
    if (page.more) await this.#resume();
  }

  /** Where the room goes faster again, or one may write again, what waits goes out at once. */
  #speak(voice: Voice): void {
    const { slowSeconds, muted } = this.voice;
    this.voice = voice;
    const asBefore = voice.slowSeconds === slowSeconds && voice.muted === muted;
    if (!asBefore) this.#outbox.resume();
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
    this.#outbox.drop((message) => this.#log.hasOwn(this.room.me.memberId, message));
  }

  #countMissed(before: number): void {
    const others = this.messages.filter(
      (message) => message.seq > before && message.authorId !== this.room.me.memberId,
    );
    const inOrder = others.find((message) => message.standsAfter === undefined);
    this.missed = { count: others.length, from: inOrder?.seq ?? 0 };
  }

  #cut(state: LineState): void {
    if (this.link === 'removed') return;
    if (this.link === 'connected') this.missed = undefined;
    this.#wasCut ||= this.link === 'connected';
    this.#outbox.stop();
    if (state === 'too_many') this.link = state;
    else this.link = navigator.onLine ? 'reconnecting' : 'offline';
  }

  #putOut(): void {
    this.link = 'removed';
    this.#outbox.stop();
  }

  #answered({ clientId, text }: OwnMessage, answer: Posted | Wait | Refusal): void {
    if (answer === 'not_found') this.#putOut();
    else if (answer === 'closed' || answer === 'muted') void this.#resume();
    else if (typeof answer === 'object' && 'seq' in answer) this.#kept(clientId, text, answer.seq);
  }

  #kept(clientId: string, text: string, seq: number): void {
    const { memberId, nickname, role, part } = this.room.me;
    const about = { roomId: this.room.id, kind: 'text' as const, hidden: false };
    const author = { authorId: memberId, nickname, host: role === 'host', part };
    this.#hear([{ ...about, ...author, seq, text, clientId, sentAt: Date.now() }]);
  }

  async #askPeople(): Promise<void> {
    const reply = await this.#line.ask('room:people', {});
    if (!reply?.ok) return this.#askPeopleLater();
    if (reply.value !== 'not_found') this.people = reply.value;
  }

  #askPeopleLater(): void {
    this.#line.later('people', soon(this.#peopleEvery), () => void this.#askPeople());
  }

  #askAgain(): void {
    if (this.link === 'connected') void this.#resume().then(() => this.#outbox.resume());
    this.#line.later('ask', ASK_EVERY_MS, () => this.#askAgain());
  }
}

const unread = ({ state }: RoomView): MessagePage => ({
  ...{ messages: [], more: true, state, seq: 0, hidden: [], unseen: [] },
  ...{ slowSeconds: null, paced: false, muted: false },
});

/** Not all at the same moment, when the server comes back. */
const soon = (ms: number) => ms * (0.5 + Math.random() / 2);
