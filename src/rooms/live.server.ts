/** What members hear at once, wherever they are connected. Hints, never the truth. */
import { seconds } from '#platform/clock';
import { expelFromRoom, publish, publishCoalesced } from '#platform/realtime/server';
import type { RoomNews } from './events.ts';
import type { Message } from './message.ts';
import type { MemberId, RoomId } from './room.ts';

const SIDES = ['/participant', '/staff'] as const;

export const socketRoom = (roomId: RoomId): string => `room:${roomId}`;
export const memberRoom = (memberId: MemberId): string => `member:${memberId}`;

export function tellPosted(message: Message): void {
  const event = 'message:posted' satisfies keyof RoomNews;
  for (const side of SIDES) publishCoalesced(side, socketRoom(message.roomId), event, message);
}

export const tellChanged = (roomId: RoomId): void =>
  tell(socketRoom(roomId), 'room:changed', roomId);

const aboutToTell = new Set<RoomId>();

/** At most once a second a room: when a thousand come back at once, each of them need not hear of each. */
export function tellPeopleChanged(roomId: RoomId): void {
  if (aboutToTell.has(roomId)) return;
  aboutToTell.add(roomId);
  setTimeout(() => {
    aboutToTell.delete(roomId);
    tell(socketRoom(roomId), 'people:changed', roomId);
  }, seconds(1)).unref();
}

/** The member's sockets hear that they are out, then nothing more of the room. */
export function putOut(roomId: RoomId, memberId: MemberId): void {
  tell(memberRoom(memberId), 'member:removed', roomId);
  for (const side of SIDES) expelFromRoom(side, memberRoom(memberId), socketRoom(roomId));
}

function tell(
  room: string,
  event: Exclude<keyof RoomNews, 'message:posted'>,
  roomId: RoomId,
): void {
  for (const side of SIDES) publish(side, room, event, { roomId });
}
