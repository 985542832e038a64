/** Hashes of the addresses of people's own calendars. */
import type { Database } from '#platform/db';
import type { ParticipantId } from './index.ts';

export type CalendarTitles = 'neutral' | 'own';

export const keepCalendarSecret = async (
  db: Database,
  participantId: ParticipantId,
  row: { secret_hash: Buffer; titles: CalendarTitles },
): Promise<void> =>
  void (await db
    .insertInto('calendar_secrets')
    .values({ participant_id: participantId, ...row })
    .onConflict((conflict) => conflict.column('participant_id').doUpdateSet(row))
    .execute());

/** Answers the hash of what opens nothing any more, if there was one. */
export const deleteCalendarSecret = async (
  db: Database,
  participantId: ParticipantId,
): Promise<Buffer | undefined> =>
  (
    await db
      .deleteFrom('calendar_secrets')
      .where('participant_id', '=', participantId)
      .returning('secret_hash')
      .executeTakeFirst()
  )?.secret_hash;

export const listCalendarSecrets = (
  db: Database,
): Promise<{ participantId: ParticipantId; secretHash: Buffer }[]> =>
  db
    .selectFrom('calendar_secrets')
    .select(['participant_id as participantId', 'secret_hash as secretHash'])
    .$narrowType<{ participantId: ParticipantId }>()
    .execute();

export const findCalendarOf = async (
  db: Database,
  participantId: ParticipantId,
): Promise<CalendarTitles | null> => {
  const row = await db
    .selectFrom('calendar_secrets')
    .select('titles')
    .where('participant_id', '=', participantId)
    .$narrowType<{ titles: CalendarTitles }>()
    .executeTakeFirst();
  return row?.titles ?? null;
};

export const findCalendarReader = (
  db: Database,
  secretHash: Buffer,
): Promise<{ participantId: ParticipantId; titles: CalendarTitles } | undefined> =>
  db
    .selectFrom('calendar_secrets')
    .select(['participant_id as participantId', 'titles'])
    .where('secret_hash', '=', secretHash)
    // What the table's key and CHECK constraint hold.
    .$narrowType<{ participantId: ParticipantId; titles: CalendarTitles }>()
    .executeTakeFirst();
