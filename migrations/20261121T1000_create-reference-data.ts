import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table reference_data (
      name text constraint reference_data_pkey primary key,
      digest text not null,
      loaded_at timestamptz not null default now()
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table reference_data;
  `.execute(db);
}
