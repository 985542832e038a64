import { sql, type Kysely } from 'kysely';

const TOPICS = [
  'aging_parents',
  'violence',
  'school_refusal',
  'first_time',
  'siblings',
  'work',
  'money',
  'mind_and_body',
];

/** Topics are chosen from a list that readers search by; words of one's own are for the title and the summary. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update series set topics = case when 'はじめての方' = any(topics) then array['first_time'] else '{}'::text[] end;
    alter table series add constraint series_topics check (topics <@ ${sql.lit(`{${TOPICS.join(',')}}`)}::text[]);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table series drop constraint series_topics;
  `.execute(db);
}
