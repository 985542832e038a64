import { sql, type Kysely } from 'kysely';

/** Lists that offices send, row by row as they were read: nothing of them is a series before somebody says so. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table imports (
      id uuid default gen_random_uuid() constraint imports_pkey primary key,
      organisation_id uuid not null constraint imports_organisation references organisations,
      kind text not null constraint imports_kind check (kind in ('events')),
      file_name text not null constraint imports_file_name check (length(file_name) between 1 and 200),
      sha256 text not null constraint imports_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
      state text not null default 'reading' constraint imports_state check (
        state in ('reading', 'refused', 'previewed', 'committed', 'undone')),
      refused_as text,
      bytes bytea,
      due_at timestamptz,
      attempt smallint not null default 0 constraint imports_attempt check (attempt between 0 and 3),
      encoding text constraint imports_encoding check (
        encoding in ('utf-8', 'cp932', 'euc-jp', 'utf-16le', 'utf-16be', 'xlsx')),
      separator text constraint imports_separator check (separator in (',', chr(9), ';')),
      heads text[] not null default '{}',
      total integer,
      rows_read integer not null default 0,
      accepted integer not null default 0,
      repaired integer not null default 0,
      refused integer not null default 0,
      created_by uuid constraint imports_creator references accounts on delete set null,
      created_at timestamptz not null,
      committed_by uuid constraint imports_committer references accounts on delete set null,
      committed_at timestamptz,
      undone_at timestamptz,
      constraint imports_rows_counted check (
        rows_read = accepted + repaired + refused and least(accepted, repaired, refused) >= 0),
      constraint imports_all_rows check (
        rows_read <= total and (rows_read = total or state in ('reading', 'refused'))),
      constraint imports_reading_has_file check ((state = 'reading') = (bytes is not null)),
      constraint imports_reading_is_due check ((state = 'reading') = (due_at is not null)),
      constraint imports_refused_says_why check ((state = 'refused') = (refused_as is not null)),
      constraint imports_read_is_known check (
        state in ('reading', 'refused') or (encoding is not null and total is not null)),
      constraint imports_committed_when check ((state in ('committed', 'undone')) = (committed_at is not null)),
      constraint imports_undone_when check ((state = 'undone') = (undone_at is not null))
    );
    create index imports_by_organisation on imports (organisation_id, created_at desc);
    create index imports_due on imports (due_at) where state = 'reading';
    create table import_rows (
      import_id uuid not null constraint import_rows_import references imports on delete cascade,
      line integer not null constraint import_rows_line check (line > 0),
      outcome text not null constraint import_rows_outcome check (outcome in ('accepted', 'repaired', 'refused')),
      repairs text[] not null default '{}',
      refusals text[] not null default '{}',
      words text[] not null default '{}',
      cells text[] not null,
      event jsonb,
      identity text,
      same_event text,
      constraint import_rows_pkey primary key (import_id, line),
      constraint import_rows_reasons check (case outcome
        when 'accepted' then repairs = '{}' and refusals = '{}'
        when 'repaired' then repairs <> '{}' and refusals = '{}'
        else repairs = '{}' and refusals <> '{}' end),
      constraint import_rows_refused_has_none check (
        (outcome = 'refused') = (event is null) and
        (event is null) = (identity is null) and (event is null) = (same_event is null))
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table import_rows, imports;
  `.execute(db);
}
