import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table shipped_data (
      name text constraint shipped_data_pkey primary key,
      digest text not null,
      loaded_at timestamptz not null
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table shipped_data`.execute(db);
}
