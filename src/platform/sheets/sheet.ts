/** A table as somebody sent it: whatever program wrote it, heads and rows of text. */

export type SheetEncoding = 'utf-8' | 'cp932' | 'euc-jp' | 'utf-16le' | 'utf-16be' | 'xlsx';

export const SEPARATORS = [',', '\t', ';'] as const;
export type Separator = (typeof SEPARATORS)[number];

export interface SheetRow {
  /** Where it begins in the file, the first line being 1; in a workbook the row's own number. */
  line: number;
  cells: string[];
}

export interface Sheet {
  encoding: SheetEncoding;
  /** Null in a workbook. */
  separator: Separator | null;
  /** As `normalHead` writes them. */
  heads: string[];
  /** Without those that are empty from end to end. */
  rows: SheetRow[];
}

export type SheetRefusalKind =
  | 'empty'
  | 'too_large'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'too_far_out'
  | 'unpacks_too_large'
  | 'old_workbook'
  | 'not_a_sheet'
  | 'unknown_encoding'
  | 'no_heads'
  | 'quote_left_open'
  | 'cell_too_long';

export interface SheetRefusal {
  refused: SheetRefusalKind;
  line?: number;
}

export const MOST_BYTES = 20 * 1024 * 1024;
export const MOST_ROWS = 50_000;
export const MOST_COLUMNS = 500;
export const LONGEST_CELL = 32_768;

/** 「料金（基本）」 and 「 料金 (基本)」 are one head. */
export const normalHead = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\uFEFF]+/gu, '')
    .replace(/[［〔【]/g, '(')
    .replace(/[］〕】]/g, ')')
    .toLowerCase();

const filled = (cells: string[]): number => cells.filter((cell) => cell.trim() !== '').length;

/** The heads are the first line with two words or more: a title may stand above them. */
export const looksLikeHeads = (cells: string[]): boolean => filled(cells) > 1;

export const isBlank = (cells: string[]): boolean => filled(cells) === 0;

/** One at a time, so that others have their turn between two. */
export function* eachRow<Read>({ rows }: Sheet, read: (row: SheetRow) => Read): Generator<Read> {
  for (const row of rows) yield read(row);
}
