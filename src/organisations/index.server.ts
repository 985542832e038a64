export {
  auditOf,
  auditPagesOf,
  recordAct,
  recordActs,
  refuse,
  refuseOnSite,
  refuseOrganisation,
} from './audit.server.ts';
export {
  answerOperator,
  applicationFor,
  applicationsFor,
  applicationsWaiting,
  decideApplication,
  entryLeftBy,
  ownApplications,
  withdrawOrganisation,
  type TakeDown,
} from './applications.server.ts';
export { applyToPublish } from './apply.server.ts';
export { becameEntry, findClaimable } from './claim-queries.server.ts';
export { closeAccount, nameCoordinator, openAccount, renewPassword } from './closing.server.ts';
export { verifyAsEntry, type HandOver } from './claims.server.ts';
export {
  acceptAsNewAccount,
  acceptInvitation,
  findInvitation,
  invitationsOf,
  inviteMember,
  withdrawInvitation,
} from './invitations.server.ts';
export { changeOwnPassword } from './own-password.server.ts';
export { appearOnPage, leavePage, ownAppearance, peopleOf, writePage } from './page.server.ts';
export { organisationTasks } from './due.server.ts';
export { lockRoles } from './invitation-queries.server.ts';
export { membersOf, setMemberRoles, type Leave } from './members.server.ts';
export {
  agreeToEndApproval,
  approvalEndsFor,
  askToEndApproval,
  keepApproval,
  wantApproval,
  type ApprovalEnd,
} from './approval-setting.server.ts';
export { agreedAs, saidNotUs } from './naming-queries.server.ts';
export { answerNaming, nameOthers, namingsFor, type Namer } from './namings.server.ts';
export { createOrganisation, organisationsOf } from './organisations.server.ts';
export { findOrganisation, holdPublishing, shownNames } from './queries.server.ts';
export {
  demonstrationOrganisation,
  demonstrationOrganiserOf,
  loadDemonstrationOrganisations,
} from './demonstration.server.ts';
