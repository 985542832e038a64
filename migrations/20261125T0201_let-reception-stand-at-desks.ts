import { sql, type Kysely } from 'kysely';

/** 受付のみ: somebody is at the desk, and is not rung. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table shifts drop constraint shifts_role;
    alter table shifts add constraint shifts_role
      check (role in ('window_staff', 'peer_supporter', 'reception'));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from shifts where role = 'reception';
    alter table shifts drop constraint shifts_role;
    alter table shifts add constraint shifts_role check (role in ('window_staff', 'peer_supporter'));
  `.execute(db);
}
