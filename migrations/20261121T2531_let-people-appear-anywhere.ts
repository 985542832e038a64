import { sql, type Kysely } from 'kysely';

/** Whoever welcomes at a series appears at a desk in the same way: one table for both, each row at one place. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table appearances (
      id uuid default gen_random_uuid() constraint appearances_pkey primary key,
      series_id uuid constraint appearances_series references series on delete cascade,
      window_id uuid constraint appearances_window references windows on delete cascade,
      account_id uuid not null constraint appearances_account references accounts on delete cascade,
      nickname text not null constraint appearances_nickname check (nickname <> '' and char_length(nickname) <= 80),
      message text not null default '' constraint appearances_message check (char_length(message) <= 400),
      drawing smallint constraint appearances_drawing check (drawing between 1 and 5),
      since timestamptz not null,
      constraint appearances_at_one_place check (num_nonnulls(series_id, window_id) = 1),
      constraint appearances_at_series_once unique (series_id, account_id),
      constraint appearances_at_window_once unique (window_id, account_id),
      constraint appearances_of_account unique (id, account_id)
    );
    insert into appearances (series_id, account_id, nickname, message, drawing, since)
      select series_id, account_id, nickname, message, drawing, since from series_hosts;
    alter table host_consents
      drop constraint host_consents_of_host,
      add constraint host_consents_of_host foreign key (series_id, account_id)
        references appearances (series_id, account_id) on delete cascade;
    drop table series_hosts;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table series_hosts (
      series_id uuid not null constraint series_hosts_series references series on delete cascade,
      account_id uuid not null constraint series_hosts_account references accounts on delete cascade,
      nickname text not null constraint series_hosts_nickname check (nickname <> '' and char_length(nickname) <= 80),
      message text not null default '' constraint series_hosts_message check (char_length(message) <= 400),
      drawing smallint constraint series_hosts_drawing check (drawing between 1 and 5),
      since timestamptz not null,
      constraint series_hosts_pkey primary key (series_id, account_id)
    );
    insert into series_hosts (series_id, account_id, nickname, message, drawing, since)
      select series_id, account_id, nickname, message, drawing, since from appearances where series_id is not null;
    alter table host_consents
      drop constraint host_consents_of_host,
      add constraint host_consents_of_host foreign key (series_id, account_id)
        references series_hosts (series_id, account_id) on delete cascade;
    drop table appearances;
  `.execute(db);
}
