import { sql, type Kysely } from 'kysely';

/** Not only a talk that led here: each hand-over is consented to, from one window to another, or to one person there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table consents
      drop constraint consents_once,
      add column from_window_id uuid constraint consents_from_window references windows on delete cascade,
      add column account_id uuid constraint consents_account references accounts on delete cascade,
      add constraint consents_to_whom check (from_window_id is null or window_id is not null),
      add constraint consents_account_at_window check (account_id is null or window_id is not null);
    create unique index consents_once on consents (contact_id, room_id, window_id, account_id) nulls not distinct
      where room_id is not null;
    create index consents_by_contact on consents (contact_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index consents_by_contact;
    drop index consents_once;
    delete from consents where from_window_id is not null;
    alter table consents
      drop constraint consents_account_at_window,
      drop constraint consents_to_whom,
      drop column account_id,
      drop column from_window_id,
      add constraint consents_once unique (contact_id);
  `.execute(db);
}
