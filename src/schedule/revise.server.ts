/** Drafts, and changes to what stands: dates that somebody signed up for are kept, the others follow the new rules. */
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { addDays, localDate } from '#platform/tokyo';
import { z } from 'zod';
import { datesOf, spanOf } from './dates.ts';
import type { ReadSeries, SeriesInput } from './input.ts';
import { materialise, placeOf } from './materialise.server.ts';
import type { SeriesId } from './occurrence.ts';
import { mayPublish } from './privacy.ts';
import { ruleOf, type Rule } from './rule.ts';
import { rowOf, ruleRowOf } from './series-rows.server.ts';
import { insertSeries, readSeries, type Refused } from './series.server.ts';

const DAYS_AHEAD = 400;

/** Keeps a series that nobody sees yet; checked as for publishing. */
export async function saveDraft(
  viewer: AccountViewer,
  input: SeriesInput,
): Promise<SeriesId | Refused | 'not_found'> {
  const series = await readSeries(input);
  if ('problems' in series) return series;
  if (!mayPublish(viewer, series.organisationId)) return 'not_found';
  const row = { ...rowOf(series, viewer.accountId), state: 'draft' };
  return inTransaction((trx) => insertSeries(trx, row, series.rules.map(ruleOf)));
}

/**
 * Changes a series; `publish` shows a draft to everybody. Its organisation stays, and once published its kind.
 * Coming dates outside the new rules go, unless somebody signed up: those are kept.
 */
export async function reviseSeries(
  viewer: AccountViewer,
  id: string,
  input: SeriesInput,
  { publish }: { publish: boolean },
): Promise<'saved' | 'not_found' | Refused> {
  const series = await readSeries(input);
  if ('problems' in series) return series;
  return inTransaction(async (trx) => {
    const found = await lockSeries(trx, id);
    if (!found || !mayPublish(viewer, found.organisation_id)) return 'not_found';
    const kind = found.state === 'draft' ? series.kind : found.kind;
    const { created_by: _, organisation_id: __, ...row } = rowOf(series, null);
    const state = publish ? 'published' : found.state;
    await trx
      .updateTable('series')
      .set({ ...row, kind, state })
      .where('id', '=', id)
      .execute();
    const rules = series.rules.map(ruleOf);
    await replaceRules(trx, id, rules);
    if (kind !== 'peer_consultation') await followRules(trx, id, series, rules);
    await materialise(id, trx);
    return 'saved';
  });
}

const lockSeries = async (trx: Database, id: string) =>
  z.uuid().safeParse(id).success
    ? trx
        .selectFrom('series')
        .select(['organisation_id', 'state', 'kind'])
        .where('id', '=', id)
        .where('state', '<>', 'ended')
        .forUpdate()
        .executeTakeFirst()
    : undefined;

async function replaceRules(trx: Database, id: string, rules: Rule[]): Promise<void> {
  await trx.deleteFrom('series_rules').where('series_id', '=', id).execute();
  if (rules.length > 0)
    await trx
      .insertInto('series_rules')
      .values(rules.map((rule) => ruleRowOf(id, rule)))
      .execute();
}

async function followRules(
  trx: Database,
  id: string,
  series: ReadSeries,
  rules: Rule[],
): Promise<void> {
  const ends = endsByStart(rules);
  for (const one of await comingByRule(trx, id)) {
    const ends_at = ends.get(one.original_start.getTime());
    if (ends_at) await bringUpToDate(trx, one, series, ends_at);
    else if (one.held)
      await trx
        .updateTable('occurrences')
        .set({ origin: 'kept' })
        .where('id', '=', one.id)
        .execute();
    else await trx.deleteFrom('occurrences').where('id', '=', one.id).execute();
  }
}

function endsByStart(rules: Rule[]): Map<number, Date> {
  const today = localDate(now());
  return new Map(
    rules
      .flatMap((rule) =>
        datesOf(rule, today, addDays(today, DAYS_AHEAD)).map((date) => spanOf(rule, date)),
      )
      .map(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt]),
  );
}

/** Future dates of the rules; `held` by a sign-up or a room, which must find their date again. */
const comingByRule = (trx: Database, id: string) =>
  trx
    .selectFrom('occurrences as o')
    .select(['o.id', 'o.original_start', 'o.starts_at', 'o.ends_at', 'o.taken'])
    .select((eb) =>
      eb
        .or([
          eb.exists(
            eb.selectFrom('signups as s').select('s.id').whereRef('s.occurrence_id', '=', 'o.id'),
          ),
          eb.exists(
            eb.selectFrom('rooms as r').select('r.id').whereRef('r.occurrence_id', '=', 'o.id'),
          ),
        ])
        .as('held'),
    )
    .where('o.series_id', '=', id)
    .where('o.starts_at', '>', now())
    .where('o.origin', 'in', ['rule', 'kept'])
    .forUpdate('o')
    .execute();

type Coming = Awaited<ReturnType<typeof comingByRule>>[number];

/** A date moved by hand keeps its time; nobody who has a place loses it to a smaller capacity. */
async function bringUpToDate(
  trx: Database,
  one: Coming,
  series: ReadSeries,
  ends_at: Date,
): Promise<void> {
  const moved = one.starts_at.getTime() !== one.original_start.getTime();
  const capacity = series.capacity === null ? null : Math.max(series.capacity, one.taken);
  await trx
    .updateTable('occurrences')
    .set({
      origin: 'rule',
      capacity,
      code5: placeOf(series),
      ends_at: moved ? one.ends_at : ends_at,
    })
    .where('id', '=', one.id)
    .execute();
}
