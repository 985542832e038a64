/** Who may read how much of what was said before, in the talk that led here or with another window; asked at each reading. */
import type { AccountId, OrganisationId } from '#accounts';
import type { Pseudonym } from '#participants';
import { db, type Database } from '#platform/db';
import type { RoomId } from '#rooms';
import type { ContactId } from '../contact.ts';
import type { Consented, Held } from '../privacy.ts';
import type { ConsentId, HandOverRecord, PassedOn } from './passing-on.ts';

interface NewConsent {
  /** Of the hand-over it was given for. */
  id?: ConsentId;
  contactId: ContactId;
  roomId: RoomId;
  /** 0 for nothing but the first words. */
  upToSeq: number;
  /** Null where a talk of another kind led here. */
  fromWindowId: string | null;
  windowId: string | null;
  /** Null for whoever answers at the window. */
  accountId: AccountId | null;
  givenAt: Date;
  until: Date;
}

/** In the place of an earlier one to the same: what is taken back is taken back as a whole. */
export async function insertConsent(trx: Database, consent: NewConsent): Promise<void> {
  const { id, contactId, roomId, fromWindowId, windowId, accountId } = consent;
  await ended(trx, consent.givenAt)
    .where('contact_id', '=', contactId)
    .where('room_id', '=', roomId)
    .where('window_id', 'is not distinct from', windowId)
    .where('account_id', 'is not distinct from', accountId)
    .execute();
  await trx
    .insertInto('consents')
    .values({
      ...(id && { id }),
      ...{ contact_id: contactId, room_id: roomId, up_to_seq: consent.upToSeq },
      ...{ from_window_id: fromWindowId, window_id: windowId, account_id: accountId },
      ...{ given_at: consent.givenAt, until: consent.until },
    })
    .execute();
}

export interface Readable extends Consented {
  consentId: ConsentId;
  contactId: ContactId;
  roomId: RoomId;
  organisationId: OrganisationId | null;
  /** Of the talk itself, not of one that led here. */
  ofThisTalk: boolean;
}

/** What was said before the talks that an account holds, and was let be read. */
export async function listConsented(accountId: AccountId): Promise<(Readable & Held)[]> {
  const rows = await db
    .selectFrom('consents as k')
    .innerJoin('contacts as c', 'c.id', 'k.contact_id')
    .innerJoin('windows as w', 'w.id', 'c.owner_window_id')
    .select(['k.id as consentId', 'k.contact_id as contactId', 'k.room_id as roomId'])
    .select(['k.window_id as windowId', 'k.account_id as accountId', 'k.up_to_seq as upToSeq'])
    .select(['k.until', 'k.withdrawn_at as withdrawnAt', 'w.organisation_id as organisationId'])
    .select(['c.state', 'c.owner_account_id as ownerAccountId'])
    .select('c.owner_window_id as ownerWindowId')
    .select((eb) => eb('k.from_window_id', 'is not', null).as('ofThisTalk'))
    .where('c.owner_account_id', '=', accountId)
    .where('k.room_id', 'is not', null)
    .orderBy('k.given_at')
    .execute();
  return rows as (Readable & Held)[]; // Branded ids, and a room that was asked not to be null.
}

export async function listPassedOn(faces: Pseudonym[], at: Date): Promise<PassedOn[]> {
  if (faces.length === 0) return [];
  const rows = await given()
    .innerJoin('contacts as c', 'c.id', 'k.contact_id')
    .leftJoin('windows as w', 'w.id', 'k.window_id')
    .leftJoin('accounts as a', 'a.id', 'k.account_id')
    .select(['w.name as window', 'a.display_name as who'])
    .where('c.pseudonym', 'in', faces)
    .execute();
  return rows.map((row) => ({ ...shownOf(row, at), window: row.window, who: row.who }));
}

/** Hand-overs from or to the windows of an organisation, the latest first. */
export async function listHandOverRecords(
  organisationId: OrganisationId,
  at: Date,
): Promise<HandOverRecord[]> {
  const rows = await given()
    .innerJoin('windows as f', 'f.id', 'k.from_window_id')
    .innerJoin('windows as t', 't.id', 'k.window_id')
    .select(['f.name as from', 't.name as to'])
    .where((eb) =>
      eb.or([
        eb('f.organisation_id', '=', organisationId),
        eb('t.organisation_id', '=', organisationId),
      ]),
    )
    .limit(100)
    .execute();
  return rows.map((row) => ({ ...shownOf(row, at), from: row.from, to: row.to }));
}

const given = () =>
  db
    .selectFrom('consents as k')
    .select(['k.id', 'k.given_at', 'k.until', 'k.room_id', 'k.up_to_seq', 'k.from_window_id'])
    .orderBy('k.given_at', 'desc');

interface Given {
  id: string;
  given_at: Date;
  until: Date;
  room_id: string | null;
  up_to_seq: number;
  from_window_id: string | null;
}

const shownOf = (row: Given, at: Date) => ({
  id: row.id as ConsentId,
  what: whatOf(row),
  givenAt: row.given_at,
  until: row.until,
  over: row.room_id === null || row.until <= at,
});

function whatOf({ up_to_seq, from_window_id }: Given): PassedOn['what'] {
  if (from_window_id === null) return 'peer_talk';
  return up_to_seq > 0 ? 'talk' : 'first_words';
}

/** Whoever answers just now, to be told; undefined where it is not of these faces. */
export async function withdrawConsent(
  trx: Database,
  { id, faces, at }: { id: ConsentId; faces: Pseudonym[]; at: Date },
): Promise<{ owner: AccountId | null; contactId: ContactId } | undefined> {
  if (faces.length === 0) return undefined;
  const row = await trx
    .updateTable('consents')
    .from('contacts')
    .set((eb) => ({ room_id: null, withdrawn_at: eb.fn.coalesce('withdrawn_at', eb.val(at)) }))
    .whereRef('contacts.id', '=', 'consents.contact_id')
    .where('consents.id', '=', id)
    .where('contacts.pseudonym', 'in', faces)
    .returning(['contacts.owner_account_id as owner', 'contacts.id'])
    .executeTakeFirst();
  return row && { owner: row.owner as AccountId | null, contactId: row.id as ContactId };
}

export async function contactOfConsent(id: ConsentId): Promise<ContactId | undefined> {
  const row = await db
    .selectFrom('consents')
    .select('contact_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.contact_id as ContactId | undefined;
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
