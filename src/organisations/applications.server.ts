/** What the operator makes of applications, and what those who applied see of it. */
import { may, organisationIdsOf, type AccountViewer, type OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import {
  brokenConstraint,
  inTransactionUnlessHeld,
  type AfterCommit,
  type Database,
} from '#platform/db';
import { allMet, type Application, type Check } from './application.ts';
import {
  countWaiting,
  findApplication,
  listApplications,
  listApplicationsOf,
  listChecks,
  lockApplication,
  setStanding,
  updateApplication,
  writeChecks,
} from './application-queries.server.ts';
import { recordOnOrganisation, refuseOrganisation, refuseOnSite } from './audit.server.ts';
import { bearsNameOfEntry, listEntriesFor } from './claim-queries.server.ts';
import type { OrganisationRecord } from './index.ts';
import { decisionInput, reasonInput, type Decision, type DecisionInput } from './input.ts';
import { neverShown } from './standing.ts';

const MOST_OPEN = 1_000;
const MOST_DECIDED = 200;

export interface Applications {
  /** Whoever has waited longest comes first: what others send later pushes nobody off the list. */
  waiting: Application[];
  asked: Application[];
  /** The newest first. */
  decided: Application[];
}

/** For the operator of the site: all applications. */
export async function applicationsFor(viewer: AccountViewer): Promise<Applications | 'not_found'> {
  if (!viewer.operator)
    return refuseOnSite(viewer, { act: 'applications.refused', subject: 'site:applications' });
  const open = { first: 'oldest', most: MOST_OPEN } as const;
  const decided = { first: 'newest', most: MOST_DECIDED } as const;
  return {
    waiting: await listApplications(['applied'], open),
    asked: await listApplications(['asked'], open),
    decided: await listApplications(['verified', 'declined', 'withdrawn'], decided),
  };
}

/** How many wait for the operator of the site; for anybody else there are none. */
export const applicationsWaiting = async (viewer: AccountViewer): Promise<number> =>
  viewer.operator ? countWaiting() : 0;

/** For the operator: one application with what was checked so far, and the listed entries that it may be. */
export async function applicationFor(
  viewer: AccountViewer,
  id: string,
): Promise<(Application & { checks: Check[]; entries: OrganisationRecord[] }) | 'not_found'> {
  if (!viewer.operator) return refuseApplication(viewer, id);
  const application = await findApplication(id);
  if (!application) return 'not_found';
  const open = neverShown(application.organisation);
  const entries = open ? await listEntriesFor(application) : [];
  return { ...application, checks: await listChecks(id), entries };
}

/** How the viewer's own organisations stand, of those that are not public. */
export async function ownApplications(viewer: AccountViewer): Promise<Application[]> {
  const mine = await listApplicationsOf(organisationIdsOf(viewer));
  return mine.filter(({ organisation }) => !organisation.shown);
}

/** The entry that a verified organisation said it is and did not become: listed on its own still. */
export async function entryLeftBy({
  id,
  standing,
}: OrganisationRecord): Promise<OrganisationRecord | undefined> {
  const claims = standing === 'verified' ? (await findApplication(id))?.claims : undefined;
  return claims?.standing === 'listed' ? claims : undefined;
}

/**
 * Verified, sent back with a question, or declined with a reason. `unmet`: only what meets every criterion is verified;
 * `no_reason`: a question or a refusal needs its words; `name_taken`: another one that runs itself has the name;
 * `name_listed`: an entry has it, which this one may be (`verifyAsEntry`); `held`: a list of its own is being written.
 */
export async function decideApplication(
  viewer: AccountViewer,
  id: string,
  input: DecisionInput,
): Promise<
  'decided' | 'unmet' | 'no_reason' | 'name_taken' | 'name_listed' | 'held' | 'not_found'
> {
  if (!viewer.operator) return refuseApplication(viewer, id);
  const decision = decisionInput.parse(input);
  const verifies = decision.decision === 'verified';
  if (verifies ? !allMet(decision.checks) : decision.remark === '')
    return verifies ? 'unmet' : 'no_reason';
  return inTransactionUnlessHeld(async (trx) => {
    const found = await lockApplication(trx, id);
    if (!found || found.standing === 'verified') return 'not_found' as const;
    await writeDecision(trx, viewer, found.id, decision);
    return 'decided' as const;
  }).catch((error: unknown) => nameProblem(error, id));
}

/** What was checked and decided, as whoever applied and the log read it. */
export async function writeDecision(
  trx: Database,
  viewer: AccountViewer,
  id: OrganisationId,
  { decision, checks, remark }: Decision,
): Promise<void> {
  const at = now();
  await writeChecks(trx, id, checks);
  const decided = { decided_at: at, decided_by: viewer.accountId };
  await updateApplication(trx, id, { remark, ...decided });
  const verified = decision === 'verified' ? { verified_at: at } : undefined;
  await setStanding(trx, id, decision, verified);
  await recordOnOrganisation(trx, viewer, id, `application.${decision}`);
}

/** Those who applied answer the operator's question; it is looked at again. */
export async function answerOperator(
  viewer: AccountViewer,
  id: string,
  reply: string,
): Promise<'answered' | 'empty' | 'held' | 'not_found'> {
  if (!may(viewer, 'administer', id as OrganisationId)) return refuseApplication(viewer, id);
  const parsed = reasonInput.safeParse(reply);
  if (!parsed.success) return 'empty';
  return inTransactionUnlessHeld(async (trx) => {
    const found = await lockApplication(trx, id);
    if (found?.standing !== 'asked') return 'not_found';
    await updateApplication(trx, id, { reply: parsed.data });
    await setStanding(trx, id, 'applied');
    await recordOnOrganisation(trx, viewer, found.id, 'application.answered');
    return 'answered';
  });
}

/** Takes what is public of an organisation down; features that stand above this one know how. */
export type TakeDown = (
  trx: Database,
  organisationId: OrganisationId,
  reason: string,
  afterCommit: AfterCommit,
) => Promise<void>;

/**
 * The operator no longer stands by it: nothing of it is public any more. Its coming dates are cancelled with the reason,
 * which those who signed up read where they read of their place.
 */
export async function withdrawOrganisation(
  viewer: AccountViewer,
  id: string,
  reason: string,
  takeDown: TakeDown[],
): Promise<'withdrawn' | 'no_reason' | 'held' | 'not_found'> {
  if (!viewer.operator) return refuseApplication(viewer, id);
  const parsed = reasonInput.safeParse(reason);
  if (!parsed.success) return 'no_reason';
  return inTransactionUnlessHeld(async (trx, afterCommit) => {
    const found = await lockApplication(trx, id);
    if (found?.standing !== 'verified') return 'not_found';
    for (const part of takeDown) await part(trx, found.id, parsed.data, afterCommit);
    const decided = { decided_at: now(), decided_by: viewer.accountId };
    await updateApplication(trx, id, { remark: parsed.data, ...decided });
    await setStanding(trx, id, 'withdrawn');
    await recordOnOrganisation(trx, viewer, found.id, 'organisation.withdrawn');
    return 'withdrawn';
  });
}

/** Writes into its log that somebody who may not see an application tried to reach it. */
export const refuseApplication = (viewer: AccountViewer, id: string): Promise<'not_found'> =>
  // Any text: nothing is written where there is no such organisation.
  refuseOrganisation(viewer, id as OrganisationId, 'application.refused');

/** Of two that are shown one has the name: the one that was there. */
export async function nameProblem(
  error: unknown,
  id: string,
): Promise<'name_taken' | 'name_listed'> {
  if (brokenConstraint(error) !== 'organisations_name_once') throw error;
  return (await bearsNameOfEntry(id)) ? 'name_listed' : 'name_taken';
}
