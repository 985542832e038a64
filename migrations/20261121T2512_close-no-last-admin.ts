import { sql, type Kysely } from 'kysely';

/** An account that is closed is nobody's admin any more: it cannot be an organisation's last one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function keep_an_open_admin() returns trigger language plpgsql as $$
    declare
      run uuid;
    begin
      for run in
        select organisation_id from memberships where account_id = new.id and role = 'admin' order by organisation_id
      loop
        perform from organisations where id = run for no key update;
        if not exists (
          select from memberships m join accounts a on a.id = m.account_id
          where m.organisation_id = run and m.role = 'admin' and a.disabled_at is null)
        then
          raise exception 'the last admin of an organisation stays'
            using errcode = 'check_violation', constraint = 'accounts_keep_an_admin';
        end if;
      end loop;
      return null;
    end $$;
    create trigger accounts_keep_an_admin after update of disabled_at on accounts
      for each row when (old.disabled_at is null and new.disabled_at is not null)
      execute function keep_an_open_admin();
    create index accounts_closed on accounts (disabled_at) where disabled_at is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index accounts_closed;
    drop trigger accounts_keep_an_admin on accounts;
    drop function keep_an_open_admin();
  `.execute(db);
}
