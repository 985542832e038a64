export { cancelSignup, changeSignup, promoteWaiting } from './change.server.ts';
export { signupTasks } from './due.server.ts';
export { newFormToken } from './form-token.server.ts';
export { confirmedSignup, mySignups, receiptOf } from './receipts.server.ts';
export { enterOccurrenceRoom } from './room.server.ts';
export { rosterOf } from './roster.server.ts';
export { signUp, type SignedUp, type SignUpRefusal } from './sign-up.server.ts';
export { typedIn } from './input.ts';
