/** What a press writes, and which forms have been used for one. */
import type { Insertable } from 'kysely';
import { contactScope, type ParticipantViewer, type Pseudonym } from '#participants';
import { appearing, type NewPerson } from '#participants/server';
import { later, minutes } from '#platform/clock';
import { db, recordsInserted, sql, type Database, type DB } from '#platform/db';
import { sha256 } from '#platform/secrets';
import type { ContactId } from '../contact.ts';
import { eventsInserted, type NewEvent } from '../event-queries.server.ts';
import { offersInserted } from '../offer-queries.server.ts';
import type { RingAt } from '../policy.ts';

const TOKEN_LASTS_MS = minutes(10);

export interface NewContact {
  person: ParticipantViewer | NewPerson;
  contact: Insertable<DB['contacts']> & { id: ContactId };
  formToken: string;
  rings: RingAt[];
  events: NewEvent[];
  at: Date;
}

/** Contacts with their people, the forms they came by, whom they ring at and their logs, all at once: whoever presses waits for this alone. */
export async function insertContacts(db: Database, pressed: NewContact[]): Promise<void> {
  const people = pressed.map(({ person, contact }) => ({
    person,
    scope: contactScope(contact.id),
  }));
  const contacts = pressed.map(({ contact }) => contact);
  const forms = pressed.map(({ formToken, contact, at }) => ({
    ...{ form_hash: sha256(formToken), contact_id: contact.id, due_at: later(at, TOKEN_LASTS_MS) },
  }));
  const called = pressed.map(({ contact, ...rest }) => ({ contactId: contact.id, ...rest }));
  await sql`
    with ${appearing(people)},
    pressed as (${recordsInserted('contacts', contacts)}),
    form as (${recordsInserted('used_presses', forms)}),
    rung as (${offersInserted(called)})
    ${eventsInserted(called)}`.execute(db);
}

export interface UsedPress {
  contactId: ContactId;
  pseudonym: Pseudonym;
}

/** What a form began that goes on. */
export async function findUsedPress(token: string, at: Date): Promise<UsedPress | undefined> {
  const row = await db
    .selectFrom('used_presses')
    .innerJoin('contacts', 'contacts.id', 'used_presses.contact_id')
    .select(['contacts.id', 'contacts.pseudonym'])
    .where('form_hash', '=', sha256(token))
    .where('used_presses.due_at', '>', at)
    .where('contacts.ended_at', 'is', null)
    .executeTakeFirst();
  // Both are what `insertContacts` wrote.
  return row && { contactId: row.id as ContactId, pseudonym: row.pseudonym as Pseudonym };
}

/** Forms by which these faces pressed. */
export const deletePressesOf = async (faces: Pseudonym[]): Promise<void> =>
  void (await sql`
    delete from used_presses u using contacts c
    where c.id = u.contact_id and c.pseudonym = any(${faces}::uuid[])`.execute(db));

/** Forgets a form whose time is past, or what it began over. */
export const forgetUsedPress = (token: string, at: Date): Promise<unknown> =>
  db
    .deleteFrom('used_presses')
    .where('form_hash', '=', sha256(token))
    .where((eb) =>
      eb.or([
        eb('due_at', '<=', at),
        eb('contact_id', 'in', (over) =>
          over.selectFrom('contacts').select('id').where('ended_at', 'is not', null),
        ),
      ]),
    )
    .execute();

/** Forgets forms that are past their time. */
export const forgetUsedPresses = (at: Date): Promise<unknown> =>
  db.deleteFrom('used_presses').where('due_at', '<=', at).execute();
