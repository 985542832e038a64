import { sql, type Kysely } from 'kysely';

/** Words wait until their own day, which begins anew when their writer writes again; who looks after the desk is told of the late once a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contacts
      add wish text not null default 'text' constraint contacts_wish check (wish in ('text', 'room')),
      add answer_by timestamptz,
      add reminded_at timestamptz;
    update contacts set answer_by = created_at + interval '3 days' where state = 'message';
    alter table contacts
      add constraint contacts_words_have_their_day check ((state = 'message') = (answer_by is not null)),
      add constraint contacts_reminded_of_words check (reminded_at is null or answer_by is not null);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contacts
      drop constraint contacts_reminded_of_words,
      drop constraint contacts_words_have_their_day,
      drop column reminded_at,
      drop column answer_by,
      drop column wish;
  `.execute(db);
}
