/** Milliseconds, as the drills' reports tell them. */
export interface Times {
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export function timesOf(all: number[]): Times {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
