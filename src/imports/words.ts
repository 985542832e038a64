/** What became of a row or a file, as its sender reads it: what was done, or what to do. */
import { m } from '#paraglide/messages';
import type { FileRefusal, HandInRefusal, ImportKind, ImportState } from './import-record.ts';
import type { Outcome } from './reasons.ts';

const FILE_REFUSALS: Record<FileRefusal | HandInRefusal, () => string> = {
  empty: m.imports_file_empty,
  too_large: m.imports_file_too_large,
  too_many_rows: m.imports_file_too_many_rows,
  too_many_columns: m.imports_file_too_many_columns,
  too_far_out: m.imports_file_too_far_out,
  unpacks_too_large: m.imports_file_unpacks_too_large,
  old_workbook: m.imports_file_old_workbook,
  not_a_sheet: m.imports_file_not_a_sheet,
  unknown_encoding: m.imports_file_unknown_encoding,
  no_heads: m.imports_file_no_heads,
  quote_left_open: m.imports_file_quote_left_open,
  cell_too_long: m.imports_file_cell_too_long,
  no_events: m.imports_file_no_events,
  no_windows: m.imports_file_no_windows,
  broke: m.imports_file_broke,
  too_many: m.imports_file_too_many,
  hidden_too_large: m.imports_file_hidden_too_large,
  hidden_too_many: m.imports_file_hidden_too_many,
  hidden_together: m.imports_file_hidden_together,
};

export const fileRefusalWord = (refusal: FileRefusal | HandInRefusal): string =>
  FILE_REFUSALS[refusal]();

export const outcomeWord = (outcome: Outcome): string =>
  ({
    accepted: m.imports_outcome_accepted,
    repaired: m.imports_outcome_repaired,
    refused: m.imports_outcome_refused,
  })[outcome]();

export const importStateWord = (state: ImportState): string =>
  ({
    reading: m.imports_state_reading,
    refused: m.imports_state_refused,
    previewed: m.imports_state_previewed,
    confirming: m.imports_state_confirming,
    committed: m.imports_state_committed,
    undone: m.imports_state_undone,
  })[state]();

export const importKindWord = (kind: ImportKind): string =>
  ({
    events: m.imports_kind_events,
    windows: m.imports_kind_windows,
  })[kind]();
