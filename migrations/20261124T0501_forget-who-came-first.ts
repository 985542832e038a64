import { sql, type Kysely } from 'kysely';

/** Who came before whom at a date is forgotten once it is over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table signups alter column queue_no drop not null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    with numbered as (
      select g.id, coalesce(l.last, 0) + row_number() over (partition by g.occurrence_id order by g.id) as n
      from signups g
        left join (select occurrence_id, max(queue_no) as last from signups group by occurrence_id) l using (occurrence_id)
      where g.queue_no is null)
    update signups g set queue_no = n from numbered where numbered.id = g.id;
    alter table signups alter column queue_no set not null;
  `.execute(db);
}
