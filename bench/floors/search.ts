/** The barest honest search: one named statement through `pg`, one index range a town, the rows a list shows. */
import pg from 'pg';

/** As lean as a search can have it: each date with its own town, under one index. The portal finds dates by their series. */
const TABLE = `create table floor_dates as
    select o.id, o.series_id, o.kind, coalesce(o.place_code5, s.code5) as code5, o.starts_at, o.ends_at, o.state,
      o.cancelled_reason, o.note, o.liveliness, o.liveliness_at, o.place_name, o.taken, o.capacity, o.waiting
    from occurrences o join series s on s.id = o.series_id;
  create index on floor_dates (code5, kind, starts_at, id);
  create index on floor_dates (starts_at, id);
  analyze floor_dates`;

/** What a line of the list shows: when, what, where, by whom, how it is there, when next instead, whether one can sign up. */
const SHOWN = `o.id, o.starts_at, o.ends_at, o.state, o.cancelled_reason, o.note, o.liveliness, o.liveliness_at,
  o.place_name as place_this_once, o.taken, o.capacity, o.waiting,
  case when o.state = 'cancelled' then (
    select min(n.starts_at) from occurrences n
    where n.series_id = o.series_id and n.starts_at > o.starts_at and n.state = 'scheduled') end as next_starts_at,
  s.title, s.category, s.format, s.place_name, s.code5, s.pref_code, s.host_name, s.sign_up_policy, s.sign_up_opens_minutes,
  s.sign_up_closes_minutes, s.source_url is not null as unchecked, s.demonstration, g.name as organisation, a.name as area`;

const NAMED = `join organisations g on g.id = s.organisation_id left join areas a on a.code5 = s.code5`;

const NEAR = {
  name: 'near',
  text: `select ${SHOWN} from unnest($1::text[]) as place (code5)
    cross join lateral (
      select * from floor_dates o where o.code5 = place.code5 and o.kind = 'lecture'
        and o.starts_at >= now() and o.starts_at < now() + $2 * interval '1 day'
      order by o.starts_at, o.id limit 60) o
    join series s on s.id = o.series_id ${NAMED}
    order by o.starts_at, o.id limit 60`,
};

const WITH_WORD = {
  name: 'with word',
  text: `select ${SHOWN} from floor_dates o
    join series s on s.id = o.series_id ${NAMED}
    where o.starts_at >= now() and o.starts_at < now() + $2 * interval '1 day' and strpos(s.search_text, $1) > 0
    order by o.starts_at, o.id limit 60`,
};

/** What is counted beside each box: every kind that the towns have, by the day and hour. */
const NEAR_COUNTED = {
  name: 'near, counted',
  text: `select s.kind, s.format, s.audience, s.topics, s.first_steps, o.starts_at, count(*) from unnest($1::text[]) as place (code5)
    cross join lateral (
      select * from floor_dates o where o.code5 = place.code5
        and o.starts_at >= now() and o.starts_at < now() + $2 * interval '1 day') o
    join series s on s.id = o.series_id
    group by 1, 2, 3, 4, 5, 6`,
};

const WITH_WORD_COUNTED = {
  name: 'with word, counted',
  text: `select s.kind, s.format, s.audience, s.topics, s.first_steps, o.starts_at, count(*) from floor_dates o
    join series s on s.id = o.series_id
    where o.starts_at >= now() and o.starts_at < now() + $2 * interval '1 day' and strpos(s.search_text, $1) > 0
    group by 1, 2, 3, 4, 5, 6`,
};

export async function openSearchFloor(connectionString: string) {
  const pool = new pg.Pool({ connectionString, max: 10 });
  await pool.query(TABLE);
  return {
    near: (towns: string[], days: number) => pool.query({ ...NEAR, values: [towns, days] }),
    withWord: (word: string, days: number) => pool.query({ ...WITH_WORD, values: [word, days] }),
    nearCounted: (towns: string[], days: number) =>
      Promise.all(
        [NEAR, NEAR_COUNTED].map((query) => pool.query({ ...query, values: [towns, days] })),
      ),
    withWordCounted: (word: string, days: number) =>
      Promise.all(
        [WITH_WORD, WITH_WORD_COUNTED].map((query) =>
          pool.query({ ...query, values: [word, days] }),
        ),
      ),
    close: () => pool.end(),
  };
}
