import { sql, type Kysely } from 'kysely';

/** A line of a talk of two says which part its host had there, as the room itself does. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table report_lines add column part text
      constraint report_lines_part check (part is null or (part in ('supporter', 'colleague') and host));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table report_lines drop column part`.execute(db);
}
