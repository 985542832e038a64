import { sql, type Kysely } from 'kysely';

/** How far a talk of two has been told of its end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rooms
      add column ending text not null default 'far'
        constraint rooms_ending check (ending in ('far', 'ten_minutes', 'five_minutes', 'over')),
      add constraint rooms_end_of_talks check (ending = 'far' or (one_to_one and ends_at is not null));
    create index rooms_of_two_by_end on rooms (ends_at) where one_to_one and state = 'open';
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index rooms_of_two_by_end;
    alter table rooms drop column ending;
  `.execute(db);
}
