import { sql, type Kysely } from 'kysely';

/** What is for those who support is also for the town's 民生委員・児童委員, who look for it by their own name. */
const TEXT = `title || '|' || summary || '|' || what_changes || '|' || place_name || '|' || place_address || '|' || host_name`;
const COMMISSIONERS = `case when 'supporter' = any (audience) then '|民生委員・児童委員|民生・児童委員|民生児童委員' else '' end`;

const searchedBy = (text: string) => sql`
  alter table series drop column search_text;
  alter table series add column search_text text not null generated always as (searchable(${sql.raw(text)})) stored;
  create index series_by_words on series using gin (letter_pairs(search_text));
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await searchedBy(`${TEXT} || ${COMMISSIONERS}`).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await searchedBy(TEXT).execute(db);
}
