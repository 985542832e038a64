/** Publishing, reading and ending an organisation's series. */
import type { AccountViewer } from '#accounts';
import { findArea, listPrefectures } from '#areas/server';
import { now } from '#platform/clock';
import { db, inTransaction, type Database, type DB } from '#platform/db';
import type { Insertable } from 'kysely';
import { announceChange } from './announce.server.ts';
import {
  problemsOf,
  seriesInput,
  type Problems,
  type ReadSeries,
  type SeriesInput,
} from './input.ts';
import { materialise } from './materialise.server.ts';
import type { SeriesId } from './occurrence.ts';
import { mayPublish, mayRead } from './privacy.ts';
import { rulesOfSeries } from './queries.server.ts';
import { ruleOf, type Rule } from './rule.ts';
import { inputOf, plannedOf, rowOf, ruleRowOf, summaryOf } from './series-rows.server.ts';
import type { SeriesRecord, SeriesSummary } from './series.ts';

export interface Refused {
  problems: Problems;
}

/** Publishes at once, its dates thirteen months ahead. Needs `publisher` or `admin` of the organisation. */
export async function publishSeries(
  viewer: AccountViewer,
  input: SeriesInput,
): Promise<SeriesId | Refused | 'not_found'> {
  const series = await readSeries(input);
  if ('problems' in series) return series;
  if (!mayPublish(viewer, series.organisationId)) return 'not_found';
  return inTransaction((trx) =>
    insertSeries(trx, rowOf(series, viewer.accountId), series.rules.map(ruleOf)),
  );
}

/** What a publisher typed, held to the schema and to areas there are. */
export async function readSeries(input: SeriesInput): Promise<ReadSeries | Refused> {
  const parsed = seriesInput.safeParse(input);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  if (!(await areaIsKnown(parsed.data))) return { problems: { code5: 'schedule_problem_area' } };
  return parsed.data;
}

async function areaIsKnown({ code5, prefCode }: ReadSeries): Promise<boolean> {
  if (code5 !== null) {
    const area = await findArea(code5);
    return area !== undefined && (prefCode === null || area.prefCode === prefCode);
  }
  return prefCode === null || (await listPrefectures()).some((one) => one.prefCode === prefCode);
}

/** Writes a series with its rules and dates; also what the demonstration is made by. */
export async function insertSeries(
  trx: Database,
  row: Insertable<DB['series']>,
  rules: Rule[],
): Promise<SeriesId> {
  const { id } = await trx
    .insertInto('series')
    .values(row)
    .returning('id')
    .executeTakeFirstOrThrow();
  if (rules.length > 0)
    await trx
      .insertInto('series_rules')
      .values(rules.map((rule) => ruleRowOf(id, rule)))
      .execute();
  await materialise(id, trx);
  return id as SeriesId;
}

/** The organisation's series, the newest first; empty for a viewer who is no member. */
export async function seriesOf(
  viewer: AccountViewer,
  organisationId: string,
): Promise<SeriesSummary[]> {
  if (!mayRead(viewer, organisationId)) return [];
  const rows = await db
    .selectFrom('series as s')
    .selectAll('s')
    .select((eb) =>
      eb
        .selectFrom('occurrences as o')
        .select((o) => o.fn.min('o.starts_at').as('next'))
        .whereRef('o.series_id', '=', 's.id')
        .where('o.state', '=', 'scheduled')
        .where('o.ends_at', '>', now())
        .as('next'),
    )
    .where('s.organisation_id', '=', organisationId)
    .orderBy('s.created_at', 'desc')
    .orderBy('s.id')
    .execute();
  return Promise.all(
    rows.map(async (row) => summaryOf(row, await rulesOfSeries(row.id), row.next)),
  );
}

/** For members of its organisation; undefined for everybody else and for unknown ids. */
export async function findSeries(
  viewer: AccountViewer,
  id: string,
): Promise<SeriesRecord | undefined> {
  const row = await db.selectFrom('series').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || !mayRead(viewer, row.organisation_id)) return;
  const rules = await rulesOfSeries(id);
  const occurrences = await plannedOf(id);
  const next = occurrences.find((o) => o.state === 'scheduled' && o.endsAt > now());
  return {
    ...summaryOf(row, rules, next?.startsAt ?? null),
    input: inputOf(row, rules),
    occurrences,
  };
}

/** No more dates: coming ones that nobody signed up for go, the others are cancelled and stay listed. */
export async function endSeries(
  viewer: AccountViewer,
  id: string,
  reason = '',
): Promise<'ended' | 'not_found'> {
  return inTransaction(async (trx, afterCommit) => {
    const row = await trx
      .selectFrom('series')
      .select('organisation_id')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row || !mayPublish(viewer, row.organisation_id)) return 'not_found';
    await trx.updateTable('series').set({ state: 'ended' }).where('id', '=', id).execute();
    const coming = trx.selectFrom('signups').select('occurrence_id');
    await trx
      .deleteFrom('occurrences')
      .where('series_id', '=', id)
      .where('starts_at', '>', now())
      .where('id', 'not in', coming)
      .execute();
    const cancelled = await trx
      .updateTable('occurrences')
      .set((eb) => ({
        state: 'cancelled',
        cancelled_reason: reason,
        sequence: eb('sequence', '+', 1),
        changed_at: now(),
      }))
      .where('series_id', '=', id)
      .where('starts_at', '>', now())
      .where('state', '=', 'scheduled')
      .returning(['id', 'taken', 'capacity', 'waiting'])
      .execute();
    for (const occurrence of cancelled) afterCommit(() => announceChange(occurrence));
    return 'ended';
  });
}
