import type { Database } from '#platform/db';
import type { ParticipantId } from './index.ts';

export interface PhraseRow {
  phrase_hash: string | null;
  kept_by_staff: boolean;
}

export const findPhrase = (
  db: Database,
  id: ParticipantId,
): Promise<(PhraseRow & { phrase_noted: boolean }) | undefined> =>
  db
    .selectFrom('participants')
    .select(['phrase_hash', 'phrase_noted', 'kept_by_staff'])
    .where('id', '=', id)
    .executeTakeFirst();

export const keepPhrase = async (
  db: Database,
  id: ParticipantId,
  phrase: { phrase_bucket: Buffer; phrase_hash: string },
): Promise<void> =>
  void (await db
    .updateTable('participants')
    .set({ ...phrase, phrase_noted: false })
    .where('id', '=', id)
    .execute());

/** False where the person has come back meanwhile. */
export const keepPrintedPhrase = async (
  db: Database,
  id: ParticipantId,
  phrase: { phrase_bucket: Buffer; phrase_hash: string },
): Promise<boolean> =>
  (
    await db
      .updateTable('participants')
      .set(phrase)
      .where('id', '=', id)
      .where('kept_by_staff', '=', true)
      .executeTakeFirst()
  ).numUpdatedRows > 0n;

/** False where the printed words were used already, or others were printed meanwhile. */
export const takeOverPhrase = async (
  db: Database,
  id: ParticipantId,
  printed: string | null,
  phrase: { phrase_bucket: Buffer; phrase_hash: string },
): Promise<boolean> =>
  (
    await db
      .updateTable('participants')
      .set({ ...phrase, kept_by_staff: false })
      .where('id', '=', id)
      .where('phrase_hash', '=', printed)
      .where('kept_by_staff', '=', true)
      .executeTakeFirst()
  ).numUpdatedRows > 0n;

/** False where others have taken the place of those words. */
export const markPhraseNoted = async (
  db: Database,
  id: ParticipantId,
  bucket: Buffer,
): Promise<boolean> =>
  (
    await db
      .updateTable('participants')
      .set({ phrase_noted: true })
      .where('id', '=', id)
      .where('phrase_bucket', '=', bucket)
      .executeTakeFirst()
  ).numUpdatedRows > 0n;

export const findParticipantsInBucket = (
  db: Database,
  bucket: Buffer,
): Promise<(PhraseRow & { id: string })[]> =>
  db
    .selectFrom('participants')
    .select(['id', 'phrase_hash', 'kept_by_staff'])
    .where('phrase_bucket', '=', bucket)
    .execute();
