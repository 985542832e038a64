import { sql, type Kysely } from 'kysely';

/** A shift taken off stays known: nothing lays it again, and who follows it by calendar hears that it is off. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table shifts
      add column taken_off_at timestamptz,
      add column sequence integer not null default 0,
      add column changed_at timestamptz not null default now(),
      drop constraint shifts_one_at_a_time,
      add constraint shifts_one_at_a_time exclude using gist (
        window_id with =, account_id with =, tstzrange(starts_at, ends_at) with &&)
        where (taken_off_at is null);
    create function raise_shift_sequence() returns trigger language plpgsql as $$
    begin
      new.sequence := old.sequence + 1;
      new.changed_at := now();
      return new;
    end $$;
    create trigger shifts_raise_sequence before update of role, capacity, starts_at, ends_at, taken_off_at on shifts
      for each row
      when ((old.role, old.capacity, old.starts_at, old.ends_at, old.taken_off_at)
        is distinct from (new.role, new.capacity, new.starts_at, new.ends_at, new.taken_off_at))
      execute function raise_shift_sequence();
    create index shifts_by_window on shifts (window_id, ends_at) where taken_off_at is null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index shifts_by_window;
    drop trigger shifts_raise_sequence on shifts;
    drop function raise_shift_sequence;
    delete from shifts where taken_off_at is not null;
    alter table shifts
      drop constraint shifts_one_at_a_time,
      add constraint shifts_one_at_a_time exclude using gist (
        window_id with =, account_id with =, tstzrange(starts_at, ends_at) with &&),
      drop column changed_at,
      drop column sequence,
      drop column taken_off_at;
  `.execute(db);
}
