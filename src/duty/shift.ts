import { hours, later, minutes } from '#platform/clock';

export type DutyRole = 'window_staff' | 'peer_supporter';

export const LONGEST_SHIFT_MS = hours(12);
const SHORTEST_SHIFT_MS = minutes(1);

/** Whether a shift may run from `now` until this moment. */
export const mayLastUntil = (until: Date, now: Date): boolean =>
  until >= later(now, SHORTEST_SHIFT_MS) && until <= later(now, LONGEST_SHIFT_MS);
