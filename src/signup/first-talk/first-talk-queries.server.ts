/** Who has had a first talk with an organisation: a face, and nothing besides. */
import type { Pseudonym } from '#participants';
import { anyOf, db, type Database } from '#platform/db';

export const insertFirstTalk = async (trx: Database, pseudonym: Pseudonym): Promise<void> =>
  void (await trx
    .insertInto('first_talks')
    .values({ pseudonym })
    .onConflict((conflict) => conflict.doNothing())
    .execute());

export const deleteFirstTalk = async (trx: Database, pseudonym: Pseudonym): Promise<void> =>
  void (await trx.deleteFrom('first_talks').where('pseudonym', '=', pseudonym).execute());

/** Those of these faces that have had it. */
export async function facesTalkedWith(
  faces: Pseudonym[],
  trx: Database = db,
): Promise<Set<Pseudonym>> {
  const rows = await trx
    .selectFrom('first_talks')
    .select('pseudonym')
    .where('pseudonym', '=', anyOf(faces))
    .$narrowType<{ pseudonym: Pseudonym }>()
    .execute();
  return new Set(rows.map(({ pseudonym }) => pseudonym));
}
