/** How an organisation asks to publish here, and what the operator looks at before it may. */
import type { OrganisationRecord } from './index.ts';

/** What every applicant answers with yes, or cannot apply: held by the database too. */
export const PROMISES = ['no_soliciting', 'no_pull_out', 'fees_published'] as const;
export type PublisherPromise = (typeof PROMISES)[number];

/** What the operator finds out, one by one; an organisation is verified once all are met. */
export const CRITERIA = ['recommended', 'fees_shown', 'no_soliciting', 'no_pull_out'] as const;
export type Criterion = (typeof CRITERIA)[number];

export interface Check {
  criterion: Criterion;
  met: boolean;
  note: string;
}

/** For the operator, and for those who applied. */
export interface Application {
  organisation: OrganisationRecord;
  /** The entry it says it is; listed no more once somebody else has taken it over. */
  claims: OrganisationRecord | null;
  recommender: string;
  fees: string;
  appliedAt: Date;
  /** The operator's question, or the reason of a refusal or withdrawal. */
  remark: string;
  /** What the applicant answered. */
  reply: string;
}

export const allMet = (checks: Check[]): boolean =>
  CRITERIA.every((criterion) => checks.some((one) => one.criterion === criterion && one.met));
