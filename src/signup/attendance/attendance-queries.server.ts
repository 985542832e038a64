import { anyOf, db, sql, type Database } from '#platform/db';

/** Of these dates, those that somebody has counted. */
export async function countsOf(occurrenceIds: string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('attendances')
    .select(['occurrence_id', 'people'])
    .where('occurrence_id', '=', anyOf(occurrenceIds))
    .execute();
  return new Map(rows.map((row) => [row.occurrence_id, row.people]));
}

export const keepCounts = async (
  trx: Database,
  counts: { occurrenceId: string; people: number }[],
): Promise<void> => {
  if (counts.length === 0) return;
  await trx
    .insertInto('attendances')
    .values(counts.map(({ occurrenceId, people }) => ({ occurrence_id: occurrenceId, people })))
    .onConflict((conflict) =>
      conflict.column('occurrence_id').doUpdateSet({ people: sql`excluded.people` }),
    )
    .execute();
};

export const dropCounts = async (trx: Database, occurrenceIds: string[]): Promise<void> =>
  void (await trx
    .deleteFrom('attendances')
    .where('occurrence_id', '=', anyOf(occurrenceIds))
    .execute());
