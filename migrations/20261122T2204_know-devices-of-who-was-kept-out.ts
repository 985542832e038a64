import { sql, type Kysely } from 'kysely';

/**
 * Whom the operator keeps out and who then erases everything is nobody any more, and their devices stay kept out: each is
 * known by a keyed hash, and by those of the faces under which the operator may let them come again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table barred_devices (
      mark bytea constraint barred_devices_pkey primary key
        constraint barred_devices_mark_is_a_hash check (octet_length(mark) = 32),
      face_marks bytea[] not null,
      until date not null
    );
    create index barred_devices_by_end on barred_devices (until);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table barred_devices`.execute(db);
}
