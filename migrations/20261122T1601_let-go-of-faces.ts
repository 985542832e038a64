import { sql, type Kysely } from 'kysely';

/** What somebody said in a group stays with the talk when they are deleted, under no face; so does that a contact was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table room_members
      drop constraint room_members_are_one,
      add constraint room_members_are_one check (
        num_nonnulls(pseudonym, account_id) = 1
        or (num_nonnulls(pseudonym, account_id) = 0 and role = 'participant' and removed_at is not null));
    create index room_members_by_pseudonym on room_members (pseudonym) where pseudonym is not null;
    alter table contacts
      alter column pseudonym drop not null,
      add constraint contacts_open_have_a_face check (pseudonym is not null or ended_at is not null),
      add constraint contacts_faceless_are_erased check (pseudonym is not null or (first_words = '' and nickname = ''));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from contacts where pseudonym is null;
    alter table contacts
      drop constraint contacts_faceless_are_erased,
      drop constraint contacts_open_have_a_face,
      alter column pseudonym set not null;
    drop index room_members_by_pseudonym;
    delete from rooms r where exists (
      select from room_members m where m.room_id = r.id and num_nonnulls(m.pseudonym, m.account_id) = 0);
    alter table room_members
      drop constraint room_members_are_one,
      add constraint room_members_are_one check ((pseudonym is null) <> (account_id is null));
  `.execute(db);
}
