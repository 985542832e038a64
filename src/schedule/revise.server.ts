/** Drafts, and changes to what stands: dates that somebody signed up for are kept, the others follow the new rules. */
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { inTransaction, type AfterCommit, type Database } from '#platform/db';
import { addDays, localDate } from '#platform/tokyo';
import { planOf, type PlannedDate } from './dates.ts';
import type { ReadSeries, SeriesInput } from './input.ts';
import { DAYS_AHEAD, materialise, placeOf } from './materialise.server.ts';
import { deleteOccurrence, lockComing, setOccurrence } from './occurrence-queries.server.ts';
import type { SeriesId } from './occurrence.ts';
import { mayPublish } from './privacy.ts';
import { ruleOf, type Rule } from './rule.ts';
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

/**
 * Changes a series; `publish` shows a draft to everybody. Its organisation stays, and once published its kind.
 * Coming dates outside the new rules go, unless somebody signed up: those are kept.
 */
export async function reviseSeries(
  viewer: AccountViewer,
  id: string,
  input: SeriesInput,
  { publish, promote }: { publish: boolean; promote: Promote },
): Promise<'saved' | 'not_found' | Refused> {
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
    const { created_by: _, organisation_id: __, ...row } = rowOf(series, null);
    const state = publish ? 'published' : found.state;
    await updateSeries(trx, id, { ...row, kind, state });
    const rules = series.rules.map(ruleOf);
    await writeRules(trx, id, rules);
    const kept = kind === 'peer_consultation' ? [] : await followRules(trx, id, series, rules);
    await materialise(id, trx);
    const waitedFor = kept.filter(({ waiting }) => waiting > 0);
    await promote(
      trx,
      waitedFor.map((one) => one.id),
      afterCommit,
    );
    return 'saved';
  });
}

/** Returns the dates that stood before. */
async function followRules(
  trx: Database,
  id: string,
  series: ReadSeries,
  rules: Rule[],
): Promise<Coming[]> {
  const planned = byOriginalStart(rules);
  const coming = await lockComing(trx, id);
  for (const one of coming) {
    const plan = planned.get(one.original_start.getTime());
    if (plan) await bringUpToDate(trx, one, series, plan);
    else if (one.inUse) await setOccurrence(trx, one.id, { origin: 'kept' });
    else await deleteOccurrence(trx, one.id);
  }
  return coming;
}

function byOriginalStart(rules: Rule[]): Map<number, PlannedDate> {
  const today = localDate(now());
  const planned = planOf(rules, today, addDays(today, DAYS_AHEAD));
  return new Map(planned.map((date) => [date.originalStart.getTime(), date]));
}

type Coming = Awaited<ReturnType<typeof lockComing>>[number];

/** A date moved by hand keeps its time; nobody who has a place loses it to a smaller capacity. */
async function bringUpToDate(
  trx: Database,
  one: Coming,
  series: ReadSeries,
  { startsAt, endsAt }: PlannedDate,
): Promise<void> {
  const capacity = series.capacity === null ? null : Math.max(series.capacity, one.taken);
  await setOccurrence(trx, one.id, {
    origin: 'rule',
    capacity,
    code5: placeOf(series),
    ...(one.moved ? {} : { starts_at: startsAt, ends_at: endsAt }),
  });
}
