import { sql, type Kysely } from 'kysely';

/** Two people at one series: each saving is told from the one before, whatever it changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series
      add column revision integer not null default 1 constraint series_revision check (revision > 0),
      add column revised_by uuid constraint series_reviser references accounts on delete set null,
      add column revised_at timestamptz;
    create function keep_revisions_rising() returns trigger language plpgsql as $$
    begin
      raise exception using
        errcode = 'check_violation', constraint = 'series_revision_rises',
        message = 'a revision of a series rises, by one';
    end $$;
    create trigger series_revision_rises
      before update of revision on series
      for each row when (new.revision not in (old.revision, old.revision + 1))
      execute function keep_revisions_rising();
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger series_revision_rises on series;
    drop function keep_revisions_rising;
    alter table series drop column revision, drop column revised_by, drop column revised_at;
  `.execute(db);
}
