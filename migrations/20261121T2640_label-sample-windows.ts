import { sql, type Kysely } from 'kysely';

/**
 * A window that an organisation of the demonstration adds says that it is a sample, and one of no page that anybody could
 * read says so for as long as it stands. A copy of a page is a sample until its real people have it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update windows set demonstration = true from organisations g
      where g.id = windows.organisation_id and g.demonstration and not windows.demonstration;
    create function keep_sample_windows_labelled() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' then
        new.demonstration := exists (select from organisations where id = new.organisation_id and demonstration);
      else
        new.demonstration := old.demonstration and old.source_url is null;
      end if;
      return new;
    end $$;
    create trigger windows_sample_labelled
      before insert or update of demonstration on windows
      for each row when (not new.demonstration)
      execute function keep_sample_windows_labelled();
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger windows_sample_labelled on windows;
    drop function keep_sample_windows_labelled();
  `.execute(db);
}
