/** Lines of floor, ours and ratio: absolute figures are this machine's, only the ratios are goals; and figures with a limit. */
import { loadavg } from 'node:os';
import { byTurns, median, spread } from './measure.ts';

export interface Line {
  name: string;
  unit: string;
  floor: number;
  ours: number;
  ratio: number;
  noisy: boolean;
}

export interface Figure {
  name: string;
  value: number;
  limit: number;
  unit: string;
}

interface Comparison {
  name: string;
  unit: string;
  floor(): Promise<number>;
  ours(): Promise<number>;
}

const RUNS = 3;
const NOISY = 1.5;

/** Medians of three runs by turns; a noisy line is measured once more before it is believed. */
export async function compare(comparison: Comparison): Promise<Line> {
  const first = await measureOnce(comparison);
  return first.noisy ? measureOnce(comparison) : first;
}

async function measureOnce({ name, unit, floor, ours }: Comparison): Promise<Line> {
  return lineOf(name, unit, await byTurns(RUNS, floor, ours));
}

export function lineOf(
  name: string,
  unit: string,
  taken: { floor: number[]; ours: number[] },
): Line {
  const of = { floor: median(taken.floor), ours: median(taken.ours) };
  const noisy = Math.max(spread(taken.floor), spread(taken.ours)) > NOISY;
  return { name, unit, ...of, ratio: of.ours / of.floor, noisy };
}

export function printLines(title: string, lines: Line[]): void {
  process.stdout.write(
    `\n${title} (load ${loadavg()
      .map((n) => n.toFixed(1))
      .join(' ')})\n`,
  );
  for (const line of lines) {
    const figures = `floor ${round(line.floor)}, ours ${round(line.ours)} ${line.unit}`;
    process.stdout.write(
      `  ${line.ratio.toFixed(2)} ×  ${line.name}: ${figures}${line.noisy ? ' (noisy)' : ''}\n`,
    );
  }
}

const round = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

export function printFigures(figures: Figure[]): void {
  process.stdout.write('\nFigures with a limit\n');
  for (const { name, value, limit, unit } of figures) {
    const kept = value <= limit ? 'kept' : 'NOT KEPT';
    process.stdout.write(`  ${value.toPrecision(3)} ${unit} (limit ${limit}): ${name}, ${kept}\n`);
  }
}
