import { sql, type Kysely } from 'kysely';

/** Somebody phoned: staff act for that person, who has no device, until they first come back by the words on their slip. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table participants add kept_by_staff boolean not null default false;
    alter table participants add constraint participants_kept_has_not_noted check (not (kept_by_staff and phrase_noted));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table participants drop column kept_by_staff;`.execute(db);
}
