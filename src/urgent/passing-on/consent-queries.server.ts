/** Who may read how much of a talk that led here; asked at each reading. */
import type { AccountId, OrganisationId } from '#accounts';
import type { Pseudonym } from '#participants';
import { db, type Database } from '#platform/db';
import type { RoomId } from '#rooms';
import type { ContactId } from '../contact.ts';
import type { ConsentId, PassedOn } from './passing-on.ts';

export const insertConsent = async (
  trx: Database,
  consent: {
    contactId: ContactId;
    roomId: RoomId;
    upToSeq: number;
    windowId: string | null;
    givenAt: Date;
    until: Date;
  },
): Promise<void> =>
  void (await trx
    .insertInto('consents')
    .values({
      contact_id: consent.contactId,
      room_id: consent.roomId,
      up_to_seq: consent.upToSeq,
      window_id: consent.windowId,
      given_at: consent.givenAt,
      until: consent.until,
    })
    .execute());

interface Readable {
  contactId: ContactId;
  roomId: RoomId;
  upToSeq: number;
  organisationId: OrganisationId | null;
}

/** Of an account's talks those with an earlier talk it may read now: it answers, at the window that was meant, and in time. */
export async function listReadable(accountId: AccountId, at: Date): Promise<Readable[]> {
  const rows = await db
    .selectFrom('consents as k')
    .innerJoin('contacts as c', 'c.id', 'k.contact_id')
    .innerJoin('windows as w', 'w.id', 'c.owner_window_id')
    .select(['c.id', 'k.room_id', 'k.up_to_seq', 'w.organisation_id'])
    .where('c.owner_account_id', '=', accountId)
    .where('c.state', '=', 'talking')
    .where('k.room_id', 'is not', null)
    .where('k.withdrawn_at', 'is', null)
    .where('k.until', '>', at)
    .where((eb) =>
      eb.or([eb('k.window_id', 'is', null), eb('k.window_id', '=', eb.ref('c.owner_window_id'))]),
    )
    .execute();
  return rows.map((row) => ({
    contactId: row.id as ContactId,
    roomId: row.room_id as RoomId, // Asked not to be null.
    upToSeq: row.up_to_seq,
    organisationId: row.organisation_id as OrganisationId | null,
  }));
}

export async function listPassedOn(faces: Pseudonym[], at: Date): Promise<PassedOn[]> {
  if (faces.length === 0) return [];
  const rows = await db
    .selectFrom('consents as k')
    .innerJoin('contacts as c', 'c.id', 'k.contact_id')
    .leftJoin('windows as w', 'w.id', 'k.window_id')
    .select(['k.id', 'w.name', 'k.given_at', 'k.until', 'k.room_id', 'c.state'])
    .where('c.pseudonym', 'in', faces)
    .orderBy('k.given_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id as ConsentId,
    window: row.name,
    givenAt: row.given_at,
    until: row.until,
    over: row.room_id === null || row.until <= at,
  }));
}

/** Whoever answers just now, to be told; undefined where it is not of these faces. */
export async function withdrawConsent(
  trx: Database,
  { id, faces, at }: { id: ConsentId; faces: Pseudonym[]; at: Date },
): Promise<{ owner: AccountId | null } | undefined> {
  if (faces.length === 0) return undefined;
  const row = await trx
    .updateTable('consents')
    .from('contacts')
    .set((eb) => ({ room_id: null, withdrawn_at: eb.fn.coalesce('withdrawn_at', eb.val(at)) }))
    .whereRef('contacts.id', '=', 'consents.contact_id')
    .where('consents.id', '=', id)
    .where('contacts.pseudonym', 'in', faces)
    .returning('contacts.owner_account_id as owner')
    .executeTakeFirst();
  return row && { owner: row.owner as AccountId | null };
}

/** The contact is erased: nothing leads from it to a talk any more. */
export const endConsentOf = async (trx: Database, contactId: ContactId, at: Date): Promise<void> =>
  void (await ended(trx, at).where('contact_id', '=', contactId).execute());

export const endConsent = async (trx: Database, id: ConsentId, at: Date): Promise<void> =>
  void (await ended(trx, at).where('id', '=', id).execute());

const ended = (trx: Database, at: Date) =>
  trx
    .updateTable('consents')
    .set((eb) => ({ room_id: null, withdrawn_at: eb.fn.coalesce('withdrawn_at', eb.val(at)) }));

export const listConsents = async (db: Database): Promise<ConsentId[]> =>
  (await db.selectFrom('consents').select('id').execute()).map((row) => row.id as ConsentId);
