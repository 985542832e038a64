/** What the heads of lists are called, by hand and by standards. */
import type { SheetRow } from '#platform/sheets';

/** Field → heads as `normalHead` writes them, the likeliest first. */
export type Columns<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** A row by what its cells mean; what is not there reads as nothing. */
export type Cells<Field extends string> = (field: Field) => string;

/** Where the fields stand. Where a list has two columns of one field, the first that is filled counts. */
export function columnsOf<Field extends string>(columns: Columns<Field>, heads: string[]) {
  const places = new Map<string, number[]>();
  for (const [field, names] of Object.entries<readonly string[]>(columns))
    places.set(
      field,
      names.map((name) => heads.indexOf(name)).filter((at) => at >= 0),
    );
  return {
    has: (field: Field): boolean => (places.get(field)?.length ?? 0) > 0,
    cellsOf:
      ({ cells }: SheetRow): Cells<Field> =>
      (field) =>
        (places.get(field) ?? []).map((at) => (cells[at] ?? '').trim()).find(Boolean) ?? '',
  };
}

/** Cells that stand under no head: a separator too many has moved the whole row. */
export const standsBeyond = (heads: string[], { cells }: SheetRow): boolean =>
  cells.slice(heads.length).some((cell) => cell.trim() !== '');

/** How often each is there. */
export function timesOf(numbers: Iterable<string>): Map<string, number> {
  const times = new Map<string, number>();
  for (const number of numbers) times.set(number, (times.get(number) ?? 0) + 1);
  return times;
}
