import { sql, type Kysely } from 'kysely';

/** Who can be called into a supporter's talks: for all slots of a consultation, or for one of them; shown once they agreed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table stand_bys (
      id uuid default gen_random_uuid() constraint stand_bys_pkey primary key,
      series_id uuid not null constraint stand_bys_series references series on delete cascade,
      supporter_account_id uuid not null constraint stand_bys_supporter references accounts on delete cascade,
      occurrence_id uuid constraint stand_bys_occurrence references occurrences on delete cascade,
      account_id uuid not null constraint stand_bys_account references accounts on delete cascade,
      asked_at timestamptz not null,
      agreed_at timestamptz,
      nickname text not null default '' constraint stand_bys_nickname_length check (char_length(nickname) <= 40),
      constraint stand_bys_are_others check (account_id <> supporter_account_id),
      constraint stand_bys_called_once_agreed check ((agreed_at is null) = (nickname = '')),
      constraint stand_bys_once unique nulls not distinct (series_id, supporter_account_id, occurrence_id)
    );
    create index stand_bys_by_account on stand_bys (account_id);
    create index stand_bys_by_occurrence on stand_bys (occurrence_id) where occurrence_id is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table stand_bys`.execute(db);
}
