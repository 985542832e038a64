/** What the person's own page asks: which contact is theirs, who was rung, who answered; and that they are there. */
import type { Pseudonym } from '#participants';
import { db, type Database } from '#platform/db';
import type { ContactId } from '../contact.ts';
import { contactOfRow, type Contact } from '../contact-queries.server.ts';

/** The contacts under these pseudonyms: the one that looks or talks, answers to read, what waits, then what ended since. */
export async function listContactsShown(
  trx: Database,
  pseudonyms: Pseudonym[],
  endedSince: Date,
): Promise<Contact[]> {
  const rows = await trx
    .selectFrom('contacts')
    .selectAll()
    .where('pseudonym', 'in', pseudonyms)
    .where('state', '<>', 'left')
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', endedSince)]))
    .orderBy((eb) => eb('state', 'not in', ['waiting', 'ringing', 'talking']))
    .orderBy((eb) => eb('ended_at', 'is not', null))
    .orderBy((eb) => eb('state', '<>', 'answered'))
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(contactOfRow);
}

/** The person is there. False where they had been gone since then, or it is over. */
export async function setSeen(
  id: string,
  { at, seenSince }: { at: Date; seenSince: Date },
): Promise<boolean> {
  const still = await db
    .updateTable('contacts')
    .set({ seen_at: at })
    .where('id', '=', id)
    .where('seen_at', '>', seenSince)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return still !== undefined;
}

export interface OfferSeen {
  stage: number;
  state: string;
  name: string;
  windowId: string;
}

/** In the order in which they were asked. */
export const offersTo = (contactId: ContactId): Promise<OfferSeen[]> =>
  db
    .selectFrom('offers')
    .innerJoin('accounts', 'accounts.id', 'offers.account_id')
    .select([
      'offers.stage',
      'offers.state',
      'accounts.display_name as name',
      'offers.window_id as windowId',
    ])
    .where('contact_id', '=', contactId)
    .where('offers.purpose', '=', 'call')
    .orderBy('offered_at')
    .$narrowType<{ stage: number }>() // offers_calls_have_a_stage
    .execute();

/** Who talks with the person, and at which window; null while nobody does. */
export async function findOwner(
  contactId: ContactId,
): Promise<{ name: string; window: string } | null> {
  const row = await db
    .selectFrom('contacts')
    .innerJoin('accounts', 'accounts.id', 'contacts.owner_account_id')
    .innerJoin('windows', 'windows.id', 'contacts.owner_window_id')
    .select(['accounts.display_name as name', 'windows.name as window'])
    .where('contacts.id', '=', contactId)
    .executeTakeFirst();
  return row ?? null;
}
