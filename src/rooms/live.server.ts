/** What members hear at once, wherever they are connected. Hints, never the truth. */
import type { AccountId } from '#accounts';
import { seconds } from '#platform/clock';
import { expelFromRoom, publish, publishCoalesced } from '#platform/realtime/server';
import type { RoomNews } from './events.ts';
import type { Message } from './log/message.ts';
import type { MemberId, RoomId } from './room.ts';

const SIDES = ['/participant', '/staff'] as const;

export const socketRoom = (roomId: RoomId): string => `room:${roomId}`;
/** Hosts alone: how other members' lines are is nobody else's to know. */
export const hostsRoom = (roomId: RoomId): string => `room:${roomId}:hosts`;
export const memberRoom = (memberId: MemberId): string => `member:${memberId}`;

export function tellPosted(message: Message): void {
  const event = 'message:posted' satisfies keyof RoomNews;
  for (const side of SIDES) publishCoalesced(side, socketRoom(message.roomId), event, message);
}

export const tellChanged = (roomId: RoomId): void =>
  tell(socketRoom(roomId), 'room:changed', roomId);

/** When a thousand come back at once, each of them need not hear of each. */
export const tellPeopleChanged = (roomId: RoomId): void =>
  tellOnceASecond(socketRoom(roomId), 'people:changed', roomId);

export const tellHosts = (roomId: RoomId): void =>
  tellOnceASecond(hostsRoom(roomId), 'people:changed', roomId);

/** At once: a host must know that somebody in their care found a message unbearable. */
export const tellReports = (roomId: RoomId): void =>
  tell(hostsRoom(roomId), 'reports:changed', roomId);

/** Heard by the hosts and by the member whom it is about. */
export function tellUnheard(roomId: RoomId, memberId: MemberId): void {
  tell(hostsRoom(roomId), 'unheard:changed', roomId);
  tell(memberRoom(memberId), 'unheard:changed', roomId);
}

const aboutToTell = new Set<string>();

function tellOnceASecond(room: string, event: Hint, roomId: RoomId): void {
  const key = `${room} ${event}`;
  if (aboutToTell.has(key)) return;
  aboutToTell.add(key);
  setTimeout(() => {
    aboutToTell.delete(key);
    tell(room, event, roomId);
  }, seconds(1)).unref();
}

/** The member's sockets hear that they are out, then nothing more of the room. */
export function putOut(roomId: RoomId, memberId: MemberId): void {
  tell(memberRoom(memberId), 'member:removed', roomId);
  for (const side of SIDES)
    for (const room of [socketRoom(roomId), hostsRoom(roomId)])
      expelFromRoom(side, memberRoom(memberId), room);
}

/** One member alone, wherever they are connected. */
export const tellMember = (memberId: MemberId, event: Hint, roomId: RoomId): void =>
  tell(memberRoom(memberId), event, roomId);

/** Somebody of the staff, on whatever page of theirs. */
export const tellAccount = (accountId: AccountId, event: ToAccount): void =>
  publish('/staff', `account:${accountId}`, event, {});

type ToAccount = 'hosting:changed' | 'deciding:changed';
type Hint = Exclude<keyof RoomNews, 'message:posted' | ToAccount>;

function tell(room: string, event: Hint, roomId: RoomId): void {
  for (const side of SIDES) publish(side, room, event, { roomId });
}
