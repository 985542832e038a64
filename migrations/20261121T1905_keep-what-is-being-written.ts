import { sql, type Kysely } from 'kysely';

/**
 * The editor's fields as they were typed, of one account at one series or at one that is not there yet. `mark` changes
 * with each keeping, so that a second screen cannot write over what it has not seen; `basis` is the series' revision
 * that the writing began with.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table series_writings (
      account_id uuid not null constraint series_writings_account references accounts on delete cascade,
      series_id uuid constraint series_writings_series references series on delete cascade,
      basis integer constraint series_writings_basis_is_a_revision check (basis > 0),
      fields jsonb not null constraint series_writings_fields check (
        jsonb_typeof(fields) = 'array' and octet_length(fields::text) <= 600000),
      mark uuid not null default gen_random_uuid(),
      kept_at timestamptz not null,
      constraint series_writings_one unique nulls not distinct (account_id, series_id),
      constraint series_writings_begin_somewhere check ((series_id is null) = (basis is null))
    );
    create index series_writings_by_series on series_writings (series_id);
    create index series_writings_by_age on series_writings (kept_at);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table series_writings;
  `.execute(db);
}
