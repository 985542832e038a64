/** Publishing, reading and ending an organisation's series. */
import type { AccountViewer } from '#accounts';
import { findArea, listPrefectures } from '#areas/server';
import { holdPublishing } from '#organisations/server';
import { now } from '#platform/clock';
import { madeOnce, type Sent } from '#platform/made-once';
import { db, inTransaction, type Database, type DB } from '#platform/db';
import type { Insertable } from 'kysely';
import { announceChange } from './announce.server.ts';
import { reasonInput } from './date-input.ts';
import {
  problemsOf,
  seriesInput,
  type Problems,
  type ReadSeries,
  type SeriesInput,
} from './input.ts';
import { materialise } from './materialise.server.ts';
import { answersTo } from './naming-queries.server.ts';
import { askNamed } from './namings.server.ts';
import { occurrencesOf } from './occurrence-queries.server.ts';
import { cancelComing, deleteComing, lockAllComing } from './coming-queries.server.ts';
import type { SeriesId } from './occurrence.ts';
import { findOwnSeries, lockOwnSeries } from './own-series.server.ts';
import { mayPublish, mayRead } from './privacy.ts';
import { rulesOfAll, rulesOfSeries } from './rule-queries.server.ts';
import { ruleOf, type Rule } from './rule.ts';
import {
  findConsultation,
  findReviser,
  insertSeriesRow,
  listSeriesRows,
  updateSeries,
  writeRules,
} from './series-queries.server.ts';
import { recordOnSeries, refuseSeries } from './series-log.server.ts';
import { inputOf, rowOf, summaryOf } from './series-rows.ts';
import type { SeriesRecord, SeriesSummary } from './series.ts';
import { decideWaiting } from './submission-queries.server.ts';
import { writeSubmission } from './submissions.server.ts';
import { partsOf, writeParts } from './taking-part-queries.server.ts';
import type { TakingPart } from './taking-part.ts';

export interface Refused {
  problems: Problems;
}

/**
 * Publishes at once, its dates thirteen months ahead, or submits where its organisation wants approval. Needs `publisher` or
 * `admin` of the organisation. The same form sent twice is one series.
 */
export async function publishSeries(
  viewer: AccountViewer,
  input: SeriesInput,
  formId?: string,
): Promise<SeriesId | Refused | 'not_found'> {
  const series = await readSeries(input);
  if ('problems' in series) return series;
  if (!mayPublish(viewer, series.organisationId))
    return refuseSeries(viewer, series.organisationId);
  return seriesMadeOnce({ formId, by: viewer.accountId, what: ['published', series] }, (own) =>
    inTransaction(async (trx) => {
      const organisation = await holdPublishing(trx, series.organisationId);
      if (!organisation?.shown) return UNVERIFIED;
      const row = { ...rowOf(series, viewer.accountId), id: own };
      const rules = series.rules.map(ruleOf);
      const state = organisation.wantsApproval ? 'submitted' : 'published';
      const id = await insertSeries(trx, { ...row, state }, rules, series.organisations);
      if (organisation.wantsApproval) await writeSubmission(trx, viewer, id, series);
      else await askNamed(trx, id);
      return id;
    }),
  );
}

/** Whoever sends the same form again is led to what it made. */
export const seriesMadeOnce = (
  sent: Sent,
  make: (id: string) => Promise<SeriesId | Refused>,
): Promise<SeriesId | Refused> => madeOnce(sent, 'series_pkey', make, (id) => id as SeriesId);

/** Nothing of an organisation that is not verified becomes public; the database holds it too (`series_of_shown_organisation`). */
export const UNVERIFIED: Refused = { problems: { organisationId: 'schedule_problem_unverified' } };

/** What a publisher typed, held to the schema and to areas there are. */
export async function readSeries(input: SeriesInput): Promise<ReadSeries | Refused> {
  const parsed = seriesInput.safeParse(input);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  if (!(await areaIsKnown(parsed.data))) return { problems: { code5: 'schedule_problem_area' } };
  if (!(await talkIsOwn(parsed.data)))
    return { problems: { firstTalkSeriesId: 'schedule_problem_choice' } };
  return parsed.data;
}

/** The first talk is held at a consultation of the same organisation. */
async function talkIsOwn({ firstTalkSeriesId: id, organisationId }: ReadSeries): Promise<boolean> {
  if (id === null) return true;
  return (await findConsultation(db, id))?.organisation_id === organisationId;
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
  parts: TakingPart[] = [],
): Promise<SeriesId> {
  const id = await insertSeriesRow(trx, row);
  await writeRules(trx, id, rules);
  await writeParts(trx, id, parts);
  await materialise(id, trx);
  return id;
}

/** The organisation's series, the newest first; empty for a viewer who is no member. */
export async function seriesOf(
  viewer: AccountViewer,
  organisationId: string,
): Promise<SeriesSummary[]> {
  if (!mayRead(viewer, organisationId)) {
    await refuseSeries(viewer, organisationId);
    return [];
  }
  const rows = await listSeriesRows(organisationId, now());
  const rules = await rulesOfAll(rows.map(({ id }) => id));
  return rows.map((row) => summaryOf(row, rules.get(row.id) ?? [], row.next));
}

/** For members of its organisation; undefined for everybody else and for unknown ids. */
export async function findSeries(
  viewer: AccountViewer,
  id: string,
): Promise<SeriesRecord | undefined> {
  const row = await findOwnSeries(db, viewer, id, mayRead);
  if (row === 'not_found') return undefined;
  const rules = await rulesOfSeries(id);
  const occurrences = await occurrencesOf(id);
  const reviser = await findReviser(id);
  const next = occurrences.find((o) => o.state === 'scheduled' && o.endsAt > now());
  return {
    ...summaryOf(row, rules, next?.startsAt ?? null),
    revision: row.revision,
    revised: reviser ? { ...reviser, own: reviser.accountId === viewer.accountId } : null,
    input: inputOf(row, rules, await partsOf(id)),
    answers: await answersTo(id),
    demonstration: row.source_url === null && row.demonstration,
    occurrences,
  };
}

/** Of a published series, no more dates: coming ones that nobody holds go, the others are cancelled and stay listed with the reason. */
export async function endSeries(
  viewer: AccountViewer,
  id: string,
  reason: string,
): Promise<'ended' | 'not_found' | Refused> {
  const parsed = reasonInput.safeParse(reason);
  if (!parsed.success) return { problems: { reason: 'schedule_problem_reason' } };
  return inTransaction(async (trx, afterCommit) => {
    const found = await lockOwnSeries(trx, viewer, id, mayPublish);
    // What nobody ever saw is no past of anybody's: it stays a draft.
    if (found === 'not_found' || found.state !== 'published') return 'not_found';
    await updateSeries(trx, id, { state: 'ended' });
    await recordOnSeries(
      trx,
      viewer,
      { id, organisationId: found.organisation_id },
      'series.ended',
    );
    await decideWaiting(trx, id, { decision: 'replaced', by: viewer.accountId, at: now() });
    await lockAllComing(trx, id);
    await deleteComing(trx, id);
    for (const cancelled of await cancelComing(trx, id, parsed.data))
      afterCommit(() => announceChange(cancelled));
    return 'ended';
  });
}
