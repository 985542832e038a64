import { sql, type Kysely } from 'kysely';

/** The organisation's row is held while admins are counted, so that two who remove each other cannot both be right. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function keep_an_admin() returns trigger language plpgsql as $$
    begin
      perform from organisations where id = old.organisation_id for no key update;
      if found and not exists (
        select from memberships m join accounts a on a.id = m.account_id
        where m.organisation_id = old.organisation_id and m.role = 'admin' and a.disabled_at is null)
      then
        raise exception 'the last admin of an organisation stays'
          using errcode = 'check_violation', constraint = 'memberships_keep_an_admin';
      end if;
      return null;
    end $$;
    create trigger memberships_keep_an_admin after delete on memberships
      for each row when (old.role = 'admin') execute function keep_an_admin();
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger memberships_keep_an_admin on memberships;
    drop function keep_an_admin();
  `.execute(db);
}
