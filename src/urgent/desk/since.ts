/** Whole minutes; none where what came last was timed by a clock ahead of this one. */
export const minutesSince = (since: number, now: number): number =>
  Math.max(0, Math.floor((now - since) / 60_000));
