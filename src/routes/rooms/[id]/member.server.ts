import { error } from '@sveltejs/kit';
import type { RoomViewer, RoomView } from '#rooms';
import { roomOf } from '#rooms/server';

/** Whom of those signed in here the room knows: the anonymous person, else the staff member. 404 for everybody else. */
export async function memberOf(
  locals: App.Locals,
  roomId: string,
): Promise<{ viewer: RoomViewer; room: RoomView }> {
  for (const viewer of [locals.participant, locals.account]) {
    const room = viewer && (await roomOf(viewer, roomId));
    if (room) return { viewer, room };
  }
  error(404);
}
