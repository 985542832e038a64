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

/** At eleven in the evening of a Thursday, when hardly a desk is open. */
export const useNightClock = () => useFakeClock('2026-11-26T23:00:00+09:00');
