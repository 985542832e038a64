import { sql, type Kysely } from 'kysely';

/** Numbers of one row for the whole portal would tell who said so at two organisations one after the other. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table standing_signups alter column number drop identity;
    update standing_signups t set number = n.number
    from (select series_id, pseudonym, row_number() over (partition by series_id order by number) as number
      from standing_signups) n
    where n.series_id = t.series_id and n.pseudonym = t.pseudonym;
    alter table standing_signups
      alter column number type integer,
      add constraint standing_signups_in_order unique (series_id, number);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table standing_signups
      drop constraint standing_signups_in_order,
      alter column number type bigint,
      alter column number add generated always as identity;
    select setval(pg_get_serial_sequence('standing_signups', 'number'),
      greatest(1, (select max(number) from standing_signups)));
  `.execute(db);
}
