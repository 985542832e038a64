import { sql, type Database } from '#platform/db';
import type { Correction, CorrectionState, Decision } from './correction.ts';

export async function countSuggestedSince(
  db: Database,
  windowId: string,
  since: Date,
): Promise<number> {
  const { count } = await db
    .selectFrom('window_corrections')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('window_id', '=', windowId)
    .where('suggested_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The same words, while they are open, are there already. */
export const insertSuggestion = (
  db: Database,
  windowId: string,
  suggestion: string,
  at: Date,
): Promise<unknown> =>
  sql`
    insert into window_corrections (window_id, suggestion, suggested_at)
    values (${windowId}, ${suggestion}, ${at})
    on conflict (window_id, md5(suggestion)) where state = 'open' do nothing`.execute(db);

const SHOWN = 100;

export const correctionsAt = (db: Database, windowId: string): Promise<Correction[]> =>
  db
    .selectFrom('window_corrections')
    .leftJoin('accounts', 'accounts.id', 'window_corrections.decided_by')
    .select([
      'window_corrections.id',
      'suggestion',
      'suggested_at as suggestedAt',
      'decided_at as decidedAt',
      'accounts.display_name as decidedBy',
      'answer',
      // The check constraint window_corrections_state admits these words only.
      (eb) => eb.ref('state').$castTo<CorrectionState>().as('state'),
    ])
    .where('window_id', '=', windowId)
    .orderBy(sql`state = 'open'`, 'desc')
    .orderBy('suggested_at', 'desc')
    .limit(SHOWN)
    .execute();

/** Undefined where there is none, or where it was decided before. */
export const decideCorrection = (
  db: Database,
  given: Decision & { windowId: string; at: Date; by: string },
): Promise<{ id: string } | undefined> =>
  db
    .updateTable('window_corrections')
    .set({ state: given.state, answer: given.answer, decided_at: given.at, decided_by: given.by })
    .where('id', '=', given.correctionId)
    .where('window_id', '=', given.windowId)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();

export const deleteDecidedBefore = async (db: Database, at: Date): Promise<void> =>
  void (await db.deleteFrom('window_corrections').where('decided_at', '<', at).execute());
