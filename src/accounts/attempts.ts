/** Failed sign-ins slow the next try of the same login, and never lock it: a lock would shut out its owner. */
import { minutes, seconds } from '#platform/clock';

const FREE = 3;
const LONGEST = seconds(15);

/** After a quarter of an hour without a try the count starts again. */
export const FORGOTTEN_AFTER = minutes(15);

/** Milliseconds that the try number `tries` waits before it is looked at. */
export const delayBefore = (tries: number): number =>
  tries <= FREE ? 0 : Math.min(LONGEST, seconds(0.5) * 2 ** (tries - FREE - 1));
