/** A month with more in-person meetings than a sheet of paper holds, under the longest titles, and a desk with much to say. */
import { rowsOf } from './rows.ts';

export async function aFullMonthIn(
  databaseUrl: string,
  code5: string,
  month: string,
): Promise<void> {
  await rowsOf(databaseUrl, MEETINGS, [code5, `${month}-01`]);
  await rowsOf(databaseUrl, PLACES, [code5, `${month}-01`]);
  await rowsOf(databaseUrl, DESK, [code5]);
}

const ORGANISATION = `
  with organisation as (
    insert into organisations (name, kind, standing, verified_at)
    values ('親の会あおば ' || left(gen_random_uuid()::text, 8), 'family_association', 'verified', now()) returning id),`;

const WRITTEN = `
  insert into occurrences (series_id, kind, original_start, starts_at, ends_at, origin)
  select made.id, made.kind, at, at, at + interval '2 hours', 'rule' from made,
    lateral (select ($2::date + made.number % 28) at time zone 'Asia/Tokyo' + interval '13 hours' as at) as start`;

const MEETINGS = `${ORGANISATION}
  made as (
    insert into series (organisation_id, kind, state, title, format, pref_code, code5, place_name, capacity)
    select id, 'group_session', 'published',
      number || case when number % 2 = 0 then repeat('はじめての方のための家族のつどい', 4) else '番目の会' end,
      'hybrid', left($1, 2), $1, repeat('中央公民館', 3), number
    from organisation, generate_series(1, 60) as number returning id, kind, capacity as number)
  ${WRITTEN}`;

const PLACES = `${ORGANISATION}
  made as (
    insert into series (organisation_id, kind, state, title, format, pref_code, code5, place_name, capacity)
    select id, 'gathering_place', 'published', number || repeat('だれでもいられる居場所', 3), 'onsite', left($1, 2), $1,
      repeat('市民活動センター', 4), number
    from organisation, generate_series(1, 9) as number returning id, kind, capacity as number)
  ${WRITTEN}`;

const DESK = `
  update windows set message = repeat('うまく話せなくて当たり前です。', 9), hours_text = repeat('第1・第3水曜 9:00–17:00、', 3)
  where code5 = $1`;
