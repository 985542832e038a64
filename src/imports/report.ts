/** How a list fared: each row counted once by its outcome, and by each reason. */
import type { ReadRow } from './read-row.ts';
import type { Outcome } from './reasons.ts';

export interface ImportReport {
  rows: number;
  outcomes: Record<Outcome, number>;
  /** By the name of the repair or refusal, the commonest first. */
  reasons: Record<string, number>;
  /** Rows with words to avoid. */
  flagged: number;
}

export function reportOf(
  rows: Iterable<Pick<ReadRow, 'outcome' | 'repairs' | 'refusals' | 'words'>>,
): ImportReport {
  const outcomes = { accepted: 0, repaired: 0, refused: 0 };
  const reasons = new Map<string, number>();
  let [count, flagged] = [0, 0];
  for (const { outcome, repairs, refusals, words } of rows) {
    count += 1;
    outcomes[outcome] += 1;
    if (words.length > 0) flagged += 1;
    for (const reason of [...repairs, ...refusals])
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const ordered = [...reasons].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return { rows: count, outcomes, reasons: Object.fromEntries(ordered), flagged };
}
