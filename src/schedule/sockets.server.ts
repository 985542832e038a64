/** `/public`: hints about the occurrences on the page that is open. */
import type { Socket } from 'socket.io';
import { z } from 'zod';
import { db } from '#platform/db';
import { answer } from '#platform/realtime/server';
import { seatsOf } from './announce.server.ts';
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

async function seatsNow(ids: string[]): Promise<Seats[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .select(['o.id', 'o.taken', 'o.capacity', 'o.waiting'])
    .where('o.id', 'in', ids)
    .where('s.state', '<>', 'draft')
    .execute();
  return rows.map(seatsOf);
}
