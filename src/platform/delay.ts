/** How long the next try waits: a few are free, then the wait doubles; never a refusal, and never a lock that shuts the owner out. */
import { seconds } from './clock.ts';

const FIRST = seconds(0.5);
const LONGEST = seconds(15);

/** Milliseconds to wait after so many failed tries. */
export const delayAfter = (failures: number, free: number): number =>
  failures < free ? 0 : Math.min(FIRST * 2 ** (failures - free), LONGEST);
