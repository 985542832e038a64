import { sql, type Kysely } from 'kysely';

/** A picture that was being read while its account was closed is not kept: whoever writes waits for the closing, and is refused. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function keep_portrait_of_open_account() returns trigger language plpgsql as $$
    begin
      perform from accounts where id = new.account_id for share;
      if exists (select from accounts where id = new.account_id and disabled_at is not null) then
        raise exception 'an account that is closed keeps no portrait'
          using errcode = 'check_violation', constraint = 'portraits_of_open_account';
      end if;
      return new;
    end $$;
    create trigger portraits_of_open_account before insert or update of account_id on portraits
      for each row execute function keep_portrait_of_open_account();
    delete from portraits where account_id in (select id from accounts where disabled_at is not null);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger portraits_of_open_account on portraits;
    drop function keep_portrait_of_open_account;
  `.execute(db);
}
