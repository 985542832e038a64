/** A member's device in its rooms. Every event is authorised again against the database, by the verb it calls. */
import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io';
import { log } from '#platform/log';
import { answer } from '#platform/realtime/server';
import type { Entered } from './events.ts';
import type { RoomViewer } from './index.ts';
import { afterInput, enterInput, postInput, roomInput, type AfterInput } from './input.ts';
import { memberRoom, socketRoom } from './live.server.ts';
import { peopleOf } from './members.server.ts';
import { roomOf } from './membership.server.ts';
import { messagesAfter, postMessage } from './messages.server.ts';
import { beginPresence, endPresence } from './presence.server.ts';
import type { Connection } from './presence-queries.server.ts';
import type { RoomId, RoomView } from './room.ts';

/** Lets a signed-in socket into the rooms of its viewer; the gateway calls it once for each connection. */
export function bindRooms(socket: Socket, viewer: RoomViewer): void {
  const visit = new Visit(socket, viewer);
  answer(socket, 'room:enter', enterInput, (input) => visit.enter(input));
  answer(socket, 'room:leave', roomInput, ({ roomId }) => visit.leave(roomId));
  answer(socket, 'room:people', roomInput, ({ roomId }) => peopleOf(viewer, roomId));
  answer(socket, 'messages:after', afterInput, (input) => messagesAfter(viewer, input));
  answer(socket, 'message:post', postInput, (input) => postMessage(viewer, input));
  socket.on('disconnect', () => visit.end());
}

/** One socket's presence in the rooms it has entered. */
class Visit {
  private readonly inside = new Map<RoomId, Connection>();
  private readonly socket: Socket;
  private readonly viewer: RoomViewer;

  constructor(socket: Socket, viewer: RoomViewer) {
    this.socket = socket;
    this.viewer = viewer;
  }

  /** Joins before it reads, so that nothing falls between; the reading finds out who was removed in that moment. */
  async enter({ roomId, after }: AfterInput): Promise<Entered | 'not_found'> {
    const room = await roomOf(this.viewer, roomId);
    if (!room) return 'not_found';
    await this.socket.join([socketRoom(roomId), memberRoom(room.me.memberId)]);
    const page = await messagesAfter(this.viewer, { roomId, after });
    if (page === 'not_found') {
      await this.socket.leave(socketRoom(roomId));
      return 'not_found';
    }
    await this.appear(room);
    return { room: { ...room, state: page.state, seq: page.seq }, page };
  }

  private async appear(room: RoomView): Promise<void> {
    if (this.inside.has(room.id)) return;
    const { memberId } = room.me;
    const connection = { connection: randomUUID(), roomId: room.id, memberId };
    this.inside.set(room.id, connection);
    await beginPresence(connection);
    if (!this.socket.connected) this.end();
  }

  async leave(roomId: RoomId): Promise<'left'> {
    const connection = this.inside.get(roomId);
    this.inside.delete(roomId);
    await this.socket.leave(socketRoom(roomId));
    if (connection) await endPresence([connection]);
    return 'left';
  }

  end(): void {
    const connections = [...this.inside.values()];
    this.inside.clear();
    endPresence(connections).catch((error: unknown) =>
      log.warn({ err: error }, 'a presence ends by itself'),
    );
  }
}
