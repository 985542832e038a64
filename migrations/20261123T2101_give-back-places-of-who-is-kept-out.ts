import { sql, type Kysely } from 'kysely';

/** Not by the person: they are kept out, and others come. The clock looks for whom that is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table signups add given_back boolean not null default false
      constraint signups_given_back check (not given_back or state = 'cancelled');
    create index participants_barred on participants (barred_until) where barred_until is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index participants_barred;
    alter table signups drop column given_back;
  `.execute(db);
}
