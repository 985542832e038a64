/** Which part of a talk each staff member may read. */
import type { AccountId, OrganisationId } from '#accounts';
import type { RoomId } from '#rooms';
import type { DeskSpan } from '#rooms/server';
import { sql, type Database } from '#platform/db';
import type { ContactId } from './contact.ts';
import type { ConsentId } from './passing-on/passing-on.ts';

export const openSpan = async (
  trx: Database,
  span: { contactId: ContactId; accountId: AccountId; windowId: string; fromSeq: number },
): Promise<void> =>
  void (await sql`
    insert into contact_spans (contact_id, organisation_id, account_id, from_seq)
    select ${span.contactId}, organisation_id, ${span.accountId}, ${span.fromSeq} from windows where id = ${span.windowId}
  `.execute(trx));

/** Whoever held the talk holds it no longer, and may say how it ended; what they had begun about handing it over is over; at whom that rang. */
export async function closeSpan(
  trx: Database,
  contactId: ContactId,
  at: Date,
  /** By which it went on, where its person let somebody take over. */
  consentId: ConsentId | null = null,
): Promise<AccountId[]> {
  const { rows } = await sql<{ accountId: AccountId }>`
    with dropped as (delete from contact_hand_overs where contact_id = ${contactId}),
    closed as (
      update contact_spans set to_seq = greatest(from_seq - 1, (select seq from rooms where contact_id = ${contactId}))
      where contact_id = ${contactId} and to_seq is null),
    asked as (
      insert into wrap_ups (contact_id, account_id, window_id, consent_id, over_at)
      select id, owner_account_id, owner_window_id, ${consentId}::uuid, ${at}::timestamptz from contacts
      where id = ${contactId} and owner_account_id is not null
      on conflict on constraint wrap_ups_pkey do update set
        window_id = excluded.window_id, consent_id = excluded.consent_id, over_at = excluded.over_at)
    update offers set state = 'withdrawn', closed_at = ${at}
    where contact_id = ${contactId} and purpose = 'hand_over' and state = 'ringing'
    returning account_id as "accountId"`.execute(trx);
  return rows.map(({ accountId }) => accountId);
}

export interface LastSpan {
  accountId: AccountId;
  organisationId: OrganisationId | null;
}

/** Who talked with the person last: held the talk, or wrote back. Whoever only opened words that wait did neither. */
export async function findLastSpan(
  db: Database,
  contactId: ContactId,
): Promise<LastSpan | undefined> {
  const row = await db
    .selectFrom('contact_spans as s')
    .select(['account_id as accountId', 'organisation_id as organisationId'])
    .where('contact_id', '=', contactId)
    .where(
      sql<boolean>`held or exists (
        select from rooms r join room_members m on m.room_id = r.id join messages t on t.author_id = m.id
        where r.contact_id = s.contact_id and m.account_id = s.account_id and t.seq between s.from_seq and s.to_seq)`,
    )
    .orderBy((eb) => eb('to_seq', 'is', null), 'desc')
    .orderBy('from_seq', 'desc')
    .executeTakeFirst();
  return row as LastSpan | undefined;
}

/** Whose a talk is, or was last, that an account has no part in; undefined where it has, or nobody has answered. */
export async function organisationHolding(
  db: Database,
  contactId: string,
  { accountId }: { accountId: AccountId },
): Promise<OrganisationId | undefined> {
  const row = await db
    .selectFrom('contact_spans')
    .select('organisation_id')
    .where('contact_id', '=', contactId)
    .where(
      sql<boolean>`not exists (
        select from contact_spans own where own.contact_id = ${contactId} and own.account_id = ${accountId})`,
    )
    .orderBy('from_seq', 'desc')
    .executeTakeFirst();
  return (row?.organisation_id ?? undefined) as OrganisationId | undefined;
}

/** The rooms of talks that an account held for an organisation. */
export async function listRoomsHeld(
  db: Database,
  { accountId, organisationId }: { accountId: AccountId; organisationId: OrganisationId },
): Promise<RoomId[]> {
  const rows = await db
    .selectFrom('contact_spans as s')
    .innerJoin('rooms as r', 'r.contact_id', 's.contact_id')
    .select('r.id')
    .distinct()
    .where('s.account_id', '=', accountId)
    .where('s.organisation_id', '=', organisationId)
    .execute();
  return rows.map(({ id }) => id as RoomId);
}

/** Who read furthest, and from which number to which; undefined before anybody has. */
export async function lastReader(
  db: Database,
  contactId: ContactId,
): Promise<{ accountId: string; from: number; to: number } | undefined> {
  const row = await db
    .selectFrom('contact_spans')
    .select(['account_id', 'from_seq', 'to_seq'])
    .where('contact_id', '=', contactId)
    .where('to_seq', 'is not', null)
    .orderBy('to_seq', 'desc')
    .orderBy('from_seq')
    .limit(1)
    .executeTakeFirst();
  return row && { accountId: row.account_id, from: row.from_seq, to: row.to_seq ?? 0 };
}

/** Who of the staff held the talk when a message was written, and from which number to which they did. */
export async function findSpanOf(
  db: Database,
  contactId: string,
  seq: number,
): Promise<DeskSpan | undefined> {
  const row = await db
    .selectFrom('contact_spans')
    .select(['organisation_id', 'account_id', 'from_seq', 'to_seq'])
    .where('contact_id', '=', contactId)
    .where('from_seq', '<=', seq)
    .where((span) => span.or([span('to_seq', 'is', null), span('to_seq', '>=', seq)]))
    .orderBy('from_seq', 'desc')
    .executeTakeFirst();
  // A window that nobody answers for has nobody on duty who could write.
  if (!row?.organisation_id) return undefined;
  return {
    organisationId: row.organisation_id as OrganisationId,
    accountId: row.account_id as AccountId,
    from: row.from_seq,
    to: row.to_seq ?? Infinity,
  };
}

/** Of the talks an account holds those that somebody held before. */
export async function listSaidBefore(db: Database, accountId: AccountId): Promise<Set<ContactId>> {
  const rows = await db
    .selectFrom('contact_spans')
    .select('contact_id')
    .where('account_id', '=', accountId)
    .where('to_seq', 'is', null)
    .where('from_seq', '>', 1)
    .execute();
  return new Set(rows.map((row) => row.contact_id as ContactId));
}
