/** Who may do what with an organisation's series. */
import { hasRole, may, type AccountViewer, type OrganisationId } from '#accounts';

export const mayPublish = (viewer: AccountViewer, organisationId: string): boolean =>
  may(viewer, 'publish', organisationId as OrganisationId);

export const mayApprove = (viewer: AccountViewer, organisationId: string): boolean =>
  may(viewer, 'approve', organisationId as OrganisationId);

export const mayRead = (viewer: AccountViewer, organisationId: string): boolean =>
  viewer.memberships.some((membership) => membership.organisationId === organisationId);

/** A supporter's own slots are that supporter's to cancel or move. */
export const mayChange = (
  viewer: AccountViewer,
  occurrence: { organisation_id: string; supporter_account_id: string | null },
): boolean =>
  mayPublish(viewer, occurrence.organisation_id) ||
  (occurrence.supporter_account_id === viewer.accountId &&
    hasRole(viewer, occurrence.organisation_id as OrganisationId, 'peer_supporter'));
