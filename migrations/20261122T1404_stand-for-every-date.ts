import { sql, type Kysely } from 'kysely';

/** Who comes to every date of a series, in the order in which they said so; the row goes when they stop. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table standing_signups (
      series_id uuid not null constraint standing_signups_series references series on delete cascade,
      pseudonym uuid not null constraint standing_signups_pseudonym references pseudonyms on delete cascade,
      number bigint generated always as identity,
      nickname text not null
        constraint standing_signups_nickname_length check (char_length(nickname) between 1 and 80),
      party_size smallint not null constraint standing_signups_party check (party_size between 1 and 4),
      way text not null
        constraint standing_signups_way check (way in ('text', 'voice', 'video', 'watch', 'onsite')),
      message text not null constraint standing_signups_message_length check (char_length(message) <= 4000),
      constraint standing_signups_pkey primary key (series_id, pseudonym)
    );
    create index standing_signups_by_pseudonym on standing_signups (pseudonym);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table standing_signups;`.execute(db);
}
