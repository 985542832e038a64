/** Who may do what in a room, and what of it they see. */
import type { Message } from './message.ts';
import type { MemberRole, RoomState } from './room.ts';

export const mayModerate = (role: MemberRole): boolean => role === 'host';
export const mayWrite = (state: RoomState): boolean => state === 'open';
/** A contact's room ends with the contact; a session's may be opened again by its host. */
export const mayReopen = (room: { contactId: string | null }): boolean => room.contactId === null;

/** Hosts moderate participants, never one another. */
export const mayRemove = (actor: MemberRole, other: MemberRole): boolean =>
  actor === 'host' && other === 'participant';

/** A hidden message keeps its place; its words are withheld from everybody. */
export const withoutHiddenText = (message: Message): Message =>
  message.hidden ? { ...message, text: '' } : message;
