import { sql, type Kysely } from 'kysely';

/**
 * Where a device is reached stands sealed, and of the device nothing else: an endpoint is found again by a keyed hash.
 * `due_at`: a notice waits; `again_at`: one is under way, and is tried again then unless its answer comes before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table push_subscriptions (
      id uuid default gen_random_uuid() constraint push_subscriptions_pkey primary key,
      participant_id uuid constraint push_subscriptions_participant references participants on delete cascade,
      account_id uuid constraint push_subscriptions_account references accounts on delete cascade,
      session_hash bytea not null,
      endpoint_hash bytea not null constraint push_subscriptions_endpoint_once unique,
      sealed_device bytea not null,
      wants_openings boolean not null default false,
      seen_on date not null,
      due_at timestamptz,
      again_at timestamptz,
      tries smallint not null default 0,
      constraint push_subscriptions_of_one_person check (num_nonnulls(participant_id, account_id) = 1),
      constraint push_subscriptions_tries check (tries >= 0)
    );
    create index push_subscriptions_of_participant on push_subscriptions (participant_id);
    create index push_subscriptions_of_account on push_subscriptions (account_id);
    create index push_subscriptions_due on push_subscriptions (due_at) where due_at is not null;
    create index push_subscriptions_again on push_subscriptions (again_at) where again_at is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table push_subscriptions;`.execute(db);
}
