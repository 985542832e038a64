import { sql, type Kysely } from 'kysely';

/** A slot stays the slot of whoever laid it, also while a colleague stands in: it is not laid a second time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table occurrences
      add column stands_in_for uuid constraint occurrences_stands_in_for references accounts,
      add column laid_for uuid generated always as (coalesce(stands_in_for, supporter_account_id)) stored,
      add constraint occurrences_stand_in check (
        stands_in_for is null or coalesce(stands_in_for <> supporter_account_id, false)),
      drop constraint occurrences_identity,
      add constraint occurrences_identity unique (series_id, original_start, laid_for);
    create index occurrences_by_supporter on occurrences (supporter_account_id, starts_at)
      where supporter_account_id is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index occurrences_by_supporter;
    alter table occurrences
      drop constraint occurrences_identity,
      drop column laid_for,
      drop column stands_in_for,
      add constraint occurrences_identity unique (series_id, original_start, supporter_account_id);
  `.execute(db);
}
