/** A room at a time: what each side sees of it. Times are milliseconds since 1970. */
import { minutes } from '#platform/clock';
import { OPENS_BEFORE_MINUTES } from './times.ts';

/** What the person sees. */
export interface Appointed {
  at: number;
  /** Null: whoever of the route is there then. */
  window: string | null;
  /** Set by somebody of a window. */
  byDesk: boolean;
}

/** When and where a talk under way goes on. */
export type NextTime = Pick<Appointed, 'at' | 'window'>;

/** What a desk lists. */
export interface AppointedAtDesk {
  contactId: string;
  name: string;
  at: number;
  window: string | null;
  /** The person has looked since the time was set. */
  known: boolean;
}

export const mayOpenAt = (at: number, now: number): boolean =>
  now >= at - minutes(OPENS_BEFORE_MINUTES);
