/** Rules of series as they are stored. */
import { db, type Database, type DB } from '#platform/db';
import type { Selectable } from 'kysely';
import type { OnHoliday, Rule } from './rule.ts';

/** The rules of some series, in order; one without any has an empty list. */
export async function rulesOfAll(
  seriesIds: string[],
  trx: Database = db,
): Promise<Map<string, Rule[]>> {
  const rules = new Map<string, Rule[]>(seriesIds.map((id) => [id, []]));
  const rows = await trx
    .selectFrom('series_rules')
    .selectAll()
    .where((eb) => eb('series_id', '=', eb.fn.any(eb.val(seriesIds))))
    .orderBy('valid_from')
    .orderBy('starts_at_minute')
    .orderBy('id')
    .execute();
  for (const row of rows) rules.get(row.series_id)?.push(ruleOfRow(row));
  return rules;
}

export const rulesOfSeries = async (seriesId: string, trx: Database = db): Promise<Rule[]> =>
  (await rulesOfAll([seriesId], trx)).get(seriesId) ?? [];

const ruleOfRow = (row: Selectable<DB['series_rules']>): Rule => ({
  rrule: row.rrule,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  startsAtMinute: row.starts_at_minute,
  endsAtMinute: row.ends_at_minute,
  dates: row.dates,
  onHoliday: row.on_holiday as OnHoliday, // CHECK series_rules_on_holiday
  closedAtYearEnd: row.closed_at_year_end,
  closedMonths: row.closed_months,
});
