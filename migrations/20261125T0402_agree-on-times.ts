import { sql, type Kysely } from 'kysely';

/** A time at which somebody of a window opens a room for a person; without a window, whoever of the route is there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table callbacks (
      contact_id uuid constraint callbacks_pkey primary key
        constraint callbacks_contact references contacts on delete cascade,
      window_id uuid constraint callbacks_window references windows on delete set null,
      meets_at timestamptz not null,
      set_by uuid constraint callbacks_set_by references accounts on delete set null,
      set_at timestamptz not null,
      constraint callbacks_ahead check (meets_at > set_at)
    );
    create index callbacks_by_window on callbacks (window_id) where window_id is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table callbacks`.execute(db);
}
