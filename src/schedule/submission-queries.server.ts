/** Rows of what waits for approval, and of what was said to it. */
import type { AccountId } from '#accounts';
import { db, type Database } from '#platform/db';
import type { ReadSeries } from './input.ts';
import type { SeriesId } from './occurrence.ts';

type Decision = 'approved' | 'sent_back' | 'replaced';

const waiting = (trx: Database) =>
  trx
    .selectFrom('series_submissions as w')
    .innerJoin('accounts as a', 'a.id', 'w.submitted_by')
    .select(['w.id', 'w.input', 'w.submitted_by as byAccount', 'w.submitted_at as at'])
    .select('a.display_name as by')
    .where('w.decision', 'is', null)
    .$narrowType<{ byAccount: AccountId }>();

export const findWaiting = (seriesId: string, trx: Database = db) =>
  waiting(trx).where('w.series_id', '=', seriesId).executeTakeFirst();

/** Of these organisations, the oldest first. */
export const listWaiting = (organisations: string[]) =>
  waiting(db)
    .innerJoin('series as s', 's.id', 'w.series_id')
    .innerJoin('organisations as g', 'g.id', 's.organisation_id')
    .select(['s.id as seriesId', 's.title', 'g.name as organisation'])
    .where((eb) => eb('s.organisation_id', '=', eb.fn.any(eb.val(organisations))))
    .orderBy('w.submitted_at')
    .$narrowType<{ seriesId: SeriesId }>()
    .execute();

/** What was said when it was last sent back; nothing once something newer was submitted. */
export async function findRemark(seriesId: string): Promise<string> {
  const last = await db
    .selectFrom('series_submissions')
    .select(['decision', 'remark'])
    .where('series_id', '=', seriesId)
    .orderBy('submitted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.decision === 'sent_back' ? last.remark : '';
}

export const insertSubmission = async (
  trx: Database,
  row: { seriesId: string; input: ReadSeries; submittedBy: AccountId; submittedAt: Date },
): Promise<void> =>
  void (await trx
    .insertInto('series_submissions')
    .values({
      series_id: row.seriesId,
      input: JSON.stringify(row.input),
      submitted_by: row.submittedBy,
      submitted_at: row.submittedAt,
    })
    .execute());

/** Nothing happens where nothing waits. */
export const decideWaiting = async (
  trx: Database,
  seriesId: string,
  decided: { decision: Decision; by: AccountId; at: Date; remark?: string },
): Promise<void> =>
  void (await trx
    .updateTable('series_submissions')
    .set({
      decision: decided.decision,
      decided_by: decided.by,
      decided_at: decided.at,
      remark: decided.remark ?? '',
    })
    .where('series_id', '=', seriesId)
    .where('decision', 'is', null)
    .execute());
