import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table accounts
      add column second_factor_step bigint,
      add constraint accounts_step_of_factor check (second_factor_step is null or second_factor_sealed is not null);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table accounts drop column second_factor_step;
  `.execute(db);
}
