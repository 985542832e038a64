import type { OrganisationId, Role } from '#accounts';

export { actWord } from './words.ts';

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
  verified: boolean;
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
