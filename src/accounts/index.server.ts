export { addMembership, createAccount, type NewAccount } from './accounts.server.ts';
export { accountTasks } from './due.server.ts';
export {
  beginSecondFactor,
  confirmSecondFactor,
  hasSecondFactor,
  type Enrolment,
} from './second-factor.server.ts';
export {
  accountOfCookieHeader,
  identifyAccount,
  keepAlive,
  revokeSession,
  sessionsOf,
  signOut,
  type OwnSession,
} from './sessions.server.ts';
export { signIn, type SignedIn } from './sign-in.server.ts';
export {
  DEMONSTRATION_PASSWORD,
  demonstrationAccount,
  demonstrationLogins,
  loadDemonstrationAccounts,
} from './demonstration.server.ts';
