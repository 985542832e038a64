import type { Ask } from '#platform/realtime';
import type { Message, MessagePage } from './log/message.ts';
import type { People, RoomId, RoomView } from './room.ts';
import type { Unheard } from './hearing/unheard.ts';

export type Posted = { seq: number };
/** Not yet: how long until this member may write again. */
export type Wait = { waitMs: number };
export type PostRefusal = 'not_found' | 'closed' | 'conflict' | 'muted';
export interface Entered {
  room: RoomView;
  page: MessagePage;
}

/** What a member's device asks. */
export interface RoomAsks {
  'room:enter': Ask<{ roomId: string; after: number }, Entered | 'not_found'>;
  'room:leave': Ask<{ roomId: string }, 'left'>;
  'room:people': Ask<{ roomId: string }, People | 'not_found'>;
  'room:unheard': Ask<{ roomId: string }, Unheard | 'not_found'>;
  'hearing:lost': Ask<{ roomId: string }, 'said' | 'soon' | 'closed' | 'not_found'>;
  'hearing:back': Ask<{ roomId: string }, 'taken_back' | 'not_found'>;
  'hearing:answer': Ask<{ roomId: string; memberId: string }, 'seen' | 'not_found'>;
  'messages:after': Ask<{ roomId: string; after: number }, MessagePage | 'not_found'>;
  'message:post': Ask<
    { roomId: string; clientId: string; text: string },
    Posted | Wait | PostRefusal
  >;
}

/** What members are told; hints only, a device asks for what follows its last number. */
export interface RoomNews {
  /** All messages of one tick, in order. */
  'message:posted': (messages: Message[]) => void;
  /** State or hidden messages are no longer what they were. */
  'room:changed': (news: { roomId: RoomId }) => void;
  'people:changed': (news: { roomId: RoomId }) => void;
  /** To hosts, and to the member whom it is about. */
  'unheard:changed': (news: { roomId: RoomId }) => void;
  /** To hosts: somebody has reported a participant's message, or it was decided. */
  'reports:changed': (news: { roomId: RoomId }) => void;
  /** To an account that decides on reports: there is another, or one less. */
  'deciding:changed': (news: object) => void;
  /** To the account that is asked to host a room, or is asked no more. */
  'hosting:changed': (news: object) => void;
  /** To the removed member only. */
  'member:removed': (news: { roomId: RoomId }) => void;
}
