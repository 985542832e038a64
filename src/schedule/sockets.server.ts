/** `/public`: hints about the occurrences on the page that is open. */
import type { Socket } from 'socket.io';
import { z } from 'zod';
import { answer } from '#platform/realtime/server';
import { seatsOf } from './announce.server.ts';
import { listCounted } from './occurrence-queries.server.ts';
import { occurrenceRoom, type Seats } from './events.ts';

const watchInput = z.object({ ids: z.array(z.uuid()).max(100) });

/** Takes `occurrences:watch` of one `/public` socket. */
export function bindSchedule(socket: Socket): void {
  answer(socket, 'occurrences:watch', watchInput, async ({ ids }) => {
    for (const room of socket.rooms)
      if (room.startsWith(occurrenceRoom(''))) await socket.leave(room);
    await socket.join(ids.map(occurrenceRoom));
    return seatsNow(ids);
  });
}

const seatsNow = async (ids: string[]): Promise<Seats[]> =>
  ids.length === 0 ? [] : (await listCounted(ids)).map(seatsOf);
