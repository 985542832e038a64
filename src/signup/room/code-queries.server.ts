import { anyOf, type Database } from '#platform/db';
import { openSeal, seal } from '#platform/secrets';

/** Held by whoever changes it until the transaction ends, through the lock on its date. */
export async function findCode(db: Database, occurrenceId: string): Promise<string | null> {
  const row = await db
    .selectFrom('room_codes')
    .select('sealed_code')
    .where('occurrence_id', '=', occurrenceId)
    .executeTakeFirst();
  return row ? openSeal('room-code', row.sealed_code) : null;
}

/** On which of these dates a number is asked for. */
export async function listDatesWithCode(db: Database, ids: string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('room_codes')
    .select('occurrence_id')
    .where('occurrence_id', '=', anyOf(ids))
    .execute();
  return new Set(rows.map((row) => row.occurrence_id));
}

/** In the place of any before. */
export async function keepCode(trx: Database, occurrenceId: string, code: string): Promise<void> {
  const sealed_code = seal('room-code', code);
  await trx
    .insertInto('room_codes')
    .values({ occurrence_id: occurrenceId, sealed_code })
    .onConflict((conflict) => conflict.column('occurrence_id').doUpdateSet({ sealed_code }))
    .execute();
}

export const deleteCode = async (trx: Database, occurrenceId: string): Promise<void> =>
  void (await trx.deleteFrom('room_codes').where('occurrence_id', '=', occurrenceId).execute());
