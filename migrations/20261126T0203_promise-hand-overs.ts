import { sql, type Kysely } from 'kysely';

/** Where nobody is now, a window may take a talk over at a time when somebody is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contact_hand_overs
      add column meets_at timestamptz,
      add constraint contact_hand_overs_promised check (
        meets_at is null or (account_id is null and state in ('asked', 'refused', 'lapsed')));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from contact_hand_overs where meets_at is not null;
    alter table contact_hand_overs
      drop constraint contact_hand_overs_promised,
      drop column meets_at;
  `.execute(db);
}
