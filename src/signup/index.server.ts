export { askForCode, askForNoCode, roomCodeOf } from './room/codes.server.ts';
export { attendanceIn, countAttendance } from './attendance/attendance.server.ts';
export { cancelSignup, changeSignup, promoteWaiting, promoteWhereFree } from './change.server.ts';
export { besideTalk, callToTalk, type BesideTalk } from './room/colleague.server.ts';
export { loadDemonstrationSignUps } from './demonstration.server.ts';
export { signupTasks } from './due.server.ts';
export {
  takeChange,
  takeChangeByPhone,
  takeEntry,
  takeSignUp,
  type RefusedChange,
} from './form/entrance.server.ts';
export { standingsOf, stopStanding } from './series/every-date.server.ts';
export { signUpsHeld } from './forgetting.server.ts';
export { asksForTalks, markFirstTalk, openSinceTalk } from './first-talk/first-talks.server.ts';
export { hostMeetingLink, hostOccurrenceRoom } from './room/host.server.ts';
export { decideLateStatement, lateStatementsOf } from './room/late-statements.server.ts';
export { takeFreePlace } from './mine/free-place.server.ts';
export { leaveOrganisation } from './leaving.server.ts';
export { newFormToken } from './form/form-token.server.ts';
export { endFormsOf } from './form/used-forms.server.ts';
export { datesBeside } from './receipt/dates-beside.server.ts';
export { mySignups, receiptOf } from './receipt/receipts.server.ts';
export {
  dayAheadOf,
  readMySignups,
  readReceipt,
  unreadAt,
  type Unread,
} from './news/seen.server.ts';
export { calendarFileOf, ownCalendar } from './mine/my-calendar.server.ts';
export { enterOccurrenceRoom } from './room/room.server.ts';
export { signupsAt } from './staff/signups.server.ts';
export {
  cancelByPhone,
  changeByPhone,
  enterByPhone,
  reprintSlip,
  slipOf,
} from './staff/phone-entry.server.ts';
export { standIn } from './room/stand-in.server.ts';
export { signUp, type SignedUp } from './sign-up.server.ts';
