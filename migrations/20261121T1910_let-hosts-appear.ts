import { sql, type Kysely } from 'kysely';

/**
 * Who of an organisation welcomes at a series, by their own act: a name they chose and a drawing. What somebody is to whom
 * ("as a mother") stands in the record of that person's consent and nowhere else: without the one there is not the other.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
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
    create table host_consents (
      series_id uuid not null,
      account_id uuid not null,
      relation text not null constraint host_consents_relation check (relation <> '' and char_length(relation) <= 80),
      given_by uuid not null,
      given_at timestamptz not null,
      constraint host_consents_pkey primary key (series_id, account_id),
      constraint host_consents_of_host foreign key (series_id, account_id)
        references series_hosts (series_id, account_id) on delete cascade,
      constraint host_consents_by_oneself check (given_by = account_id)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table host_consents, series_hosts;
  `.execute(db);
}
