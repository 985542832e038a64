import { onTestFinished } from 'vitest';
import { replaceClock } from '#platform/clock';

/** A clock the test moves by hand; the real one returns when the test is over. */
export function useFakeClock(start: string | Date): {
  now: Date;
  advance(ms: number): void;
  set(at: Date): void;
} {
  let at = new Date(start).getTime();
  onTestFinished(replaceClock(() => at));
  return {
    get now() {
      return new Date(at);
    },
    advance: (ms) => void (at += ms),
    set: (instant) => void (at = instant.getTime()),
  };
}
