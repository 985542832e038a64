/** Drafts, and changes to what stands: dates that somebody signed up for are kept, the others follow the new rules. */
import type { AccountViewer } from '#accounts';
import { inTransaction, type AfterCommit, type Database } from '#platform/db';
import type { SeriesInput } from './input.ts';
import { materialise, placeOf } from './materialise.server.ts';
import { lockComing } from './occurrence-queries.server.ts';
import type { SeriesId } from './occurrence.ts';
import { mayPublish } from './privacy.ts';
import { fatesUnder, meetFate, revisionOf } from './revision.server.ts';
import { mustBeSeen } from './revision.ts';
import { ruleOf } from './rule.ts';
import {
  holdOrganisationOf,
  lockSeries,
  updateSeries,
  writeRules,
} from './series-queries.server.ts';
import { rowOf } from './series-rows.ts';
import {
  insertSeries,
  readSeries,
  refuseSeries,
  UNVERIFIED,
  type Refused,
} from './series.server.ts';

/** Keeps a series that nobody sees yet; checked as for publishing. */
export async function saveDraft(
  viewer: AccountViewer,
  input: SeriesInput,
): Promise<SeriesId | Refused | 'not_found'> {
  const series = await readSeries(input);
  if ('problems' in series) return series;
  if (!mayPublish(viewer, series.organisationId))
    return refuseSeries(viewer, series.organisationId);
  const row = { ...rowOf(series, viewer.accountId), state: 'draft' };
  return inTransaction((trx) => insertSeries(trx, row, series.rules.map(ruleOf)));
}

/** Gives places that a raised capacity frees to those who wait for these dates: `signup` knows how, and this does not know `signup`. */
export type Promote = (
  trx: Database,
  occurrenceIds: string[],
  afterCommit: AfterCommit,
) => Promise<void>;

interface Revising {
  publish: boolean;
  promote: Promote;
  /** What the publisher was shown; left out by callers who have nobody to show it to. */
  seen?: string;
}

/**
 * Changes a series; `publish` shows a draft to everybody. Its organisation stays, and once published its kind.
 * Coming dates outside the new rules go, unless somebody signed up: those are kept. `unseen`: after what has happened
 * meanwhile it would do something else than was shown.
 */
export async function reviseSeries(
  viewer: AccountViewer,
  id: string,
  input: SeriesInput,
  { publish, promote, seen }: Revising,
): Promise<'saved' | 'unseen' | 'not_found' | Refused> {
  const series = await readSeries(input);
  if ('problems' in series) return series;
  return inTransaction(async (trx, afterCommit) => {
    // Before the series, as a withdrawal of the whole organisation takes them.
    const organisation = await holdOrganisationOf(trx, id);
    const found = await lockSeries(trx, id);
    if (!found || found.state === 'ended') return 'not_found';
    if (!mayPublish(viewer, found.organisation_id))
      return refuseSeries(viewer, found.organisation_id, id, trx);
    if (publish && !organisation?.shown) return UNVERIFIED;
    const kind = found.state === 'draft' ? series.kind : found.kind;
    const coming = kind === 'peer_consultation' ? [] : await lockComing(trx, id);
    const fates = coming.length > 0 ? await fatesUnder(trx, id, series, coming) : [];
    if (seen !== undefined && mustBeSeen(fates) && revisionOf(fates).seen !== seen) return 'unseen';
    const { created_by: _, organisation_id: __, ...row } = rowOf(series, null);
    const state = publish ? 'published' : found.state;
    await updateSeries(trx, id, { ...row, kind, state });
    await writeRules(trx, id, series.rules.map(ruleOf));
    for (const fate of fates) await meetFate(trx, fate, placeOf(series), afterCommit);
    await materialise(id, trx);
    const waitedFor = coming.filter(({ waiting }) => waiting > 0);
    await promote(
      trx,
      waitedFor.map((one) => one.id),
      afterCommit,
    );
    return 'saved';
  });
}
