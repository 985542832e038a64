import { sql, type Kysely } from 'kysely';

/** What anybody says is wrong in a window's record; nothing tells who said it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table window_corrections (
      id uuid default gen_random_uuid() constraint window_corrections_pkey primary key,
      window_id uuid not null constraint window_corrections_window references windows on delete cascade,
      suggestion text not null constraint window_corrections_suggestion check (
        suggestion <> '' and length(suggestion) <= 4000),
      suggested_at timestamptz not null,
      state text not null default 'open' constraint window_corrections_state check (
        state in ('open', 'taken_over', 'declined')),
      decided_at timestamptz,
      decided_by uuid constraint window_corrections_decided_by references accounts,
      answer text not null default '',
      constraint window_corrections_decided check (
        (state = 'open') = (decided_at is null) and (state = 'open') = (decided_by is null))
    );
    create unique index window_corrections_open_once on window_corrections (window_id, md5(suggestion)) where state = 'open';
    create index window_corrections_by_window on window_corrections (window_id, suggested_at);
    create index window_corrections_by_decision on window_corrections (decided_at);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table window_corrections;
  `.execute(db);
}
