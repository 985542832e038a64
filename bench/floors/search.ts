/** The barest honest search: one named statement through `pg`, one index range a town, the rows a list shows. */
import pg from 'pg';

const SHOWN = `o.id, o.starts_at, o.ends_at, o.state, o.taken, o.capacity, o.waiting, s.title, s.format, s.place_name, s.fee,
  s.audience, s.topics, s.first_steps, g.name as organisation`;

const NEAR = {
  name: 'near',
  text: `select ${SHOWN} from unnest($1::text[]) as place (code5)
    cross join lateral (
      select * from occurrences o where o.code5 = place.code5 and o.kind = 'lecture'
        and o.starts_at >= now() and o.starts_at < now() + $2 * interval '1 day'
      order by o.starts_at, o.id limit 60) o
    join series s on s.id = o.series_id join organisations g on g.id = s.organisation_id
    order by o.starts_at, o.id limit 60`,
};

const WITH_WORD = {
  name: 'with word',
  text: `select ${SHOWN} from occurrences o
    join series s on s.id = o.series_id join organisations g on g.id = s.organisation_id
    where o.starts_at >= now() and o.starts_at < now() + $2 * interval '1 day' and strpos(s.search_text, $1) > 0
    order by o.starts_at, o.id limit 60`,
};

export async function openSearchFloor(connectionString: string) {
  const pool = new pg.Pool({ connectionString, max: 10 });
  await pool.query('select 1');
  return {
    near: (towns: string[], days: number) => pool.query({ ...NEAR, values: [towns, days] }),
    withWord: (word: string, days: number) => pool.query({ ...WITH_WORD, values: [word, days] }),
    close: () => pool.end(),
  };
}
