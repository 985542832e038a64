/** An organisation that was read from public pages applies for itself: once verified it takes its entry over. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { copyMemberships, endSocketsOf } from '#accounts/server';
import { inTransactionUnlessHeld, type AfterCommit, type Database } from '#platform/db';
import { allMet } from './application.ts';
import { lockApplication } from './application-queries.server.ts';
import { nameProblem, refuseApplication, writeDecision } from './applications.server.ts';
import { recordAct } from './audit.server.ts';
import { becomeEntry, lockClaimable, rolesIn } from './claim-queries.server.ts';
import { decisionInput, type DecisionInput } from './input.ts';
import { changeRoles, type Leave } from './members.server.ts';
import { neverShown } from './standing.ts';

/** Moves what a feature holds of an organisation that was never shown to the entry it becomes; both rows are held. */
export type HandOver = (
  trx: Database,
  rows: { from: OrganisationId; to: OrganisationId },
) => Promise<void>;

export interface TakingOver {
  handOver: HandOver[];
  leave: Leave;
}

/**
 * Verified as the entry it is: the entry keeps its id, with all that leads to it, and what hangs on it; the applicant's
 * people, words and drafts become the entry's. `entry_gone`: somebody else has become it, or it is none; `held`: a list of
 * the one or the other is being written.
 */
export async function verifyAsEntry(
  viewer: AccountViewer,
  id: string,
  entryId: string,
  input: Pick<DecisionInput, 'checks' | 'remark'>,
  taking: TakingOver,
): Promise<
  'decided' | 'unmet' | 'entry_gone' | 'name_taken' | 'name_listed' | 'held' | 'not_found'
> {
  if (!viewer.operator) return refuseApplication(viewer, id);
  const decision = decisionInput.parse({ ...input, decision: 'verified' });
  if (!allMet(decision.checks)) return 'unmet';
  return inTransactionUnlessHeld(async (trx, afterCommit) => {
    const applicant = await lockApplication(trx, id);
    if (!applicant || !neverShown(applicant)) return 'not_found' as const;
    const entry = await lockClaimable(trx, entryId);
    if (!entry) return 'entry_gone' as const;
    await takeOver(trx, viewer, { from: applicant.id, to: entry }, taking, afterCommit);
    await writeDecision(trx, viewer, entry, decision);
    const subject = `organisation:${applicant.id}`;
    await recordAct(viewer, { organisationId: entry, act: 'entry.taken_over', subject }, trx);
    return 'decided' as const;
  }).catch((error: unknown) => nameProblem(error, id));
}

async function takeOver(
  trx: Database,
  viewer: AccountViewer,
  rows: Parameters<HandOver>[1],
  { handOver, leave }: TakingOver,
  afterCommit: AfterCommit,
): Promise<void> {
  const [theirs, before] = [await rolesIn(trx, rows.from), await rolesIn(trx, rows.to)];
  await copyMemberships(trx, rows);
  for (const part of handOver) await part(trx, rows);
  await becomeEntry(trx, rows);
  for (const accountId of theirs.keys()) afterCommit(() => endSocketsOf(accountId));
  // The demonstration's people leave what real people run from now on.
  for (const [accountId, roles] of before) {
    if (theirs.has(accountId)) continue;
    const member = { organisationId: rows.to, accountId };
    await changeRoles(trx, viewer, member, { before: roles, wanted: [] }, leave, afterCommit);
  }
}
