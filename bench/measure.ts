/** Closed loops and percentiles: the one way figures are taken, for floors and for ours alike. */

export interface Figures {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  done: number;
}

/** `callers` act one after another, all at once, for `ms` milliseconds after a fifth of it as warm-up. */
export async function closedLoop(
  callers: number,
  ms: number,
  act: (caller: number) => Promise<void>,
): Promise<Figures> {
  const warmUntil = performance.now() + ms / 5;
  const until = warmUntil + ms;
  const latencies: number[] = [];
  const call = async (caller: number) => {
    for (let start = performance.now(); start < until; start = performance.now()) {
      await act(caller);
      if (start >= warmUntil) latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
  return { ...figuresOf(latencies), perSecond: (latencies.length * 1000) / ms };
}

/** `times` acts, one at a time, after a tenth of them as warm-up. */
export async function oneAtATime(
  times: number,
  act: (turn: number) => Promise<void>,
): Promise<Figures> {
  const latencies: number[] = [];
  const begun = performance.now();
  for (let turn = -Math.ceil(times / 10); turn < times; turn++) {
    const start = performance.now();
    await act(turn);
    if (turn >= 0) latencies.push(performance.now() - start);
  }
  const ms = performance.now() - begun;
  return { ...figuresOf(latencies), perSecond: (latencies.length * 1000) / ms };
}

export function figuresOf(latencies: number[]): Omit<Figures, 'perSecond'> {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    p50: at(0.5),
    p99: at(0.99),
    done: latencies.length,
  };
}

/** Odd runs of floor and ours by turns, so that both meet the same machine; the medians are compared. */
export async function byTurns<T>(
  runs: number,
  floor: () => Promise<T>,
  ours: () => Promise<T>,
): Promise<{ floor: T[]; ours: T[] }> {
  const results: { floor: T[]; ours: T[] } = { floor: [], ours: [] };
  for (let run = 0; run < runs; run++) {
    results.floor.push(await floor());
    results.ours.push(await ours());
  }
  return results;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Largest over smallest: above 1.5 a line is noisy and is measured again. */
export const spread = (values: number[]): number => Math.max(...values) / Math.min(...values);
