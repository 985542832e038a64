import { sql, type Kysely } from 'kysely';

/** Who passes by nearby desks is led by the frozen route, which has none of them: the wish itself was read by nobody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table contacts drop column skips_nearby`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table contacts add skips_nearby boolean not null default false`.execute(db);
}
