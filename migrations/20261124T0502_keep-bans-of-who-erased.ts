import { sql, type Kysely } from 'kysely';

/**
 * Whom an organisation or the operator keeps out and who then erases everything is nobody any more: the ban stands on without
 * a face, and each device they had is known by a keyed hash for as long as the ban lasts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table bans alter column pseudonym drop not null;
    alter table site_bans alter column pseudonym drop not null;
    delete from barred_devices;
    alter table barred_devices
      drop column face_marks,
      drop column until,
      add column ban_id uuid constraint barred_devices_ban references bans on delete cascade,
      add column site_ban_id uuid constraint barred_devices_site_ban references site_bans on delete cascade,
      add constraint barred_devices_of_one_ban check (num_nonnulls(ban_id, site_ban_id) = 1);
    create index barred_devices_by_ban on barred_devices (ban_id);
    create index barred_devices_by_site_ban on barred_devices (site_ban_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from barred_devices;
    alter table barred_devices
      drop column ban_id,
      drop column site_ban_id,
      add column face_marks bytea[] not null,
      add column until date not null;
    create index barred_devices_by_end on barred_devices (until);
    delete from bans where pseudonym is null;
    delete from site_bans where pseudonym is null;
    alter table bans alter column pseudonym set not null;
    alter table site_bans alter column pseudonym set not null;
  `.execute(db);
}
