export { cancelSignup, changeSignup, promoteWaiting, promoteWhereFree } from './change.server.ts';
export { signupTasks } from './due.server.ts';
export { takeChange, takeSignUp, type RefusedChange } from './entrance.server.ts';
export { hostOccurrenceRoom } from './host.server.ts';
export { newFormToken } from './form-token.server.ts';
export { confirmedSignup, mySignups, ownReceiptId, receiptOf } from './receipts.server.ts';
export { enterOccurrenceRoom } from './room.server.ts';
export { rosterOf } from './roster.server.ts';
export { signUp, type SignedUp } from './sign-up.server.ts';
