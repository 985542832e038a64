/** Writes the dates of a series' rules down as occurrences; running it again, or twice at once, adds nothing. */
import { now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { eachAlone } from '#platform/jobs';
import { addDays, localDate, type LocalDate } from '#platform/tokyo';
import { planOf, type PlannedDate } from './dates.ts';
import { insertMissing } from './occurrence-queries.server.ts';
import { rulesOfSeries } from './rule-queries.server.ts';
import { findDatedByRules, listPublished, lockSeries } from './series-queries.server.ts';

export const DAYS_AHEAD = 400;

/** Thirteen months ahead of today. */
export async function materialise(seriesId: string, trx: Database = db): Promise<void> {
  const today = localDate(now());
  await materialiseBetween(seriesId, today, addDays(today, DAYS_AHEAD), trx);
}

export async function materialiseBetween(
  seriesId: string,
  from: LocalDate,
  until: LocalDate,
  trx: Database,
): Promise<void> {
  const series = await findDatedByRules(trx, seriesId);
  if (!series) return;
  const planned = planOf(await rulesOfSeries(seriesId, trx), from, until);
  await insertMissing(
    trx,
    planned.map((date) => occurrenceOf(seriesId, series, date)),
  );
}

const occurrenceOf = (
  seriesId: string,
  series: { kind: string; capacity: number | null },
  { originalStart, startsAt, endsAt }: PlannedDate,
) => ({
  series_id: seriesId,
  kind: series.kind,
  original_start: originalStart,
  starts_at: startsAt,
  ends_at: endsAt,
  origin: 'rule',
  capacity: series.capacity,
  changed_at: now(),
});

/** Every published series, each held meanwhile: dates of rules that a revision has just replaced must not come back. Throws after the last, so that the job is tried again. */
export async function materialiseAll(): Promise<void> {
  const failed = await eachAlone(await listPublished(), 'dates of a series', (id) =>
    inTransaction(async (trx) => {
      await lockSeries(trx, id);
      await materialise(id, trx);
    }),
  );
  if (failed > 0) throw new Error('the dates of some series were not laid out');
}
