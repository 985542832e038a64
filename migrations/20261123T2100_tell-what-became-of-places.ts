import { sql, type Kysely } from 'kysely';

/** A place that came to somebody from the queue, or was given back for them: whether they have read of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table signups add place_unread boolean not null default false
      constraint signups_place_unread check (not (place_unread and state = 'waiting'));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table signups drop column place_unread`.execute(db);
}
