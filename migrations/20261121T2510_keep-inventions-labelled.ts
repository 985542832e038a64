import { sql, type Kysely } from 'kysely';

/**
 * What was invented for the demonstration says so on its own row for as long as it stands, whoever saves it and whoever its
 * organisation is by then. A copy of a page is no invention: once a real publisher writes it, it is theirs.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update series set demonstration = true from organisations g
      where g.id = series.organisation_id and g.demonstration and series.source_url is null and not series.demonstration;
    create function keep_invention_labelled() returns trigger language plpgsql as $$
    begin
      new.demonstration := (tg_op = 'UPDATE' and old.demonstration and old.source_url is null)
        or exists (select from organisations where id = new.organisation_id and demonstration);
      return new;
    end $$;
    create trigger series_invention_labelled
      before insert or update of demonstration, source_url on series
      for each row when (new.source_url is null and not new.demonstration)
      execute function keep_invention_labelled();
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger series_invention_labelled on series;
    drop function keep_invention_labelled();
  `.execute(db);
}
