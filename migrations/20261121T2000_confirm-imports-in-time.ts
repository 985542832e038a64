import { sql, type Kysely } from 'kysely';

/** Lists of more than events, of the site too; what was confirmed is written by whoever takes it next. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table imports
      alter column organisation_id drop not null,
      add column rows_done integer not null default 0,
      drop constraint imports_kind,
      drop constraint imports_state,
      drop constraint imports_reading_is_due,
      add constraint imports_kind check (kind in ('events', 'windows')),
      add constraint imports_events_of_somebody check (kind <> 'events' or organisation_id is not null),
      add constraint imports_state check (
        state in ('reading', 'refused', 'previewed', 'confirming', 'committed', 'undone')),
      add constraint imports_work_is_due check ((state in ('reading', 'confirming')) = (due_at is not null)),
      add constraint imports_rows_written check (rows_done between 0 and accepted + repaired);
    drop index imports_due;
    create index imports_due on imports (due_at) where due_at is not null;
    alter table import_rows rename column event to item;
    alter table import_rows rename column same_event to same_item;
    alter table import_rows drop constraint import_rows_refused_has_none;
    alter table import_rows alter column identity type text[] using case when identity is null then '{}' else array[identity] end;
    alter table import_rows rename column identity to identities;
    alter table import_rows
      alter column identities set default '{}',
      alter column identities set not null,
      add constraint import_rows_refused_has_none check (
        (outcome = 'refused') = (item is null) and
        (item is null) = (identities = '{}') and (item is null) = (same_item is null));
    alter table import_changes rename column series_id to subject_id;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from imports where kind <> 'events' or state = 'confirming';
    alter table import_changes rename column subject_id to series_id;
    alter table import_rows drop constraint import_rows_refused_has_none;
    alter table import_rows
      alter column identities drop default,
      alter column identities drop not null,
      alter column identities type text using identities[1];
    alter table import_rows rename column identities to identity;
    alter table import_rows rename column same_item to same_event;
    alter table import_rows rename column item to event;
    alter table import_rows add constraint import_rows_refused_has_none check (
      (outcome = 'refused') = (event is null) and
      (event is null) = (identity is null) and (event is null) = (same_event is null));
    drop index imports_due;
    create index imports_due on imports (due_at) where state = 'reading';
    alter table imports
      alter column organisation_id set not null,
      drop column rows_done,
      drop constraint imports_kind,
      drop constraint imports_events_of_somebody,
      drop constraint imports_state,
      drop constraint imports_work_is_due,
      add constraint imports_kind check (kind in ('events')),
      add constraint imports_state check (state in ('reading', 'refused', 'previewed', 'committed', 'undone')),
      add constraint imports_reading_is_due check ((state = 'reading') = (due_at is not null));
  `.execute(db);
}
