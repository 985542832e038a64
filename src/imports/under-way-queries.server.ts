/** Files under way: each taken by one process at a time, for a while, so that another may finish what a dead one began. */
import type { AccountId, OrganisationId } from '#accounts';
import { later, minutes } from '#platform/clock';
import { db, sql, type Database } from '#platform/db';
import type { ImportKind } from './import-record.ts';
import type { Outcome } from './reasons.ts';

const LEASE_MS = minutes(1);
const MOST_ATTEMPTS = 3;

interface UnderWay {
  id: string;
  kind: ImportKind;
  organisationId: OrganisationId | null;
  attempt: number;
}

export interface FileUnderWay extends UnderWay {
  bytes: Buffer;
}

export interface ConfirmationUnderWay extends UnderWay {
  accountId: AccountId | null;
}

/** Anybody may apply and hand lists in: a town's do not wait for theirs. */
const hiddenLast = sql`coalesce(o.shown, true) desc`;

/** The next file nobody is reading, what was read of it forgotten; none when all is done. */
export async function takeNextFile(at: Date): Promise<FileUnderWay | undefined> {
  await giveUpOnBroken(at);
  const { rows } = await sql<FileUnderWay>`
    with next as (
      select i.id from imports i left join organisations o on o.id = i.organisation_id
      where i.state = 'reading' and i.due_at <= ${at}
      order by ${hiddenLast}, i.due_at limit 1 for update of i skip locked),
    emptied as (delete from import_rows where import_id in (select id from next))
    update imports set due_at = ${later(at, LEASE_MS)}, attempt = attempt + 1,
      total = null, rows_read = 0, accepted = 0, repaired = 0, refused = 0
    from next where imports.id = next.id
    returning imports.id, kind, organisation_id as "organisationId", bytes, attempt`.execute(db);
  return rows[0];
}

/** The next import that was confirmed and that nobody is writing. */
export async function takeNextConfirmation(at: Date): Promise<ConfirmationUnderWay | undefined> {
  const { rows } = await sql<ConfirmationUnderWay>`
    with next as (
      select i.id from imports i left join organisations o on o.id = i.organisation_id
      where i.state = 'confirming' and i.due_at <= ${at}
      order by ${hiddenLast}, i.due_at limit 1 for update of i skip locked)
    update imports set due_at = ${later(at, LEASE_MS)}, attempt = attempt + 1, rows_done = 0
    from next where imports.id = next.id
    returning imports.id, kind, organisation_id as "organisationId", committed_by as "accountId", attempt`.execute(
    db,
  );
  return rows[0];
}

/** What ended its reader or writer three times would end it a fourth time. */
const giveUpOnBroken = (at: Date) =>
  sql`update imports set state = 'refused', refused_as = 'broke', bytes = null, due_at = null
    where state in ('reading', 'confirming') and due_at <= ${at} and attempt >= ${MOST_ATTEMPTS}`.execute(
    db,
  );

/** Counts rows in and holds the file a while longer; false when somebody else has it, or called it off. */
export async function noteProgress(
  trx: Database,
  { id, attempt }: FileUnderWay,
  counts: Record<Outcome, number>,
  at: Date,
): Promise<boolean> {
  const { accepted, repaired, refused } = counts;
  const { numAffectedRows } = await sql`
    update imports set due_at = ${later(at, LEASE_MS)},
      accepted = accepted + ${accepted}, repaired = repaired + ${repaired}, refused = refused + ${refused},
      rows_read = rows_read + ${accepted + repaired + refused}
    where id = ${id} and state = 'reading' and attempt = ${attempt}`.execute(trx);
  return numAffectedRows === 1n;
}

/** How many are written so far; seen by everybody while the transaction that writes is still open; holds it a while longer. */
export const noteWritten = async (
  { id, attempt }: ConfirmationUnderWay,
  rows: number,
  at: Date,
): Promise<void> =>
  void (await sql`
    update imports set due_at = ${later(at, LEASE_MS)}, rows_done = ${rows}
    where id = ${id} and state = 'confirming' and attempt = ${attempt}`.execute(db));

/** Ends the reading one way or the other, where it is still ours. */
export const endReading = async (
  { id, attempt }: FileUnderWay,
  end: { state: 'previewed' } | { state: 'refused'; refused_as: string },
): Promise<void> =>
  void (await db
    .updateTable('imports')
    .set({ ...end, bytes: null, due_at: null })
    .where('id', '=', id)
    .where('state', '=', 'reading')
    .where('attempt', '=', attempt)
    .execute());

/** False when another process has taken it over meanwhile. */
export async function endConfirming(
  trx: Database,
  { id, attempt }: ConfirmationUnderWay,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('imports')
    .set({ state: 'committed', committed_at: at, due_at: null })
    .where('id', '=', id)
    .where('state', '=', 'confirming')
    .where('attempt', '=', attempt)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
