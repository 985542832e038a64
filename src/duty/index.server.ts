export { dutyInput } from './input.ts';
export { enterDuty, leaveDuty, leaveShifts, dutyWindowsOf } from './on-duty.server.ts';
export { presenceAt, staffedWindows, whoIsThereAt } from './presence.server.ts';
export {
  awaitDesks,
  beginLease,
  endLease,
  renewHeldLeases,
  renewLease,
  withoutDesk,
} from './leases.server.ts';
export type { LeaseId } from './lease-queries.server.ts';
export { nextShifts, shiftsExpected } from './expected-queries.server.ts';
export { presenceChanged } from './presence-changed.server.ts';
export { dutyTasks } from './due.server.ts';
export { changeShift, putBackShift, takeOffShift } from './roster/changing.server.ts';
export { copyLastWeek, planShift } from './roster/planning.server.ts';
export { followHours } from './roster/laying.server.ts';
export { planList } from './roster/shift-list.server.ts';
export { gapsToldTo } from './gaps/telling.server.ts';
export { openRequests, requestsAt } from './requests/requests.server.ts';
export { askForCover, askForGap, coverChoices } from './requests/asking.server.ts';
export { answerRequest } from './requests/answering.server.ts';
export { rosterWindows, rosterWeek } from './roster/roster.server.ts';
export { isShiftGone, shiftForm } from './roster/shift-page.server.ts';
export {
  dutyCalendar,
  endDutyCalendar,
  giveDutyCalendar,
  hasDutyCalendar,
} from './calendar/calendar.server.ts';
export { dutyJobs } from './jobs.server.ts';
export { loadDemonstrationDuty } from './demonstration.server.ts';
export { bindDuty, bindStaffedWindows } from './sockets.server.ts';
