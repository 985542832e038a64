/** What the rules' table keeps, and dates that a public holiday moves. */
import type { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { db, sql } from '#platform/db';
import { materialise } from '#schedule/server';
import { materialiseAll } from '../../src/schedule/materialise.server.ts';
import * as listedDates from '../../migrations/20261121T1202_list-dates.ts';
import * as holidays from '../../migrations/20261121T1200_move-holiday-dates.ts';
import { useFakeClock } from '../support/clock.ts';
import { aSeries } from '../support/schedule.ts';

/** Migrations know no table's type. */
const schema = db as unknown as Kysely<unknown>;

const startsOf = async (series_id: string) =>
  (
    await db
      .selectFrom('occurrences')
      .select(['original_start', 'starts_at', 'moved'])
      .where('series_id', '=', series_id)
      .orderBy('starts_at')
      .execute()
  ).map(({ original_start, starts_at, moved }) => [
    original_start.toISOString(),
    starts_at.toISOString(),
    moved,
  ]);

async function aSeriesOn(
  rule: Partial<{ rrule: string; on_holiday: string; valid_until: string }>,
) {
  const series_id = await aSeries();
  await db
    .insertInto('series_rules')
    .values({
      series_id,
      rrule: 'FREQ=WEEKLY;BYDAY=MO',
      valid_from: '2026-11-16',
      starts_at_minute: 600,
      ends_at_minute: 660,
      ...rule,
    })
    .execute();
  return series_id;
}

test('a date that a holiday moves keeps the start it had, and is not thought moved by hand', async () => {
  useFakeClock('2026-11-21T03:00:00Z');
  const id = await aSeriesOn({ on_holiday: 'day_after', valid_until: '2026-11-30' });
  await materialise(id);
  expect(await startsOf(id)).toEqual([
    ['2026-11-23T01:00:00.000Z', '2026-11-24T01:00:00.000Z', false],
    ['2026-11-30T01:00:00.000Z', '2026-11-30T01:00:00.000Z', false],
  ]);
});

test('a date moved onto today is written though the day it had is over', async () => {
  useFakeClock('2026-11-24T00:30:00Z');
  const id = await aSeriesOn({ on_holiday: 'day_after', valid_until: '2026-11-23' });
  await materialise(id);
  expect(await startsOf(id)).toHaveLength(1);
});

test('the nightly run of two processes at once writes each date once, moved ones too', async () => {
  useFakeClock('2026-11-21T03:00:00Z');
  const series = await Promise.all(
    ['day_before', 'day_after', 'week_after', 'skipped'].map((on_holiday) =>
      aSeriesOn({ on_holiday }),
    ),
  );
  await Promise.all([materialiseAll(), materialiseAll(), materialiseAll()]);
  const once = await Promise.all(series.map(startsOf));
  await Promise.all([materialiseAll(), materialiseAll()]);
  expect(await Promise.all(series.map(startsOf))).toEqual(once);
  expect(once.map((dates) => dates.length > 40)).toEqual([true, true, true, true]);
});

test('going back a version and forward again loses no listed date', async () => {
  const series_id = await aSeries();
  await sql`insert into series_rules
      (series_id, dates, valid_from, valid_until, starts_at_minute, ends_at_minute)
    values (${series_id}, '{2026-11-26,2026-12-10,2027-01-14}', '2026-11-26', '2027-01-14', 600, 660)`.execute(
    db,
  );
  const listed = async () =>
    (
      await sql<{ valid_from: string }>`select valid_from from series_rules
        where series_id = ${series_id} order by valid_from`.execute(db)
    ).rows.map(({ valid_from }) => valid_from);
  await listedDates.down(schema);
  expect(await listed()).toEqual(['2026-11-26', '2026-12-10', '2027-01-14']);
  await listedDates.up(schema);
  const { rows } = await sql<{ dates: string[]; valid_until: string }>`
    select dates, valid_until from series_rules where series_id = ${series_id} order by valid_from`.execute(
    db,
  );
  expect(rows.map(({ dates }) => dates)).toEqual([['2026-11-26'], ['2026-12-10'], ['2027-01-14']]);
});

test('going back a version, whatever a holiday changed at least does not fall on it', async () => {
  const [moved, held] = [await aSeriesOn({ on_holiday: 'week_after' }), await aSeriesOn({})];
  const onHoliday = async (series_id: string) =>
    (
      await sql<{ on_holiday: string }>`select on_holiday from series_rules
      where series_id = ${series_id}`.execute(db)
    ).rows[0]?.on_holiday;
  await holidays.down(schema);
  await holidays.up(schema);
  expect([await onHoliday(moved), await onHoliday(held)]).toEqual(['skipped', 'held']);
});
