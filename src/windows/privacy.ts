import { may, type AccountViewer, type OrganisationId } from '#accounts';

/** A window’s record is kept by the admins of its organisation; the operator keeps all, also those of nobody. */
export const mayRevise = (viewer: AccountViewer, organisationId: string | null): boolean =>
  viewer.operator || (organisationId !== null && may(viewer, 'administer', asId(organisationId)));

/** Whoever answers there knows whether the facts are true, and what is said to be wrong with them. */
export const mayConfirm = (viewer: AccountViewer, organisationId: string | null): boolean =>
  mayRevise(viewer, organisationId) ||
  (organisationId !== null && may(viewer, 'confirm_windows', asId(organisationId)));

/** Anybody who works in the organisation may see how its record stands. */
export const maySee = (viewer: AccountViewer, organisationId: string | null): boolean =>
  viewer.operator || mayAppear(viewer, organisationId);

/** Only members of its organisation may appear on a window's page: the operator is not one. */
export const mayAppear = (viewer: AccountViewer, organisationId: string | null): boolean =>
  viewer.memberships.some((one) => one.organisationId === organisationId);

// The column refers to `organisations`, whose ids these are.
const asId = (id: string) => id as OrganisationId;
