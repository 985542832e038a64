import type { OrganisationId, Role } from '#accounts';
import type { OrganisationFace } from './page.ts';
import type { Standing } from './standing.ts';

export { ORGANISATION_FACES } from './page.ts';
export { CRITERIA, PROMISES, type Application } from './application.ts';
export type {
  ApplicationInput,
  ApplicationProblem,
  ApplicationProblems,
  PageInput,
} from './input.ts';
export {
  AUDIT_KEPT_DAYS,
  DECLINED_KEPT_DAYS,
  INVITATIONS_KEPT_DAYS,
  MOST_INVITATIONS_MAILED,
} from './retention.ts';
export type { Named, Naming, NamingState } from './naming.ts';
export type { Standing } from './standing.ts';
export { actWord } from './acts.ts';
export {
  applicationProblemWord,
  criterionWord,
  faceWord,
  kindWord,
  partWord,
  promiseWord,
  standingWord,
} from './words.ts';

export const ORGANISATION_KINDS = [
  'family_association',
  'peer_group',
  'support_centre',
  'municipality',
  'prefecture',
  'council_of_social_welfare',
  'npo',
  'health_centre',
  'mental_health_centre',
  'self_reliance_agency',
  'board_of_education',
  'youth_support_station',
  'farm',
  'company',
  'consumer_centre',
  'nationwide_body',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** What an organisation is to a series or a window: 主催, 共催, 委託元, 運営. */
export const ORGANISATION_PARTS = [
  'organiser',
  'co_organiser',
  'commissioner',
  'operating',
] as const;
export type OrganisationPart = (typeof ORGANISATION_PARTS)[number];

/** Who publishes, as everybody may know it. */
export interface OrganisationRecord {
  id: OrganisationId;
  name: string;
  kind: OrganisationKind;
  prefCode: string | null;
  code5: string | null;
  summary: string;
  url: string | null;
  /** Where the facts were read, and the date of that page as it gives it. */
  sourceUrl: string | null;
  sourceDate: string | null;
  standing: Standing;
  /** Whether anything of it is public: what is `listed` or `verified`. */
  shown: boolean;
  verifiedAt: Date | null;
  face: OrganisationFace | null;
  message: string;
  messageBy: string;
  /** 決裁: whatever becomes public has been seen by two people. */
  wantsApproval: boolean;
  demonstration: boolean;
}

export interface Member {
  accountId: string;
  displayName: string;
  roles: Role[];
}

/** An act of staff, for their organisation's admin. */
export interface AuditEntry {
  at: Date;
  by: string | null;
  act: string;
  subject: string;
}
