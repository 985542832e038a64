import { sql, type Kysely } from 'kysely';

/** The hours of a week, and single dates that differ; an end past 1440 minutes falls on the next day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table availability_hours (
      availability_id uuid not null
        constraint availability_hours_availability references availabilities on delete cascade,
      weekday smallint not null constraint availability_hours_weekday check (weekday between 1 and 7),
      starts_at_minute smallint not null,
      ends_at_minute smallint not null,
      constraint availability_hours_span check (
        starts_at_minute between 0 and 1439 and starts_at_minute < ends_at_minute and ends_at_minute <= 2880),
      constraint availability_hours_apart exclude using gist (
        availability_id with =, weekday with =, int4range(starts_at_minute, ends_at_minute) with &&)
    );
    create table availability_exceptions (
      availability_id uuid not null
        constraint availability_exceptions_availability references availabilities on delete cascade,
      date date not null,
      kind text not null constraint availability_exceptions_kind check (kind in ('off', 'instead', 'also')),
      starts_at_minute smallint,
      ends_at_minute smallint,
      constraint availability_exceptions_times check (
        (kind = 'off') = (starts_at_minute is null) and (kind = 'off') = (ends_at_minute is null)),
      constraint availability_exceptions_span check (
        starts_at_minute between 0 and 1439 and starts_at_minute < ends_at_minute and ends_at_minute <= 2880),
      constraint availability_exceptions_apart exclude using gist (
        availability_id with =, date with =, kind with =, int4range(starts_at_minute, ends_at_minute) with &&)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table availability_exceptions, availability_hours;`.execute(db);
}
