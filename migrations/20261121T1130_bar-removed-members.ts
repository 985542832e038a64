import { sql, type Kysely } from 'kysely';

/** Whom a host removed stays out; whoever only gave up the place may come back with a new one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table room_members
      add column barred boolean not null default false,
      add constraint room_members_barred_are_out check (not barred or removed_at is not null);
    update room_members set barred = true where removed_at is not null and pseudonym is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table room_members drop column barred;
  `.execute(db);
}
