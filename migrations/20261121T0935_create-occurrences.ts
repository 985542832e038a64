import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table occurrences (
      id uuid default gen_random_uuid() constraint occurrences_pkey primary key,
      series_id uuid not null,
      kind text not null,
      code5 text constraint occurrences_area references areas,
      original_start timestamptz not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      origin text not null constraint occurrences_origin check (origin in ('rule', 'added', 'kept')),
      state text not null default 'scheduled' constraint occurrences_state check (state in ('scheduled', 'cancelled')),
      cancelled_reason text not null default '',
      note text not null default '',
      supporter_account_id uuid constraint occurrences_supporter references accounts,
      capacity smallint constraint occurrences_capacity check (capacity between 1 and 1000),
      taken smallint not null default 0,
      waiting smallint not null default 0,
      next_queue_no integer not null default 1,
      sequence integer not null default 0,
      changed_at timestamptz not null default now(),
      constraint occurrences_series foreign key (series_id, kind) references series (id, kind) on update cascade on delete cascade,
      constraint occurrences_identity unique (series_id, original_start, supporter_account_id),
      constraint occurrences_forward check (starts_at < ends_at),
      constraint occurrences_never_oversold check (taken >= 0 and (capacity is null or taken <= capacity)),
      constraint occurrences_waiting_counted check (waiting >= 0),
      constraint occurrences_slot_has_supporter check ((kind = 'peer_consultation') = (supporter_account_id is not null)),
      constraint occurrences_supporter_once exclude using gist (
        supporter_account_id with =, tstzrange(starts_at, ends_at) with &&)
        where (supporter_account_id is not null and state <> 'cancelled')
    ) with (fillfactor = 80);
    create unique index occurrences_once_a_start on occurrences (series_id, original_start) where supporter_account_id is null;
    create index occurrences_by_area on occurrences (code5, kind, starts_at, id);
    create index occurrences_by_start on occurrences (starts_at, id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table occurrences;
  `.execute(db);
}
