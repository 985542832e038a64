import type { Brand } from '#platform/brand';

export type {
  AccountProblem,
  AccountProblems,
  NewAccountInput,
  PasswordChange,
  PasswordProblems,
} from './input.ts';
export { accountProblemWord } from './words.ts';
export * from './promises.ts';

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

/** Who may be asked to stand by a peer supporter, and come when called. */
export const STANDS_BY: readonly Role[] = [
  'admin',
  'peer_supporter',
  'window_staff',
  'supervisor',
  'expert',
];

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
  /** An operator without a second factor can do nothing but set one up: holds no rights until then. */
  mustSetSecondFactor?: boolean;
}

export const hasRole = (
  viewer: AccountViewer,
  organisationId: OrganisationId,
  ...roles: Role[]
): boolean =>
  viewer.memberships.some((m) => m.organisationId === organisationId && roles.includes(m.role));

/** What roles allow in their organisation. */
const RIGHTS = {
  publish: ['admin', 'publisher'],
  lay_slots: ['admin', 'publisher', 'peer_supporter'],
  tend_places: ['admin', 'publisher', 'peer_supporter', 'window_staff'],
  read_signups: ['admin', 'publisher', 'peer_supporter', 'supervisor'],
  read_members: ['admin', 'supervisor'],
  read_audit: ['admin'],
  administer: ['admin'],
  approve: ['admin', 'approver'],
  confirm_windows: ['admin', 'publisher', 'window_staff', 'supervisor'],
  /** Everybody's shifts at the desks of the organisation; one's own anybody keeps. */
  keep_shifts: ['admin', 'supervisor'],
  answer: ['peer_supporter', 'window_staff', 'supervisor'],
  answer_letters: ['window_staff'],
  supervise: ['supervisor'],
  advise: ['expert'],
} as const satisfies Record<string, readonly Role[]>;
export type Right = keyof typeof RIGHTS;

/** Whether the right comes with that role; of roles that no viewer carries. */
export const gives = (role: Role, right: Right): boolean =>
  (RIGHTS[right] as readonly Role[]).includes(role); // Widened, so that any role can be looked for.

export const may = (viewer: AccountViewer, right: Right, organisationId: OrganisationId): boolean =>
  hasRole(viewer, organisationId, ...RIGHTS[right]);

/** The organisations somebody works in, each once; only those with a right, where one is asked for. */
export const organisationIdsOf = (viewer: AccountViewer, right?: Right): OrganisationId[] =>
  [...new Set(viewer.memberships.map((one) => one.organisationId))].filter(
    (id) => right === undefined || may(viewer, right, id),
  );
