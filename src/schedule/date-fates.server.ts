/** A change of rules or places, seen before it is saved, and what it does to the coming dates. */
import { createHash } from 'node:crypto';
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { db, type AfterCommit, type Database } from '#platform/db';
import { addDays, instantOf, localDate } from '#platform/tokyo';
import { announceChange } from './announce.server.ts';
import { planOf } from './dates.ts';
import type { ReadSeries, SeriesInput } from './input.ts';
import { DAYS_AHEAD } from './materialise.server.ts';
import { changeOccurrence, deleteOccurrence, setUnannounced } from './occurrence-queries.server.ts';
import { listComing, listOriginals } from './coming-queries.server.ts';
import { findOwnSeries } from './own-series.server.ts';
import { mayPublish } from './privacy.ts';
import {
  fatesOf,
  mustBeSeen,
  toldBy,
  type ComingDate,
  type DateFate,
  type Fates,
} from './date-fates.ts';
import { ruleOf } from './rule.ts';
import { readSeries, type Refused } from './series.server.ts';

/** What saving would do to each coming date; nothing is changed. For publishers of its organisation. */
export async function previewFates(
  viewer: AccountViewer,
  id: string,
  input: SeriesInput,
): Promise<Fates | 'not_found' | Refused> {
  const series = await readSeries(input);
  if ('problems' in series) return series;
  const found = await findOwnSeries(db, viewer, id, mayPublish);
  if (found === 'not_found' || found.state === 'ended') return 'not_found';
  if (found.kind === 'peer_consultation') return fatesToShow([]);
  return fatesToShow(await fatesUnder(db, id, series, await listComing(db, id)));
}

export const fatesToShow = (dates: DateFate[]): Fates => ({
  dates,
  mustBeSeen: mustBeSeen(dates),
  seen: createHash('sha256').update(toldBy(dates)).digest('base64url'),
});

export async function fatesUnder(
  trx: Database,
  id: string,
  { rules, capacity, format }: ReadSeries,
  coming: ComingDate[],
): Promise<DateFate[]> {
  const today = localDate(now());
  // A month further than dates are written: what a holiday moves beyond that end is the same date still.
  const planned = planOf(rules.map(ruleOf), today, addDays(today, DAYS_AHEAD + 31));
  return fatesOf(
    format === 'online' ? coming.map((one) => ({ ...one, placeName: null })) : coming,
    planned.filter(({ startsAt }) => startsAt > now()),
    {
      capacity,
      until: instantOf(addDays(today, DAYS_AHEAD), '00:00'),
      existing: await listOriginals(trx, id),
    },
  );
}

/** New dates are written with all others that the rules have. */
export async function meetFate(
  trx: Database,
  { id, fate, to, capacity }: DateFate,
  afterCommit: AfterCommit,
): Promise<void> {
  if (id === null) return;
  if (!to) return deleteOccurrence(trx, id);
  if (fate === 'kept') return setUnannounced(trx, id, { origin: 'kept' });
  const size = capacity === null ? { capacity, resized: false } : { capacity };
  await setUnannounced(trx, id, { origin: 'rule', ...size });
  if (fate !== 'moves') return;
  const changed = await changeOccurrence(trx, id, {
    starts_at: to.startsAt,
    ends_at: to.endsAt,
  });
  afterCommit(() => announceChange(changed));
}
