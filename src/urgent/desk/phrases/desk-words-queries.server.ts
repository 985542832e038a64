import type { Database } from '#platform/db';
import { STARTING_WORDS, type DeskWords } from './desk-words.ts';

export async function deskWordsOf(
  db: Database,
  windowIds: string[],
): Promise<(windowId: string) => DeskWords> {
  const rows =
    windowIds.length === 0
      ? []
      : await db.selectFrom('desk_words').selectAll().where('window_id', 'in', windowIds).execute();
  const kept = new Map(
    rows.map((row) => [
      row.window_id,
      {
        phrases: { ja: row.phrases_ja, en: row.phrases_en },
        procedure: row.procedure,
        edition: row.edition,
      },
    ]),
  );
  return (windowId) => kept.get(windowId) ?? STARTING_WORDS;
}

/** False where another edition has been saved meanwhile. */
export async function saveDeskWords(
  trx: Database,
  windowId: string,
  { phrases, procedure, edition }: DeskWords,
): Promise<boolean> {
  const words = { phrases_ja: phrases.ja, phrases_en: phrases.en, procedure, edition: edition + 1 };
  const row = await trx
    .insertInto('desk_words')
    .values({ window_id: windowId, ...words })
    .onConflict((conflict) =>
      conflict.column('window_id').doUpdateSet(words).where('desk_words.edition', '=', edition),
    )
    .returning('window_id')
    .executeTakeFirst();
  return row !== undefined;
}
