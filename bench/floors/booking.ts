/** The barest honest booking: one statement, named, through `pg`; `taken < capacity` decides. */
import { randomBytes, randomUUID } from 'node:crypto';
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

/** In the portal's own tables, what it keeps of a stranger: the person, their device, their face and the way back to it, the form. */
const BOOK_WHOLE = {
  name: 'book whole',
  text: `with seat as (
           update occurrences set taken = taken + 1, next_queue_no = next_queue_no + 1
           where id = $1 and taken < capacity returning id, next_queue_no - 1 as queue_no),
         person as (insert into participants (last_used_on) select current_date from seat returning id),
         device as (
           insert into participant_sessions (id_hash, participant_id, expires_at)
           select $2, id, now() + interval '1 day' from person),
         face as (
           insert into pseudonyms (pseudonym, scope, sealed_participant) select gen_random_uuid(), $3, $4 from seat
           returning pseudonym),
         way_back as (
           insert into participant_pseudonyms (participant_id, sealed_pseudonym) select id, $5 from person),
         booked as (
           insert into signups (occurrence_id, pseudonym, nickname, message, state, queue_no)
           select seat.id, pseudonym, $6, $7, 'confirmed', queue_no from seat, face returning id)
         insert into used_forms (form_hash, signup_id, due_at)
         select $8, id, now() + interval '10 minutes' from booked`,
};

/** As long as ours are: nonce and tag, and what is under them. */
const SEALED = { participant: 28 + 36, pseudonym: 28 + 92 };

export async function openBookingFloor(
  connectionString: string,
  { sessions, scope }: { sessions: number; scope: string },
) {
  const pool = new pg.Pool({ connectionString, max: 10 });
  await pool.query(FLOOR_SCHEMA);
  await pool.query(
    'insert into floor.sessions (id, capacity) select n, 1000000 from generate_series(1, $1) n',
    [sessions],
  );
  const ask = async (query: pg.QueryConfig) => {
    const { rowCount } = await pool.query(query);
    if (rowCount !== 1) throw new Error('the floor refused a booking');
  };
  return {
    book: (session: number) => ask({ ...BOOK, values: [session + 1, 'ひだまり'] }),
    bookWhole: (occurrenceId: string) =>
      ask({
        ...BOOK_WHOLE,
        values: [
          ...[occurrenceId, randomBytes(32), scope],
          ...[randomBytes(SEALED.participant), randomBytes(SEALED.pseudonym)],
          ...['ひだまり', randomUUID(), randomBytes(32)],
        ],
      }),
    close: () => pool.end(),
  };
}
