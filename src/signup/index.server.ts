export { cancelSignup, changeSignup, promoteWaiting, promoteWhereFree } from './change.server.ts';
export { besideTalk, callToTalk, type BesideTalk } from './colleague.server.ts';
export { signupTasks } from './due.server.ts';
export {
  takeChange,
  takeChangeByPhone,
  takeEntry,
  takeSignUp,
  type RefusedChange,
} from './entrance.server.ts';
export { standingsOf, stopStanding } from './every-date.server.ts';
export { signUpsHeld } from './forgetting.server.ts';
export { asksForTalks, hasTalked, markFirstTalk, openSinceTalk } from './first-talks.server.ts';
export { hostMeetingLink, hostOccurrenceRoom } from './host.server.ts';
export { decideLateStatement, lateStatementsOf } from './late-statements.server.ts';
export { leaveOrganisation } from './leave.server.ts';
export { newFormToken } from './form-token.server.ts';
export { confirmedSignup, mySignups, receiptOf } from './receipts.server.ts';
export { dayAheadOf, readMySignups, readReceipt, unreadAt, type Unread } from './seen.server.ts';
export { calendarFileOf, ownCalendar } from './my-calendar.server.ts';
export { enterOccurrenceRoom } from './room.server.ts';
export { rosterOf } from './roster.server.ts';
export {
  cancelByPhone,
  changeByPhone,
  enterByPhone,
  reprintSlip,
  slipOf,
} from './staff-entry.server.ts';
export { standIn } from './stand-in.server.ts';
export { signUp, type SignedUp } from './sign-up.server.ts';
