import { sql, type Kysely } from 'kysely';

/**
 * One spelling for all that people write: width, capitals, katakana, spaces, and the words that families spell in several
 * ways. Both what is stored and what is looked for go through it, as they are written and in the one spelling, so that a
 * single kanji is found as well.
 */
const VARIANTS: [string, string][] = [
  ['引き籠もり|引き籠り|引籠もり|引籠り|引き込もり|引きこもり|引籠', 'ひきこもり'],
  ['子供|子ども', 'こども'],
  ['兄弟姉妹|兄弟|姉妹', 'きょうだい'],
  ['集い', 'つどい'],
  ['居場所', 'いばしょ'],
  ['親亡き後|親亡きあと|親なき後', 'おやなきあと'],
  ['八〇五〇|八十五十|80-50|80・50', '8050'],
  ['初めて', 'はじめて'],
  ['不登校', 'ふとうこう'],
  ['当事者', 'とうじしゃ'],
  ['家族', 'かぞく'],
  ['相談', 'そうだん'],
  ['勉強会|学習会', 'がくしゅうかい'],
  ['障害|障碍|障がい', 'しょうがい'],
  ['就労|就職|働く|仕事', 'しごと'],
  ['暴力', 'ぼうりょく'],
  ['茶話会|お茶会', 'おちゃかい'],
];

const inOneSpelling = VARIANTS.reduce(
  (text, [variants, spelling]) => `regexp_replace(${text}, '${variants}', '${spelling}', 'g')`,
  'folded(words)',
);

const KATAKANA = String.fromCharCode(
  ...Array.from({ length: 0x30f6 - 0x30a0 }, (_, n) => 0x30a1 + n),
);
const HIRAGANA = String.fromCharCode(
  ...Array.from({ length: 0x30f6 - 0x30a0 }, (_, n) => 0x3041 + n),
);

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function folded(words text) returns text language sql immutable strict parallel safe
      return regexp_replace(translate(lower(normalize(words, NFKC)), ${sql.lit(KATAKANA)}, ${sql.lit(HIRAGANA)}), '[[:space:]]', '', 'g');
    create function in_one_spelling(words text) returns text language sql immutable strict parallel safe
      return ${sql.raw(inOneSpelling)};
    create function searchable(words text) returns text language sql immutable strict parallel safe
      return folded(words) || '|' || in_one_spelling(words);
    alter table series add column search_text text not null generated always as (
      searchable(title || '|' || summary || '|' || what_changes || '|' || place_name || '|' || place_address || '|' || host_name)) stored;
    alter table organisations add column search_text text not null generated always as (searchable(name)) stored;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table organisations drop column search_text;
    alter table series drop column search_text;
    drop function searchable(text);
    drop function in_one_spelling(text);
    drop function folded(text);
  `.execute(db);
}
