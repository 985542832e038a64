import type { MemberId, Message, RoomId } from '#rooms';

/** A line that あおい wrote; late, and read after another line, where that is named. */
export const aMessage = (seq: number, standsAfter?: number): Message => ({
  roomId: 'room' as RoomId,
  seq,
  kind: 'text',
  authorId: 'あおい' as MemberId,
  nickname: 'あおい',
  host: false,
  part: null,
  text: `${seq}`,
  sentAt: 0,
  clientId: `client-${seq}`,
  hidden: false,
  standsAfter,
});
