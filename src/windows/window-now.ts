import type { OpenState } from './hours.ts';
import type { WindowRecord } from './window.ts';

/** A window with what is true of it at this moment. */
export interface WindowNow {
  window: WindowRecord;
  open: OpenState;
  /** Until when a person has said to be there; null where nobody is there now. */
  staffedUntil: Date | null;
}
