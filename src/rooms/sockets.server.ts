/** A member's device in its rooms. Every event is authorised again against the database, by the verb it calls. */
import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io';
import { now } from '#platform/clock';
import { log } from '#platform/log';
import { LINE_ASK } from '#platform/realtime';
import { answer, keepAsking } from '#platform/realtime/server';
import {
  answerCannotHear,
  sayCannotHear,
  takeBackCannotHear,
  unheardIn,
} from './hearing/cannot-hear.server.ts';
import type { Entered } from './events.ts';
import type { RoomViewer } from './index.ts';
import { afterInput, memberInput, postInput, roomInput, type AfterInput } from './input.ts';
import { ANSWER_WITHIN_MS, ASK_EVERY_MS, LineJudgement } from './line/line-quality.ts';
import { hostsRoom, memberRoom, socketRoom } from './live.server.ts';
import { peopleOf } from './members/members.server.ts';
import { roomOf } from './members/membership.server.ts';
import { messagesAfter } from './log/messages.server.ts';
import { postMessage } from './log/posting.server.ts';
import {
  beginPresence,
  cutPresence,
  endPresence,
  judgePresence,
  trustPresence,
} from './members/presence.server.ts';
import type { Connection } from './members/presence-queries.server.ts';
import type { RoomId, RoomView } from './room.ts';

/** Lets a signed-in socket into the rooms of its viewer; the gateway calls it once for each connection. */
export function bindRooms(socket: Socket, viewer: RoomViewer): void {
  const visit = new Visit(socket, viewer);
  answer(socket, 'room:enter', afterInput, (input) => visit.enter(input));
  answer(socket, 'room:leave', roomInput, ({ roomId }) => visit.leave(roomId));
  answer(socket, 'room:people', roomInput, ({ roomId }) => peopleOf(viewer, roomId));
  answer(socket, 'room:unheard', roomInput, ({ roomId }) => unheardIn(viewer, roomId));
  answer(socket, 'hearing:lost', roomInput, ({ roomId }) => sayCannotHear(viewer, roomId));
  answer(socket, 'hearing:back', roomInput, ({ roomId }) => takeBackCannotHear(viewer, roomId));
  answer(socket, 'hearing:answer', memberInput, (input) => answerCannotHear(viewer, input));
  answer(socket, 'messages:after', afterInput, (input) => messagesAfter(viewer, input));
  answer(socket, 'message:post', postInput, (input) => postMessage(viewer, input));
  socket.on('disconnect', (reason) => visit.end(LEAVING.has(reason)));
}

/** A socket that was closed on purpose; every other reason is a line that broke. */
const LEAVING = new Set<string>([
  'client namespace disconnect',
  'server namespace disconnect',
  'server shutting down',
]);

/** One socket's presence in the rooms it has entered, and how well its line carries. */
class Visit {
  private readonly inside = new Map<RoomId, Connection>();
  private readonly line = new LineJudgement(false);
  /** When the line was last known to carry. */
  private heardAt = now();
  private stopAsking: (() => void) | undefined;
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
    if (room.me.role === 'host') await this.socket.join(hostsRoom(roomId));
    else await this.socket.leave(hostsRoom(roomId));
    const page = await messagesAfter(this.viewer, { roomId, after });
    if (page === 'not_found') {
      await this.goOut(roomId);
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
    if (await beginPresence(connection, this.line.unstable)) this.line.unstable = true;
    if (!this.socket.connected) return this.end(false);
    this.stopAsking ??= keepAsking(this.socket, HOW_ASKED, (tookMs) => this.judge(tookMs), report);
  }

  private async judge(tookMs: number | undefined): Promise<void> {
    const changed = this.line.hear(tookMs);
    if (changed && this.line.unstable) await judgePresence(this.connections, this.heardAt);
    else if (changed) await trustPresence(this.connections);
    if (!this.line.unstable) this.heardAt = now();
  }

  private get connections(): Connection[] {
    return [...this.inside.values()];
  }

  private async goOut(roomId: RoomId): Promise<void> {
    for (const room of [socketRoom(roomId), hostsRoom(roomId)]) await this.socket.leave(room);
  }

  async leave(roomId: RoomId): Promise<'left'> {
    const connection = this.inside.get(roomId);
    this.inside.delete(roomId);
    await this.goOut(roomId);
    if (connection) await endPresence([connection]);
    return 'left';
  }

  end(left: boolean): void {
    this.stopAsking?.();
    const { connections } = this;
    this.inside.clear();
    (left ? endPresence(connections) : cutPresence(connections, this.heardAt)).catch(report);
  }
}

const HOW_ASKED = { event: LINE_ASK, everyMs: ASK_EVERY_MS, withinMs: ANSWER_WITHIN_MS };
const report = (error: unknown) => log.warn({ err: error }, 'a presence ends by itself');
