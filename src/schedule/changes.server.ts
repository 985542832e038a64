/** Several coming dates changed alike, or one; and a date added beside the rules. */
import type { AccountViewer } from '#accounts';
import { findArea } from '#areas/server';
import { now } from '#platform/clock';
import { inTransaction, type AfterCommit, type Database } from '#platform/db';
import { instantOf } from '#platform/tokyo';
import { announceChange } from './announce.server.ts';
import {
  judge,
  minutesLater,
  otherPlace,
  standsSo,
  type DateRefusal,
  type LockedDate,
} from './date-change.ts';
import {
  dateChangeInput,
  moveInput,
  type DateChange,
  type MoveInput,
  type ReadDateChange,
} from './date-input.ts';
import { problemsOf } from './input.ts';
import {
  changeOccurrence,
  insertAdded,
  lockOccurrences,
  resizeOccurrence,
} from './occurrence-queries.server.ts';
import { stakesOf, type Stakes } from './date-stakes.server.ts';
import { recordOnOccurrence, refuseOccurrence, refusingOverlaps } from './occurrences.server.ts';
import { lockOwnSeries } from './own-series.server.ts';
import { mayChange, mayPublish } from './privacy.ts';
import type { Promote } from './revise.server.ts';
import { findDatedByRules } from './series-queries.server.ts';
import type { Refused } from './series.server.ts';

/**
 * All of these dates or, where one refuses, none: `refused` names each that does. Who signed up keeps the place; what
 * becomes free goes to those who wait. `overlaps`: a supporter has another slot then.
 */
export async function changeDates(
  viewer: AccountViewer,
  ids: string[],
  input: DateChange,
  promote: Promote,
  { seen, asOf }: Asked = {},
): Promise<
  'changed' | 'overlaps' | 'not_found' | Refused | { refused: DateRefusal[] } | { unseen: Stakes }
> {
  const parsed = dateChangeInput.safeParse(input);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  const town = await townOf(parsed.data);
  if (town === undefined) return { problems: { code5: 'schedule_problem_area' } };
  return refusingOverlaps(() =>
    inTransaction(async (trx, afterCommit) => {
      const locked = await lockOccurrences(trx, ids);
      if (locked.length === 0 || locked.length !== new Set(ids).size) return 'not_found';
      const foreign = locked.find((one) => !mayChange(viewer, one));
      if (foreign) return refuseOccurrence(trx, viewer, foreign.id, foreign);
      const refused = locked.flatMap((one) => judge(one, parsed.data, now(), asOf) ?? []);
      if (refused.length > 0) return { refused };
      const changing = locked.filter((one) => !standsSo(one, parsed.data));
      const stakes = stakesOf(changing, parsed.data, town);
      if (seen !== undefined && stakes.held.length > 0 && stakes.seen !== seen)
        return { unseen: stakes };
      for (const one of changing) {
        await changeDate(trx, one, parsed.data, afterCommit);
        await recordOnOccurrence(trx, viewer, parsed.data.act, one);
      }
      if (['restore', 'resize'].includes(parsed.data.act))
        await promote(
          trx,
          locked.map(({ id }) => id),
          afterCommit,
        );
      return 'changed';
    }),
  );
}

interface Asked {
  /** Nothing is done to dates that people hold before what becomes of them was told; it stands beside what was. */
  seen?: string | undefined;
  /** When the page was read: a date put off since, by a form sent twice perhaps, is not put off once more. */
  asOf?: Date | undefined;
}

/** The name of the town that is told; null for the usual one, undefined for none that there is. */
async function townOf(change: ReadDateChange): Promise<string | null | undefined> {
  if (change.act !== 'place' || change.code5 === null) return null;
  return (await findArea(change.code5))?.name;
}

async function changeDate(
  trx: Database,
  one: LockedDate,
  change: ReadDateChange,
  afterCommit: AfterCommit,
): Promise<void> {
  const changed =
    change.act === 'resize'
      ? await resizeOccurrence(trx, one.id, change.capacity)
      : await changeOccurrence(trx, one.id, rowOf(one, change));
  afterCommit(() => announceChange(changed));
}

function rowOf(one: LockedDate, change: Exclude<ReadDateChange, { act: 'resize' }>) {
  if (change.act === 'note') return { note: change.note };
  if (change.act === 'cancel') return { state: 'cancelled', cancelled_reason: change.reason };
  if (change.act === 'restore') return { state: 'scheduled', cancelled_reason: '' };
  if (change.act === 'place' || change.act === 'usual_place') {
    const to = otherPlace(one, change);
    return { place_name: to?.placeName ?? null, place_code5: to?.code5 ?? null };
  }
  return {
    starts_at: minutesLater(one.starts_at, change.minutes),
    ends_at: minutesLater(one.ends_at, change.minutes),
    moved: true,
  };
}

/** One more date of a published series, outside its rules; no revision takes it back. `there`: it has one then. */
export async function addDate(
  viewer: AccountViewer,
  seriesId: string,
  input: MoveInput,
): Promise<'added' | 'there' | 'not_found' | Refused> {
  const parsed = moveInput.safeParse(input);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  const { date, startsAt, endsAt } = parsed.data;
  const starts_at = instantOf(date, startsAt);
  if (starts_at <= now()) return { problems: { date: 'schedule_problem_past' } };
  return inTransaction(async (trx) => {
    const found = await lockOwnSeries(trx, viewer, seriesId, mayPublish);
    if (found === 'not_found') return found;
    const series = await findDatedByRules(trx, seriesId);
    if (!series) return 'not_found';
    const added = await insertAdded(trx, {
      series_id: seriesId,
      kind: series.kind,
      original_start: starts_at,
      starts_at,
      ends_at: instantOf(date, endsAt),
      origin: 'added',
      capacity: series.capacity,
      changed_at: now(),
    });
    if (!added) return 'there';
    const { id } = added;
    await recordOnOccurrence(trx, viewer, 'add', { ...found, id });
    return 'added';
  });
}
