/** 「いますぐ話したい」: from the press to the first ring in one transaction. */
import { randomUUID } from 'node:crypto';
import type { Locale } from '#paraglide/runtime';
import { contactScope, type ParticipantViewer } from '#participants';
import {
  appear,
  derivedPseudonym,
  lockParticipant,
  newPerson,
  participantBehind,
  pseudonymsOf,
  saysPersonGone,
  startSession,
  type NewPerson,
} from '#participants/server';
import { now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { brokenConstraint, inTransaction, type Database } from '#platform/db';
import { isCalling, stagesOf, type ContactId } from '../contact.ts';
import type { NewEvent } from '../event-queries.server.ts';
import type { PressInput } from '../input.ts';
import { contactOf } from '../own-contact.server.ts';
import { placeOf, type Place } from './press-place.server.ts';
import {
  deletePressesOf,
  findUsedPress,
  forgetUsedPress,
  insertContact,
  type NewContact,
  type UsedPress,
} from './press-queries.server.ts';
import { tellDesks } from '../tell.server.ts';
import { search, type Found, type Move } from '../urgent.server.ts';

export interface Pressed {
  contactId: ContactId;
  /** For the entrance to set, where the press made the person or the device had lost it. */
  cookie?: SessionCookie;
}

/** `going`: nothing was begun, the person looks or talks already. */
interface PressedHere extends Pressed {
  going?: true;
}

export type Press = PressInput & { language: Locale };

/**
 * What a form carries so that a double tap, even without a cookie, is one contact. Unlike a sign-up's it is neither signed
 * nor does it expire before its use: a press is never refused because the page stood open.
 */
export const newPressToken = (): string => randomUUID();

/** Begins to look for somebody. Whoever already looks or talks is brought back to that. */
export async function pressTalk(viewer: ParticipantViewer | null, input: Press): Promise<Pressed> {
  const { going: _sameForThem, ...pressed } = await pressAt(viewer, input, await placeOf(input));
  return pressed;
}

/** What a press from elsewhere brings along. */
interface Bringing {
  /** What led here, for the log. */
  events: NewEvent[];
  /** Written in the press's own transaction. */
  alongside: (move: Move, contactId: ContactId) => Promise<void>;
}

/** Sent again from a page that the device still holds, none of the viewer's presses leads back to their talk any more. */
export async function endPressesOf(viewer: ParticipantViewer): Promise<void> {
  const faces = await pseudonymsOf(viewer);
  await deletePressesOf(faces.map(({ pseudonym }) => pseudonym));
}

/** The same where the route is settled. */
export async function pressAt(
  viewer: ParticipantViewer | null,
  input: Press,
  place: Place,
  bringing?: Bringing,
): Promise<PressedHere> {
  try {
    return await begin(viewer ?? newPerson(), input, place, bringing);
  } catch (error) {
    // Erased at this very moment, from another tab perhaps: a press is never refused, it is somebody new's.
    if (viewer && !bringing && saysPersonGone(error)) return pressAt(null, input, place);
    if (brokenConstraint(error) !== 'used_presses_pkey') throw error;
    const first = await findUsedPress(input.formToken, now());
    if (first) return comeBack(first);
    // What it once began is over: the same form, still open somewhere, begins anew.
    await forgetUsedPress(input.formToken, now());
    return pressAt(viewer, input, place, bringing);
  }
}

async function comeBack(used: UsedPress): Promise<Pressed> {
  const participantId = await participantBehind(used.pseudonym);
  if (!participantId) return { contactId: used.contactId };
  const { cookie } = await startSession(participantId, 'this_browser_session');
  return { contactId: used.contactId, cookie };
}

async function begin(
  person: ParticipantViewer | NewPerson,
  input: Press,
  place: Place,
  bringing?: Bringing,
): Promise<PressedHere> {
  const at = now();
  const calling = {
    route: stagesOf(place.route),
    stage: 0,
    stageDueAt: null,
    seenAt: at,
    rings: [],
  };
  const found = await search(calling, place.route, at);
  const viewer = 'cookie' in person ? person.viewer : person;
  const events = [...(bringing?.events ?? []), ...found.events];
  const pressed = newContact(viewer, input, place, { ...found, events, at });
  const contactId = pressed.contact.id;
  return inTransaction(async (trx, afterCommit): Promise<PressedHere> => {
    const going = 'cookie' in person ? undefined : await talkUnderWay(trx, person);
    if (going) return { contactId: going, going: true };
    await appear(trx, [{ person, scope: contactScope(contactId) }]);
    await insertContact(trx, pressed, at);
    await bringing?.alongside({ trx, at, afterCommit }, contactId);
    afterCommit(() => tellDesks(found.rings.map((ring) => ring.accountId)));
    return 'cookie' in person ? { contactId, cookie: person.cookie } : { contactId };
  });
}

/** Two presses of one person, in two tabs perhaps, come one after the other here. */
async function talkUnderWay(
  trx: Database,
  viewer: ParticipantViewer,
): Promise<ContactId | undefined> {
  await lockParticipant(trx, viewer);
  const contact = await contactOf(viewer, trx);
  const goes = contact && (isCalling(contact.state) || contact.state === 'talking');
  return goes ? contact.id : undefined;
}

function newContact(
  viewer: ParticipantViewer,
  input: Press,
  place: Place,
  { to, rings, events, at }: Found & { at: Date },
): NewContact {
  const id = randomUUID() as ContactId;
  return {
    formToken: input.formToken,
    rings,
    events: [{ kind: 'pressed' }, ...events],
    contact: {
      ...to,
      id,
      pseudonym: derivedPseudonym(viewer, contactScope(id)),
      nickname: input.nickname,
      pref_code: place.prefCode,
      code5: place.code5,
      language: input.language,
      first_words: input.words,
      route: place.route,
      seen_at: at,
      created_at: at,
    },
  };
}
