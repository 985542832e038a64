import { sql, type Kysely } from 'kysely';

/** Dates are found through their series: which lie near or reach anywhere, then the days asked for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index occurrences_by_series on occurrences (series_id, starts_at);
    create index series_by_area on series (code5);
    create index series_by_prefecture on series (pref_code, code5);
    create index series_reaching_anywhere on series (format) where format <> 'onsite';
    drop index occurrences_by_area;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index occurrences_by_area on occurrences (code5, kind, starts_at, id);
    drop index series_reaching_anywhere, series_by_prefecture, series_by_area, occurrences_by_series;
  `.execute(db);
}
