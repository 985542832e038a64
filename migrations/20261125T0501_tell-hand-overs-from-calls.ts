import { sql, type Kysely } from 'kysely';

/** A talk under way rings elsewhere to be handed over: not a step of the route, and never more than one account accepts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table offers
      add column purpose text not null default 'call'
        constraint offers_purpose check (purpose in ('call', 'hand_over')),
      alter column stage drop not null,
      add constraint offers_calls_have_a_stage check ((purpose = 'call') = (stage is not null));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from offers where purpose = 'hand_over';
    alter table offers
      drop constraint offers_calls_have_a_stage,
      alter column stage set not null,
      drop column purpose;
  `.execute(db);
}
