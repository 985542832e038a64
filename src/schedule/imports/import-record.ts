/** An import as its organisation's publishers see it. */
import type { OrganisationId } from '#accounts';
import type { Brand } from '#platform/brand';
import type { Separator, SheetEncoding, SheetRefusalKind } from '#platform/sheets';
import type { ImportedEvent } from './imported-event.ts';
import type { Outcome, Refusal, Repair } from './reasons.ts';

export type ImportId = Brand<string, 'ImportId'>;

export type ImportState = 'reading' | 'refused' | 'previewed' | 'committed' | 'undone';

/** Why a whole file could not be read; `broke` is a fault of ours. */
export type FileRefusal = SheetRefusalKind | 'no_events' | 'broke';

export interface ImportSummary {
  id: ImportId;
  organisationId: OrganisationId;
  fileName: string;
  state: ImportState;
  refusedAs: FileRefusal | null;
  encoding: SheetEncoding | null;
  separator: Separator | null;
  heads: string[];
  /** Rows of the file; null before it was opened. */
  total: number | null;
  rowsRead: number;
  outcomes: Record<Outcome, number>;
  createdAt: Date;
  committedAt: Date | null;
}

export interface ImportedRow {
  line: number;
  outcome: Outcome;
  repairs: Repair[];
  refusals: Refusal[];
  words: string[];
  cells: string[];
  event: ImportedEvent | null;
  /** The series of this row, from this import or an earlier one. */
  seriesId: string | null;
}

/** What confirming did, or taking back left, in series. */
export interface ImportChanges {
  created: number;
  updated: number;
  unchanged: number;
  /** Somebody had worked on them. */
  kept: number;
  undone: number;
}

export interface ImportRecord extends ImportSummary {
  reasons: { reason: Repair | Refusal; rows: number }[];
  flagged: number;
  /** Rows that an earlier import brought already. */
  known: number;
  changes: ImportChanges;
  shown: { rows: ImportedRow[]; count: number };
}

/** Which rows of a preview are looked at. */
export interface RowFilter {
  outcome: Outcome | null;
  reason: Repair | Refusal | null;
  /** From 1. */
  page: number;
}

export const ROWS_SHOWN = 50;

/** What becomes of a series that rows of a list are about. */
export function whatToDo(
  content: string,
  found: { contentHash: string; fingerprint: string; now: string } | undefined,
): ImportedFate {
  if (!found) return 'created';
  if (found.contentHash === content) return 'unchanged';
  return found.fingerprint === found.now ? 'updated' : 'kept';
}

export type ImportedFate = 'created' | 'updated' | 'unchanged' | 'kept';
