/** Hints to whoever looks at an occurrence; call after the commit. */
import { publish } from '#platform/realtime/server';
import { occurrenceRoom, type Seats } from './events.ts';

interface Counted {
  id: string;
  taken: number;
  capacity: number | null;
  waiting: number;
}

/** Places were taken or given back: `signup` calls this too. */
export function announceSeats(occurrence: Counted): void {
  publish('/public', occurrenceRoom(occurrence.id), 'seats:changed', seatsOf(occurrence));
}

/** Moved, cancelled or newly planned. */
export function announceChange(occurrence: Counted): void {
  announceSeats(occurrence);
  publish('/public', occurrenceRoom(occurrence.id), 'schedule:changed', {
    occurrenceId: occurrence.id,
  });
}

export const seatsOf = ({ id, taken, capacity, waiting }: Counted): Seats => ({
  occurrenceId: id,
  taken,
  capacity,
  waiting,
});
