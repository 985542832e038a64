/** What became of a row or a file, as its sender reads it: what was done, or what to do. */
import { m } from '#paraglide/messages';
import type { FileRefusal, ImportKind, ImportState } from './import-record.ts';
import { REPAIRS, type Outcome, type Refusal, type Repair } from './reasons.ts';

export const reasonWord = (reason: Repair | Refusal): string =>
  isRepair(reason) ? m[`imports_repair_${reason}`]() : m[`imports_refusal_${reason}`]();

const isRepair = (reason: string): reason is Repair =>
  (REPAIRS as readonly string[]).includes(reason);

export const fileRefusalWord = (refusal: FileRefusal): string => m[`imports_file_${refusal}`]();

export const outcomeWord = (outcome: Outcome): string => m[`imports_outcome_${outcome}`]();

export const importStateWord = (state: ImportState): string => m[`imports_state_${state}`]();

export const importKindWord = (kind: ImportKind): string => m[`imports_kind_${kind}`]();
