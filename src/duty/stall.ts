const TOLERATED_MS = 2_000;

/** How long a loop that looks every `everyMs` was itself held up; small delays count as none. */
export function stallOf(previous: Date | undefined, at: Date, everyMs: number): number {
  if (!previous) return 0;
  const late = at.getTime() - previous.getTime() - everyMs;
  return late > TOLERATED_MS ? late : 0;
}
