/** Who may do what in a room, and what of it they see. */
import type { Message } from './log/message.ts';
import type { MemberRole, RoomState } from './room.ts';

export const mayModerate = (role: MemberRole): boolean => role === 'host';
export const mayWrite = (state: RoomState): boolean => state === 'open';
/** A contact's room ends with the contact; a session's may be opened again by its host. */
export const mayReopen = (room: { contactId: string | null }): boolean => room.contactId === null;

/** Only where many meet: nobody is silenced in a talk that is theirs alone. */
export const mayModerateMeeting = (actor: Actor): boolean =>
  mayModerate(actor.role) && actor.contactId === null;

/** Hosts moderate participants, never one another; nobody is put out of their own urgent talk. */
export const mayModerateMember = (actor: Actor, other: MemberRole): boolean =>
  mayModerateMeeting(actor) && other === 'participant';

/** The room of a slot has its stand-in; a contact's is handed over at the desk. */
export const mayHandOver = (actor: Actor & { oneToOne: boolean }): boolean =>
  mayModerateMeeting(actor) && !actor.oneToOne;

interface Actor {
  role: MemberRole;
  contactId: string | null;
}

/** A hidden message keeps its place; its words are withheld from everybody. */
export const withoutHiddenText = (message: Message): Message =>
  message.hidden ? { ...message, text: '' } : message;

/** Whoever came later reads from then on: not what was put among the lines before. */
export const withinReach = (message: Message, readsAfter: number): Message =>
  message.standsAfter !== undefined && message.standsAfter < readsAfter
    ? { ...message, hidden: true }
    : message;
