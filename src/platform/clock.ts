/**
 * The one source of "now". It runs by itself, so a machine's clock that is set does not move it; on a server it follows the
 * database's clock, so two processes agree.
 */

let offsetMs = 0;
let read = (): number => performance.timeOrigin + performance.now();

export const now = (): Date => new Date(read() + offsetMs);

/**
 * Moves this process's clock to the database's, by no more than is certain: what it showed, it showed between the moment it
 * was asked and the moment its answer was heard.
 */
export function followDatabaseClock(asked: Date, shown: Date, heard = now()): void {
  if (shown < asked) offsetMs += shown.getTime() - asked.getTime();
  if (shown > heard) offsetMs += shown.getTime() - heard.getTime();
}

/** Replaces the underlying clock (milliseconds since 1970); returns what restores it. */
export function replaceClock(clock: () => number): () => void {
  const previous = { read, offsetMs };
  read = clock;
  offsetMs = 0;
  return () => ({ read, offsetMs } = previous);
}

export const later = (from: Date, ms: number): Date => new Date(from.getTime() + ms);
export const seconds = (n: number): number => n * 1_000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;
