/** An import as those who may hand in such lists see it. */
import type { OrganisationId } from '#accounts';
import type { Brand } from '#platform/brand';
import type { Separator, SheetEncoding, SheetRefusalKind } from '#platform/sheets';
import type { StoredRow } from './read-row.ts';
import type { Outcome, Refusal, Repair } from './reasons.ts';

export type ImportId = Brand<string, 'ImportId'>;

/** Of what: events become drafts of series, windows stand in the directory once confirmed. */
export const IMPORT_KINDS = ['events', 'windows'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export type ImportState =
  'reading' | 'refused' | 'previewed' | 'confirming' | 'committed' | 'undone';

/** Why a whole file could not be read; `broke` is a fault of ours. */
export type FileRefusal = SheetRefusalKind | 'no_events' | 'no_windows' | 'broke';

/** Why a file was not taken in; `hidden_…` are the bounds of organisations that are not public, or of all those together. */
export type HandInRefusal =
  'empty' | 'too_large' | 'too_many' | 'hidden_too_large' | 'hidden_too_many' | 'hidden_together';

export interface ImportSummary {
  id: ImportId;
  kind: ImportKind;
  /** Null where it is the site's own. */
  organisationId: OrganisationId | null;
  fileName: string;
  state: ImportState;
  refusedAs: FileRefusal | null;
  encoding: SheetEncoding | null;
  separator: Separator | null;
  heads: string[];
  /** Rows of the file; null before it was opened. */
  total: number | null;
  rowsRead: number;
  /** Rows that confirming has come past. */
  rowsDone: number;
  outcomes: Record<Outcome, number>;
  createdAt: Date;
  committedAt: Date | null;
}

/** What a row becomes, in a few lines. */
export interface ItemShown {
  title: string;
  lines: string[];
}

export interface ImportedRow extends Omit<StoredRow, 'item'> {
  becomes: ItemShown | null;
  /** What this row is, from this import or an earlier one. */
  subjectId: string | null;
}

/** What confirming did, or taking back left, in things. */
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
  /** Rows that an earlier import brought already; told until it is decided. */
  known: number;
  changes: ImportChanges;
  shown: { rows: ImportedRow[]; count: number };
  /** When it goes, unless it is confirmed; of one that was confirmed, when its rows go. */
  keptUntil: Date;
  /** They have gone: what it made and changed is still known. */
  rowsGone: boolean;
}

/** Which rows of a preview are looked at. */
export interface RowFilter {
  outcome: Outcome | null;
  reason: Repair | Refusal | null;
  /** From 1. */
  page: number;
}

export const ROWS_SHOWN = 25;

export type Fate = 'created' | 'updated' | 'unchanged' | 'kept';

/** What an earlier import made of it, and whether anybody has worked on it since. */
export interface Remembered {
  contentHash: string;
  fingerprint: string;
  /** The fingerprint it has by now. */
  now: string;
}

/** What becomes of a thing that is there and that rows of a list are about; `meant` where they name it by our own id. */
export function fateOf(content: string, found: Remembered | undefined, meant = false): Fate {
  if (found?.contentHash === content) return 'unchanged';
  const untouched = found !== undefined && found.fingerprint === found.now;
  return meant || untouched ? 'updated' : 'kept';
}
