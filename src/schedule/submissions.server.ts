/** Handing a series in for somebody else's approval. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import type { Database } from '#platform/db';
import type { ReadSeries } from './input.ts';
import { recordOnSeries } from './series-log.server.ts';
import { decideWaiting, insertSubmission } from './submission-queries.server.ts';

/** What waits for approval from now on, instead of what waited before. */
export async function writeSubmission(
  trx: Database,
  viewer: AccountViewer,
  id: string,
  input: ReadSeries,
): Promise<void> {
  const at = now();
  await decideWaiting(trx, id, { decision: 'replaced', by: viewer.accountId, at });
  const by = { submittedBy: viewer.accountId, submittedAt: at };
  await insertSubmission(trx, { seriesId: id, input, ...by });
  const organisationId = input.organisationId as OrganisationId; // Of the row, or checked by the caller.
  await recordOnSeries(trx, viewer, { id, organisationId }, 'series.submitted');
}
