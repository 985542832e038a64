/** What of a session's people its organisation's staff may see and do. */
import { hasRole, may, type AccountViewer, type OrganisationId } from '#accounts';

interface Held {
  organisationId: OrganisationId;
  /** Whose one-to-one slot it is; null for everything else. */
  supporterAccountId: string | null;
}

/** Whoever left the organisation, or listens there no more, has no slot of their own there. */
const isOwnSlot = (viewer: AccountViewer, { organisationId, supporterAccountId }: Held) =>
  supporterAccountId === viewer.accountId && hasRole(viewer, organisationId, 'peer_supporter');

/** A one-to-one room is its supporter's alone: no colleague walks in on what is said there. */
export const mayHost = (viewer: AccountViewer, occurrence: Held): boolean =>
  occurrence.supporterAccountId === null
    ? may(viewer, 'publish', occurrence.organisationId)
    : isOwnSlot(viewer, occurrence);

/** Who comes to a slot, and with what words, is not for other peer supporters. */
export const mayReadSignups = (viewer: AccountViewer, occurrence: Held): boolean =>
  occurrence.supporterAccountId === null
    ? may(viewer, 'read_signups', occurrence.organisationId)
    : isOwnSlot(viewer, occurrence) || may(viewer, 'publish', occurrence.organisationId);

/** Entering somebody who phones, and acting for them until they come themselves. */
export const mayEnterByPhone = (viewer: AccountViewer, occurrence: Held): boolean =>
  isOwnSlot(viewer, occurrence) ||
  (mayReadSignups(viewer, occurrence) && may(viewer, 'publish', occurrence.organisationId));
