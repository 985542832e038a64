import { sql, type Kysely } from 'kysely';

/** One colleague at a time is asked; whoever asks stays host until they accept. A slot's room has its stand-in instead. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rooms add column one_to_one boolean not null default false;
    update rooms set one_to_one = true
      from occurrences o where o.id = rooms.occurrence_id and o.supporter_account_id is not null;
    create table hand_overs (
      room_id uuid constraint hand_overs_pkey primary key
        constraint hand_overs_room references rooms on delete cascade,
      from_account_id uuid not null constraint hand_overs_from references accounts,
      to_account_id uuid not null constraint hand_overs_to references accounts,
      stays boolean not null,
      constraint hand_overs_to_another check (from_account_id <> to_account_id)
    );
    create index hand_overs_by_asked on hand_overs (to_account_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table hand_overs;
    alter table rooms drop column one_to_one;
  `.execute(db);
}
