/** Heads and rows out of whatever comes first to last, within the limits. */
import {
  isBlank,
  LONGEST_CELL,
  looksLikeHeads,
  MOST_COLUMNS,
  MOST_ROWS,
  normalHead,
  type Sheet,
  type SheetRefusal,
  type SheetRow,
} from './sheet.ts';

export async function gatherSheet(
  form: Pick<Sheet, 'encoding' | 'separator'>,
  source: AsyncIterable<SheetRow>,
): Promise<Sheet | SheetRefusal> {
  let heads: string[] | undefined;
  const rows: SheetRow[] = [];
  for await (const { line, cells } of source) {
    if (cells.length > MOST_COLUMNS) return { refused: 'too_many_columns', line };
    const row = { line, cells: cells.map(storable) };
    if (row.cells.some((cell) => cell.length > LONGEST_CELL))
      return { refused: 'cell_too_long', line: row.line };
    if (isBlank(row.cells)) continue;
    if (heads) rows.push(row);
    else if (looksLikeHeads(row.cells)) heads = row.cells.map(normalHead);
    if (rows.length > MOST_ROWS) return { refused: 'too_many_rows', line: row.line };
  }
  if (!heads) return { refused: 'no_heads' };
  return rows.length === 0 ? { refused: 'empty' } : { ...form, heads, rows };
}

/** Without what no database keeps: the sign of nothing, and halves of signs. */
const storable = (cell: string): string => cell.replaceAll('\0', '').toWellFormed();
