/** Rows of what is being written. */
import type { AccountId, OrganisationId } from '#accounts';
import { db, sql, type Database } from '#platform/db';
import { fieldsInput, type OwnWriting, type Writing, type WrittenFields } from './writing.ts';

/** Whose writing, and at what; null for a series that is not there yet. */
export interface WritingAt {
  accountId: AccountId;
  seriesId: string | null;
}

const at = ({ accountId, seriesId }: WritingAt) =>
  sql<boolean>`account_id = ${accountId} and series_id is not distinct from ${seriesId}::uuid`;

export async function findWriting(where: WritingAt, trx: Database = db): Promise<Writing | null> {
  const row = await trx
    .selectFrom('series_writings')
    .select(['fields', 'mark', 'basis', 'kept_at as keptAt'])
    .where(at(where))
    .executeTakeFirst();
  return row ? { ...row, fields: fieldsInput.parse(row.fields) } : null;
}

/** One statement, so that of two screens one is late: undefined where what is kept is not what was `seen`. */
export const putWriting = (
  trx: Database,
  { accountId, seriesId }: WritingAt,
  row: { fields: WrittenFields; basis: number | null; keptAt: Date; seen: string | null },
): Promise<{ mark: string } | undefined> =>
  trx
    .insertInto('series_writings')
    .values({
      account_id: accountId,
      series_id: seriesId,
      fields: JSON.stringify(row.fields),
      basis: row.basis,
      kept_at: row.keptAt,
    })
    .onConflict((conflict) =>
      conflict
        .constraint('series_writings_one')
        .doUpdateSet({
          fields: JSON.stringify(row.fields),
          basis: row.basis,
          kept_at: row.keptAt,
          mark: sql`gen_random_uuid()`,
        })
        .where('series_writings.mark', '=', row.seen),
    )
    .returning('mark')
    .executeTakeFirst();

/** Only as it was seen: what another screen has kept since stays. */
export const deleteWritingSeen = async (
  trx: Database,
  where: WritingAt,
  mark: string,
): Promise<boolean> => {
  const gone = await trx
    .deleteFrom('series_writings')
    .where(at(where))
    .where(sql<boolean>`mark::text = ${mark}`)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
};

/** Who else is at a series, by the name colleagues know, the last first. */
export const listOtherWriters = (seriesId: string, accountId: AccountId, since: Date) =>
  db
    .selectFrom('series_writings as w')
    .innerJoin('accounts as a', 'a.id', 'w.account_id')
    .select(['a.display_name as name', 'w.kept_at as keptAt'])
    .where('w.series_id', '=', seriesId)
    .where('w.account_id', '<>', accountId)
    .where('w.kept_at', '>', since)
    .orderBy('w.kept_at', 'desc')
    .execute();

/** Of a series only while they publish there: its title may be its organisation's alone. */
export async function listOwnWritings(
  accountId: AccountId,
  organisations: OrganisationId[],
): Promise<OwnWriting[]> {
  const rows = await db
    .selectFrom('series_writings as w')
    .leftJoin('series as s', 's.id', 'w.series_id')
    .select(['w.series_id as seriesId', 's.title', 'w.fields', 'w.kept_at as keptAt'])
    .where('w.account_id', '=', accountId)
    .where((eb) =>
      eb.or([
        eb('w.series_id', 'is', null),
        eb('s.organisation_id', '=', eb.fn.any(eb.val(organisations))),
      ]),
    )
    .orderBy('w.kept_at', 'desc')
    .$narrowType<{ seriesId: OwnWriting['seriesId'] }>()
    .execute();
  return rows.map(({ fields, title, ...row }) => ({
    ...row,
    title: titleIn(fieldsInput.parse(fields)) || (title ?? ''),
  }));
}

const titleIn = (fields: WrittenFields) => fields.find(([name]) => name === 'title')?.[1] ?? '';

export const deleteWritingsBefore = async (before: Date): Promise<void> =>
  void (await db.deleteFrom('series_writings').where('kept_at', '<', before).execute());
