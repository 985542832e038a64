import { sql, type Kysely } from 'kysely';

/** How far each person has read what became of their date. Whoever signed up before this is taken to know what stands. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table signups add seen_sequence integer not null default 0
      constraint signups_seen_counted check (seen_sequence >= 0);
    update signups g set seen_sequence = o.sequence + s.facts_sequence
      from occurrences o join series s on s.id = o.series_id where o.id = g.occurrence_id;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table signups drop column seen_sequence;`.execute(db);
}
