/** 「いますぐ話したい」: from the press to the first ring in one transaction. */
import { findArea, listPrefectures } from '#areas/server';
import { contactScope, type ParticipantViewer } from '#participants';
import {
  createParticipant,
  participantBehind,
  pseudonymFor,
  startSession,
} from '#participants/server';
import { later, minutes, now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { brokenConstraint, db, inTransaction, type Database } from '#platform/db';
import { sha256 } from '#platform/secrets';
import { admitMember, prepareRoom } from '#rooms/server';
import { routeWindows } from '#windows/server';
import { randomUUID } from 'node:crypto';
import { frozenRoute, isCalling, type ContactId } from './contact.ts';
import type { PressInput } from './input.ts';
import { nameOf } from './name.ts';
import { contactOf } from './own-contact.server.ts';
import { insertContact, type Contact } from './queries.server.ts';
import { lookForSomebody, type Move } from './urgent.server.ts';

const TOKEN_LASTS_MS = minutes(10);

export interface Pressed {
  contactId: ContactId;
  /** For the entrance to set, where the press made the person or the device had lost it. */
  cookie?: SessionCookie;
}

export type Press = PressInput & { language: 'ja' | 'en' };

/**
 * What a form carries so that a double tap, even without a cookie, is one contact. Unlike a sign-up's it is neither signed
 * nor does it expire before its use: a press is never refused because the page stood open.
 */
export const newPressToken = (): string => randomUUID();

/** Begins to look for somebody. Whoever already looks or talks is brought back to that. */
export async function pressTalk(viewer: ParticipantViewer | null, input: Press): Promise<Pressed> {
  const going = viewer && (await contactOf(viewer));
  if (going && (isCalling(going.state) || going.state === 'talking'))
    return { contactId: going.id };
  try {
    return await begin(viewer, input);
  } catch (error) {
    if (brokenConstraint(error) !== 'used_presses_pkey') throw error;
    const first = await usedPress(input.formToken);
    if (first) return comeBack(first);
    // What it once began is over: the same form, still open somewhere, begins anew.
    await forgetPress(input.formToken);
    return pressTalk(viewer, input);
  }
}

interface UsedPress {
  contactId: ContactId;
  pseudonym: Contact['pseudonym'];
}

async function usedPress(token: string): Promise<UsedPress | undefined> {
  const row = await db
    .selectFrom('used_presses')
    .innerJoin('contacts', 'contacts.id', 'used_presses.contact_id')
    .select(['contacts.id', 'contacts.pseudonym'])
    .where('form_hash', '=', sha256(token))
    .where('used_presses.due_at', '>', now())
    .where('contacts.ended_at', 'is', null)
    .executeTakeFirst();
  return (
    row && { contactId: row.id as ContactId, pseudonym: row.pseudonym as Contact['pseudonym'] }
  );
}

async function comeBack(used: UsedPress): Promise<Pressed> {
  const participantId = await participantBehind(used.pseudonym);
  if (!participantId) return { contactId: used.contactId };
  const { cookie } = await startSession(participantId, 'this_browser_session');
  return { contactId: used.contactId, cookie };
}

async function begin(viewer: ParticipantViewer | null, input: Press): Promise<Pressed> {
  const place = await placeOf(input);
  const route = frozenRoute(await routeWindows(place.code5, place.prefCode), input.skipsNearby);
  return inTransaction(async (trx, afterCommit) => {
    const move = { trx, at: now(), afterCommit };
    const made = viewer ? undefined : await createParticipant(trx);
    const person = viewer ?? made?.viewer;
    if (!person) throw new Error('a press without a person');
    const contact = await makeContact(move, person, input, { ...place, route });
    await lookForSomebody(move, contact, [{ kind: 'pressed' }]);
    return made ? { contactId: contact.id, cookie: made.cookie } : { contactId: contact.id };
  });
}

/** An unknown area is none: the press still goes through. */
async function placeOf({ code5, prefCode }: Press) {
  const area = code5 ? await findArea(code5) : undefined;
  return {
    code5: area?.code5 ?? null,
    prefCode: area?.prefCode ?? (await knownPrefecture(prefCode)),
  };
}

const knownPrefecture = async (prefCode: string | null): Promise<string | null> =>
  prefCode && (await listPrefectures()).some((one) => one.prefCode === prefCode) ? prefCode : null;

async function makeContact(
  { trx, at }: Move,
  person: ParticipantViewer,
  input: Press,
  place: { code5: string | null; prefCode: string | null; route: Contact['route'] },
): Promise<Contact> {
  const id = randomUUID() as ContactId;
  const scope = contactScope(id);
  const pseudonym = await pseudonymFor(person, scope, trx);
  const contact = await insertContact(trx, {
    id,
    pseudonym,
    nickname: input.nickname,
    pref_code: place.prefCode,
    code5: place.code5,
    skips_nearby: input.skipsNearby,
    language: input.language,
    first_words: input.words,
    state: 'waiting',
    route: JSON.stringify(place.route),
    seen_at: at,
    due_at: at,
    created_at: at,
  });
  await useToken(trx, input.formToken, id, at);
  const roomId = await prepareRoom({ contactId: id, scope, title: '' }, trx);
  const nickname = nameOf(contact);
  await admitMember(trx, roomId, { pseudonym, nickname, role: 'participant' });
  return contact;
}

const useToken = (trx: Database, token: string, contactId: ContactId, at: Date) =>
  trx
    .insertInto('used_presses')
    .values({ form_hash: sha256(token), contact_id: contactId, due_at: later(at, TOKEN_LASTS_MS) })
    .execute();

const forgetPress = (token: string): Promise<unknown> =>
  db
    .deleteFrom('used_presses')
    .where('form_hash', '=', sha256(token))
    .where((eb) =>
      eb.or([
        eb('due_at', '<=', now()),
        eb('contact_id', 'in', (over) =>
          over.selectFrom('contacts').select('id').where('ended_at', 'is not', null),
        ),
      ]),
    )
    .execute();

/** Forgets form tokens that are past their time. */
export const forgetUsedPresses = (at: Date): Promise<unknown> =>
  db.deleteFrom('used_presses').where('due_at', '<=', at).execute();
