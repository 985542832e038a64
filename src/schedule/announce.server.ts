/** Hints to whoever looks at an occurrence; call after the commit. */
import { publish } from '#platform/realtime/server';
import { occurrenceRoom, type PlaceNow, type ScheduleNews, type Seats } from './events.ts';

interface Counted {
  id: string;
  taken: number;
  capacity: number | null;
  waiting: number;
}

/** Places were taken or given back: `signup` calls this too. */
export function announceSeats(occurrence: Counted): void {
  const event = 'seats:changed' satisfies keyof ScheduleNews;
  publish('/public', occurrenceRoom(occurrence.id), event, seatsOf(occurrence));
}

/** Moved, cancelled or newly planned. */
export function announceChange(occurrence: Counted): void {
  announceSeats(occurrence);
  announceFacts(occurrence.id);
}

/** What its series tells of it was changed: whoever has it open reads it again. */
export function announceFacts(occurrenceId: string): void {
  const event = 'schedule:changed' satisfies keyof ScheduleNews;
  publish('/public', occurrenceRoom(occurrenceId), event, { occurrenceId });
}

/** Told from a gathering place. */
export function announcePlace(place: PlaceNow): void {
  const event = 'place:told' satisfies keyof ScheduleNews;
  publish('/public', occurrenceRoom(place.occurrenceId), event, place);
}

export const seatsOf = ({ id, taken, capacity, waiting }: Counted): Seats => ({
  occurrenceId: id,
  taken,
  capacity,
  waiting,
});
