import { sql, type Kysely } from 'kysely';

/** What staff of a desk wrote is reported too; what was frozen of an urgent talk goes with the talk's own words. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table reports
      add column desk_room_id uuid constraint reports_desk_room references rooms on delete cascade,
      add constraint reports_of_one_room check (num_nonnulls(room_id, desk_room_id) <= 1),
      add constraint reports_at_desks_of_staff check (desk_room_id is null or reported_pseudonym is null),
      drop constraint reports_outcome,
      add constraint reports_outcome check (
        outcome in ('nothing', 'hidden', 'muted', 'put_out', 'banned', 'passed', 'taken_up'));
    create index reports_by_desk_room on reports (desk_room_id) where desk_room_id is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from reports where desk_room_id is not null;
    alter table reports
      drop column desk_room_id,
      drop constraint reports_outcome,
      add constraint reports_outcome check (
        outcome in ('nothing', 'hidden', 'muted', 'put_out', 'banned', 'passed'));
  `.execute(db);
}
