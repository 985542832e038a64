import type { LocalDate } from '#platform/tokyo';
import type { ShiftRole } from '../shift.ts';
import type { Span } from '../span.ts';

/** A shift as it is planned, or was. */
export interface PlannedShift extends Span {
  id: string;
  windowId: string;
  accountId: string;
  role: ShiftRole;
  capacity: number;
  /** What laid it, and for which date; null for a single one. */
  ruleId: string | null;
  ruleDate: LocalDate | null;
  /** Grows with every change. */
  edition: number;
  /** Taken off: it stands no more. */
  off: boolean;
}
