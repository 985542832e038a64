import type { Present } from './presence.ts';
import type { DutyRole } from './shift.ts';

export { staffed, type Present, type Shift } from './presence.ts';
export { SHIFT_REQUESTS_KEPT_DAYS } from './promises.ts';
export { MOST_TALKS, SHIFT_ROLES, untilToday, USUAL_TALKS } from './shift.ts';
export type { ShiftInput, ShiftProblem } from './roster/input.ts';
export type { PlannedShift } from './roster/planned-shift.ts';
export { ANSWERS, type Answer, type RequestState } from './requests/request.ts';
export type { ShiftRule } from './roster/rule.ts';
export type { Span } from './span.ts';
export { inHours, isNear, type Stretch } from './roster/week.ts';
export {
  gapsWord,
  shiftNameShort,
  shiftOutcomeWord,
  shiftProblemWord,
  shiftRoleWord,
} from './words.ts';

/** Who could take one more talk at some windows. */
export interface Presence {
  present: (Present & { ringing: number })[];
  /** When a shift next begins or ends; undefined where none does within half a minute. */
  changesAt: Date | undefined;
}

/** A window where a person can answer now, as the public sees it. */
export interface StaffedWindow {
  windowId: string;
  name: string;
  prefCode: string | null;
  code5: string | null;
  /** Until when somebody has said to be there. */
  until: Date;
}

/** When an account's duty under way ends, in milliseconds since 1970; null when it is off duty. */
export const endOfDuty = (windows: Pick<DutyWindow, 'until'>[]): number | null =>
  windows.reduce<number | null>(
    (latest, { until }) => (until ? Math.max(latest ?? 0, until.getTime()) : latest),
    null,
  );

/** A window this account may be on duty at, and until when it is now. */
export interface DutyWindow {
  windowId: string;
  name: string;
  role: DutyRole;
  /** End of the shift under way, null when off duty. */
  until: Date | null;
}
