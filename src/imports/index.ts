/** The door of imports for anyone: lists that offices send, read row by row before anything becomes of them. */
export { columnsOf, standsBeyond, timesOf, type Cells } from './columns.ts';
export { comparable, lineWithin, phonesIn, phonesSaid, within } from './fitting.ts';
export {
  fateOf,
  IMPORT_KINDS,
  ROWS_SHOWN,
  type Fate,
  type ImportedRow,
  type ImportKind,
  type ImportRecord,
  type ImportSummary,
  type ItemShown,
  type Remembered,
  type RowFilter,
} from './import-record.ts';
export { inParts, type Change, type ImportedList, type Together, type ImportedBy } from './list.ts';
export { addressOf, townOf, townOfCode } from './place.ts';
export type { Reading } from './reading.ts';
export { rowRead, type ReadRow } from './read-row.ts';
export { isReason, OUTCOMES, type Outcome, type Refusal, type Repair } from './reasons.ts';
export { reasonWord } from './reason-words.ts';
export { fileRefusalWord, importKindWord, importStateWord, outcomeWord } from './words.ts';
