/** The barest honest booking: one statement, named, through `pg`; `taken < capacity` decides. */
import pg from 'pg';

const FLOOR_SCHEMA = `
  drop schema if exists floor cascade;
  create schema floor;
  create table floor.sessions (id int primary key, capacity int not null, taken int not null default 0) with (fillfactor = 80);
  create table floor.bookings (
    id bigint generated always as identity primary key, session_id int not null references floor.sessions,
    person uuid not null, nickname text not null, at timestamptz not null default now(), unique (session_id, person));
`;

const BOOK = {
  name: 'book',
  text: `with seat as (
           update floor.sessions set taken = taken + 1 where id = $1 and taken < capacity returning id)
         insert into floor.bookings (session_id, person, nickname)
         select id, gen_random_uuid(), $2 from seat returning id`,
};

export async function openBookingFloor(connectionString: string, sessions: number) {
  const pool = new pg.Pool({ connectionString, max: 10 });
  await pool.query(FLOOR_SCHEMA);
  await pool.query(
    'insert into floor.sessions (id, capacity) select n, 1000000 from generate_series(1, $1) n',
    [sessions],
  );
  return {
    book: async (session: number) => {
      const { rowCount } = await pool.query({ ...BOOK, values: [session, 'ひだまり'] });
      if (rowCount !== 1) throw new Error('the floor refused a booking');
    },
    close: () => pool.end(),
  };
}
