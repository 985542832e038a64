/** What `/public` says about the schedule. */

export interface Seats {
  occurrenceId: string;
  taken: number;
  capacity: number | null;
  waiting: number;
}

/** Hints, to those who watch the occurrence. */
export interface ScheduleNews {
  'seats:changed': (seats: Seats) => void;
  /** Moved or cancelled: load the page's data again. */
  'schedule:changed': (change: { occurrenceId: string }) => void;
}

export const occurrenceRoom = (occurrenceId: string): string => `occurrence:${occurrenceId}`;
