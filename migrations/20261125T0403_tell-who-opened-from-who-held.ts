import { sql, type Kysely } from 'kysely';

/** Words that wait may be opened by several of a window before one answers; a talk is held by one alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contact_spans
      add held boolean not null default true,
      add constraint contact_spans_opened_end check (held or to_seq is not null)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contact_spans
      drop constraint contact_spans_opened_end,
      drop column held`.execute(db);
}
