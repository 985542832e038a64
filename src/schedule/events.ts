/** What `/public` says and is asked about the schedule. */
import type { Ask } from '#platform/realtime';

export interface Seats {
  occurrenceId: string;
  taken: number;
  capacity: number | null;
  waiting: number;
}

export interface PublicScheduleEvents {
  'seats:changed': (seats: Seats) => void;
  /** Moved or cancelled: load the page's data again. */
  'schedule:changed': (change: { occurrenceId: string }) => void;
}

export interface ScheduleQuestions {
  /** From now on hints about these occurrences come; answered with how they stand now. */
  'occurrences:watch': Ask<{ ids: string[] }, Seats[]>;
}

export const occurrenceRoom = (occurrenceId: string): string => `occurrence:${occurrenceId}`;
