import type { Brand } from '#platform/brand';

export type AccountId = Brand<string, 'AccountId'>;
export type OrganisationId = Brand<string, 'OrganisationId'>;

export const ROLES = [
  'admin',
  'publisher',
  'approver',
  'peer_supporter',
  'window_staff',
  'supervisor',
  'expert',
] as const;
export type Role = (typeof ROLES)[number];

export interface Membership {
  organisationId: OrganisationId;
  role: Role;
}

/** A signed-in staff member, as verbs see one. */
export interface AccountViewer {
  kind: 'account';
  accountId: AccountId;
  displayName: string;
  operator: boolean;
  coordinatesPrefCode: string | null;
  memberships: Membership[];
  /** Hex of the session's hash: names the socket room that a revoked session is closed by. */
  sessionKey: string;
}

export const hasRole = (
  viewer: AccountViewer,
  organisationId: OrganisationId,
  ...roles: Role[]
): boolean =>
  viewer.memberships.some((m) => m.organisationId === organisationId && roles.includes(m.role));
