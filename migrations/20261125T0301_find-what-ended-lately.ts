import { sql, type Kysely } from 'kysely';

/** So that the auditor looks at what is open or ended lately, however much is over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index contacts_by_end on contacts (ended_at) where ended_at is not null;
    create index rooms_of_contacts_not_closed on rooms (contact_id) where state <> 'closed' and contact_id is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index rooms_of_contacts_not_closed, contacts_by_end;
  `.execute(db);
}
