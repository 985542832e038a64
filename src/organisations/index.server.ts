export { auditOf, recordAct, refuse, type Act } from './audit.server.ts';
export { createOrganisation, membersOf, organisationsOf } from './organisations.server.ts';
export { findOrganisation } from './queries.server.ts';
export {
  demonstrationOrganisation,
  demonstrationOrganiserOf,
  loadDemonstrationOrganisations,
} from './demonstration.server.ts';
