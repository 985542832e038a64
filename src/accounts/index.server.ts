export {
  addMembership,
  copyMemberships,
  createAccount,
  insertPrepared,
  prepareAccount,
  saysLoginTaken,
  setRoles,
} from './accounts.server.ts';
export { demonstrationAccount } from './demonstration-queries.server.ts';
export { lockAccountNamed } from './closing-queries.server.ts';
export { disableAccount, enableAccount, renewPasswordOf, setPrefecture } from './closing.server.ts';
export { accountTasks } from './due.server.ts';
export {
  accountHasRole,
  coordinatorsOf,
  membersOf,
  operatorAccounts,
} from './holder-queries.server.ts';
export { accountNames, lockAccount } from './queries.server.ts';
export { LONGEST_PASSWORD_TYPED } from './input.ts';
export { beginSecondFactor, confirmSecondFactor } from './enrolment.server.ts';
export { changePassword, ownLogin } from './password-change.server.ts';
export { hasSecondFactor } from './second-factor.server.ts';
export {
  endSocketsOf,
  identifyAccount,
  keepAlive,
  openSession,
  revokeSession,
  sessionsOf,
  signOut,
} from './sessions.server.ts';
export { signIn, type SignedIn } from './sign-in.server.ts';
export {
  DEMONSTRATION_PASSWORD,
  demonstrationLogins,
  demonstrationViewer,
  loadDemonstrationAccounts,
} from './demonstration.server.ts';
