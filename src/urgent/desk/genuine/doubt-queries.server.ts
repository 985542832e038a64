import type { AccountId, OrganisationId } from '#accounts';
import type { Pseudonym } from '#participants';
import { anyOf, sql, type Database } from '#platform/db';
import { hours, later } from '#platform/clock';
import type { ContactId } from '../../contact.ts';
import { DOUBT_LASTS_HOURS } from '../../promises.ts';
import type { DoubtReason, DoubtToConfirm } from './doubt.ts';

export const insertDoubt = async (
  trx: Database,
  doubt: {
    contactId: ContactId;
    organisationId: OrganisationId;
    reason: DoubtReason;
    accountId: AccountId;
    at: Date;
  },
): Promise<void> =>
  void (await trx
    .insertInto('doubts')
    .values({
      contact_id: doubt.contactId,
      organisation_id: doubt.organisationId,
      reason: doubt.reason,
      said_by: doubt.accountId,
      said_at: doubt.at,
      lapses_at: later(doubt.at, hours(DOUBT_LASTS_HOURS)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute());

export interface Doubt {
  contactId: ContactId;
  organisationId: OrganisationId;
  saidBy: AccountId | null;
  confirmed: boolean;
}

export async function lockDoubt(trx: Database, contactId: string): Promise<Doubt | undefined> {
  const row = await trx
    .selectFrom('doubts')
    .select(['contact_id', 'organisation_id', 'said_by', 'confirmed_by'])
    .where('contact_id', '=', contactId)
    .forUpdate()
    .executeTakeFirst();
  return (
    row && {
      contactId: row.contact_id as ContactId,
      organisationId: row.organisation_id as OrganisationId,
      saidBy: row.said_by as AccountId | null,
      confirmed: row.confirmed_by !== null,
    }
  );
}

export const confirmDoubt = async (
  trx: Database,
  contactId: ContactId,
  by: AccountId,
): Promise<void> =>
  void (await trx
    .updateTable('doubts')
    .set({ confirmed_by: by })
    .where('contact_id', '=', contactId)
    .execute());

export const deleteDoubt = async (trx: Database, contactId: ContactId): Promise<void> =>
  void (await trx.deleteFrom('doubts').where('contact_id', '=', contactId).execute());

export const deleteDoubtsLapsed = async (db: Database, at: Date): Promise<void> =>
  void (await db.deleteFrom('doubts').where('lapses_at', '<=', at).execute());

/** A contact of somebody whose calls two people hold to be none comes after others, until the last of that lapses. */
export const putLater = async (
  trx: Database,
  contactId: ContactId,
  faces: Pseudonym[],
  at: Date,
): Promise<void> =>
  void (await sql`
    update contacts set later_until = until
    from (
      select max(d.lapses_at) as until from doubts d join contacts c on c.id = d.contact_id
      where c.pseudonym = any(${faces}::uuid[]) and d.confirmed_by is not null and d.lapses_at > ${at}) as doubted
    where id = ${contactId} and until is not null`.execute(trx));

/** Said by others in these organisations, and waiting for a second person. */
export async function listDoubts(
  db: Database,
  organisations: OrganisationId[],
  reader: AccountId,
  at: Date,
): Promise<DoubtToConfirm[]> {
  if (organisations.length === 0) return [];
  const rows = await db
    .selectFrom('doubts as d')
    .innerJoin('contacts as c', 'c.id', 'd.contact_id')
    .innerJoin('accounts as a', 'a.id', 'd.said_by')
    .innerJoin('organisations as o', 'o.id', 'd.organisation_id')
    .select(['d.contact_id', 'd.reason', 'd.said_at', 'a.display_name', 'c.first_words', 'o.name'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('offers')
            .select('id')
            .whereRef('offers.contact_id', '=', 'd.contact_id')
            .where('offers.account_id', '=', reader),
        )
        .as('rang'),
    )
    .orderBy('d.said_at')
    .where('d.organisation_id', '=', anyOf(organisations))
    .where('d.said_by', '<>', reader)
    .where('d.confirmed_by', 'is', null)
    .where('d.lapses_at', '>', at)
    .execute();
  return rows.map((row) => ({
    contactId: row.contact_id,
    reason: row.reason as DoubtReason, // Held by the constraint doubts_reason.
    organisation: row.name,
    who: row.display_name,
    at: row.said_at.getTime(),
    words: row.rang ? row.first_words : null,
  }));
}
