/**
 * The talks of a desk as long as its page lives: each with its line, and with what is typed and not sent.
 * Held in memory alone: a desk may stand on a device that several share.
 */
import { SvelteMap } from 'svelte/reactivity';
import { newClientId, RoomConnection } from '#rooms/client';
import { joined } from '../talk/unkept.ts';
import type { DeskTalk } from './desk.ts';
import { glanceOf, neediestFirst, type Glance } from './glance.ts';

export class HeldTalk {
  reply = $state('');
  note = $state('');
  /** Of the note that is being written: sent twice, it is one. */
  noteId = $state(newClientId());
  /** The procedure for danger is open beside the talk. */
  procedure = $state(false);
  readonly connection: RoomConnection;
  readonly #letGo: () => void;

  constructor({ room }: DeskTalk, before?: HeldTalk) {
    this.connection = new RoomConnection({ room, namespace: '/staff' });
    this.reply = before?.reply ?? '';
    this.note = before?.note ?? '';
    this.procedure = before?.procedure ?? false;
    this.#letGo = this.connection.start();
  }

  get glance(): Glance {
    return glanceOf(this.connection.messages, this.connection.room.me.memberId);
  }

  noteKept(): void {
    this.note = '';
    this.noteId = newClientId();
  }

  /** What was on its way is typed text again: the talk may come back. */
  letGo(): void {
    const underWay = this.connection.own.map(({ text }) => text);
    this.reply = joined(...underWay, this.reply);
    this.#letGo();
  }
}

export class HeldTalks {
  readonly #held = new SvelteMap<string, HeldTalk>();
  readonly #resting = new Map<string, HeldTalk>();

  of(contactId: string): HeldTalk | undefined {
    return this.#held.get(contactId);
  }

  /** Takes up what is new and lets go of what is over. */
  follow(talks: DeskTalk[]): void {
    const rooms = new Map(talks.map((talk) => [talk.contactId, talk]));
    for (const [id, held] of this.#held)
      if (rooms.get(id)?.room.me.memberId !== held.connection.room.me.memberId)
        this.#rest(id, held);
    for (const [id, talk] of rooms)
      if (!this.#held.has(id)) this.#held.set(id, new HeldTalk(talk, this.#resting.get(id)));
  }

  letGo(): void {
    for (const [id, held] of this.#held) this.#rest(id, held);
  }

  inNeed(talks: DeskTalk[]): DeskTalk[] {
    const glances = new Map(talks.map((talk) => [talk, this.of(talk.contactId)?.glance ?? UNREAD]));
    return talks.toSorted((a, b) =>
      neediestFirst(glances.get(a) ?? UNREAD, glances.get(b) ?? UNREAD),
    );
  }

  #rest(id: string, held: HeldTalk): void {
    held.letGo();
    this.#held.delete(id);
    this.#resting.set(id, held);
  }
}

const UNREAD: Glance = { last: '', lastAt: 0, unanswered: 0, waitsSince: undefined };
