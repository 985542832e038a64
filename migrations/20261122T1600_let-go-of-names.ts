import { sql, type Kysely } from 'kysely';

/** Sign-ups that are over keep neither name nor message: both go together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table signups
      drop constraint signups_nickname_length,
      add constraint signups_nickname_length check (char_length(nickname) <= 80),
      add constraint signups_erased_whole check (nickname <> '' or message = '');
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    update signups set nickname = '-' where nickname = '';
    alter table signups
      drop constraint signups_erased_whole,
      drop constraint signups_nickname_length,
      add constraint signups_nickname_length check (char_length(nickname) between 1 and 80);
  `.execute(db);
}
