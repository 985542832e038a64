import { sql, type Kysely } from 'kysely';

/**
 * Approval ends by two people: one asks, another agrees; who asked and who agreed stands here until it is wanted again.
 * Entries that are only listed are run by nobody: whoever takes one over brings a setting of their own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table organisations
      add column approval_end_asked_by uuid constraint organisations_approval_end_asker references accounts,
      add column approval_end_asked_at timestamptz,
      add column approval_ended_by uuid constraint organisations_approval_ender references accounts,
      add constraint organisations_approval_end_asked check (
        (approval_end_asked_by is null) = (approval_end_asked_at is null)),
      add constraint organisations_approval_end_four_eyes check (approval_ended_by is null
        or (approval_end_asked_by is not null and approval_ended_by <> approval_end_asked_by)),
      add constraint organisations_approval_ended check (approval_ended_by is null or not wants_approval);
    create function refuse_ending_approval_alone() returns trigger language plpgsql as $$
    begin
      raise exception 'approval ends by two people'
        using errcode = 'check_violation', constraint = 'organisations_approval_ends_by_two';
    end $$;
    create trigger organisations_approval_ends_by_two
      before update of wants_approval on organisations
      for each row when (old.wants_approval and not new.wants_approval
        and new.approval_ended_by is null and old.standing <> 'listed')
      execute function refuse_ending_approval_alone();
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger organisations_approval_ends_by_two on organisations;
    drop function refuse_ending_approval_alone();
    alter table organisations
      drop column approval_end_asked_by, drop column approval_end_asked_at, drop column approval_ended_by;
  `.execute(db);
}
