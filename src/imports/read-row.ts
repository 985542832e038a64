/** A row of a list once it is understood: taken as it is, taken with repairs that have names, or refused for a reason that has one. */
import type { SheetRow } from '#platform/sheets';
import type { Outcome, Refusal, Repair } from './reasons.ts';

export interface ReadRow<Item = unknown> {
  line: number;
  cells: string[];
  outcome: Outcome;
  repairs: Repair[];
  refusals: Refusal[];
  /** Words to avoid, pointed out. */
  words: string[];
  /** What the list itself calls it, where it does so once: the same from one list to the next. Else its contents do. */
  numbers: string[];
  /** Equal for rows that become one thing together; null for one that stands for itself. */
  together: string | null;
  /** Null when refused. */
  item: Item | null;
}

/** As it is kept: what only finding the same thing again needs is not read back. */
export type StoredRow = Omit<ReadRow, 'numbers' | 'together'>;

export interface Understood<Item> {
  item: Item | Refusal;
  repairs: Set<Repair>;
  words: string[];
  numbers: string[];
  together: (item: Item) => string | null;
}

/** How a row fared; what is refused keeps no repairs. */
export function rowRead<Item extends object>(
  { line, cells }: SheetRow,
  { item, repairs, words, numbers, together }: Understood<Item>,
): ReadRow<Item> {
  const refused = typeof item === 'string';
  return {
    line,
    cells,
    outcome: refused ? 'refused' : repairs.size > 0 ? 'repaired' : 'accepted',
    repairs: refused ? [] : [...repairs],
    refusals: refused ? [item] : [],
    words,
    numbers,
    together: refused ? null : together(item),
    item: refused ? null : item,
  };
}
