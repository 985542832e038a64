/** What `/public` says about the schedule. */
import type { Liveliness } from './occurrence.ts';

export interface Seats {
  occurrenceId: string;
  taken: number;
  capacity: number | null;
  waiting: number;
}

/** How it is at a gathering place now: told from there, or closed for today. */
export interface PlaceNow {
  occurrenceId: string;
  is: Liveliness | 'closed' | null;
}

/** Hints, to those who watch the occurrence. */
export interface ScheduleNews {
  'seats:changed': (seats: Seats) => void;
  /** Shown at once where the place stands on a page. */
  'place:told': (place: PlaceNow) => void;
  /** Moved or cancelled: load the page's data again. */
  'schedule:changed': (change: { occurrenceId: string }) => void;
}

export const occurrenceRoom = (occurrenceId: string): string => `occurrence:${occurrenceId}`;
