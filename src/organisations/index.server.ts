export { auditOf, recordAct, refuse, type Act } from './audit.server.ts';
export {
  answerOperator,
  applicationFor,
  applicationsFor,
  decideApplication,
  ownApplications,
  withdrawOrganisation,
  type TakeDown,
} from './applications.server.ts';
export { applyToPublish } from './apply.server.ts';
export { createOrganisation, membersOf, organisationsOf } from './organisations.server.ts';
export { findOrganisation, holdShown } from './queries.server.ts';
export {
  demonstrationOrganisation,
  demonstrationOrganiserOf,
  loadDemonstrationOrganisations,
} from './demonstration.server.ts';
