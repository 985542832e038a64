import { anyOf, type Database } from '#platform/db';
import type { ParticipantId } from './index.ts';

export const keepBarredUntil = async (
  db: Database,
  id: ParticipantId,
  until: Date | null,
): Promise<void> =>
  void (await db
    .updateTable('participants')
    .set({ barred_until: until })
    .where('id', '=', id)
    .execute());

/** Every participant whom the operator keeps out just now. */
export const listBarredAt = async (db: Database, at: Date): Promise<ParticipantId[]> =>
  (await db.selectFrom('participants').select('id').where('barred_until', '>', at).execute()).map(
    (row) => row.id as ParticipantId,
  );

export const listBarred = async (
  db: Database,
  ids: ParticipantId[],
  at: Date,
): Promise<Set<ParticipantId>> => {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('participants')
    .select('id')
    .where('id', '=', anyOf(ids))
    .where('barred_until', '>', at)
    .execute();
  return new Set(rows.map((row) => row.id as ParticipantId));
};
