/** 「いますぐ話したい」: from the press to the first ring in one transaction. */
import { randomUUID } from 'node:crypto';
import type { Locale } from '#paraglide/runtime';
import { findArea, listPrefectures } from '#areas/server';
import { contactScope, type ParticipantViewer } from '#participants';
import {
  appear,
  derivedPseudonym,
  lockParticipant,
  newPerson,
  participantBehind,
  startSession,
  type NewPerson,
} from '#participants/server';
import { now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { brokenConstraint, inTransaction, type Database } from '#platform/db';
import { routeWindows } from '#windows/server';
import { frozenRoute, isCalling, stagesOf, type ContactId, type RouteStage } from './contact.ts';
import type { PressInput } from './input.ts';
import { contactOf } from './own-contact.server.ts';
import {
  findUsedPress,
  forgetUsedPress,
  insertContact,
  type NewContact,
  type UsedPress,
} from './press-queries.server.ts';
import { tellDesks } from './tell.server.ts';
import { search, type Found } from './urgent.server.ts';

export interface Pressed {
  contactId: ContactId;
  /** For the entrance to set, where the press made the person or the device had lost it. */
  cookie?: SessionCookie;
}

export type Press = PressInput & { language: Locale };

/**
 * What a form carries so that a double tap, even without a cookie, is one contact. Unlike a sign-up's it is neither signed
 * nor does it expire before its use: a press is never refused because the page stood open.
 */
export const newPressToken = (): string => randomUUID();

/** Begins to look for somebody. Whoever already looks or talks is brought back to that. */
export async function pressTalk(viewer: ParticipantViewer | null, input: Press): Promise<Pressed> {
  try {
    return await begin(viewer ?? newPerson(), input);
  } catch (error) {
    if (brokenConstraint(error) !== 'used_presses_pkey') throw error;
    const first = await findUsedPress(input.formToken, now());
    if (first) return comeBack(first);
    // What it once began is over: the same form, still open somewhere, begins anew.
    await forgetUsedPress(input.formToken, now());
    return pressTalk(viewer, input);
  }
}

async function comeBack(used: UsedPress): Promise<Pressed> {
  const participantId = await participantBehind(used.pseudonym);
  if (!participantId) return { contactId: used.contactId };
  const { cookie } = await startSession(participantId, 'this_browser_session');
  return { contactId: used.contactId, cookie };
}

async function begin(person: ParticipantViewer | NewPerson, input: Press): Promise<Pressed> {
  const place = await placeOf(input);
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
  const pressed = newContact(viewer, input, place, { ...found, at });
  const contactId = pressed.contact.id;
  return inTransaction(async (trx, afterCommit): Promise<Pressed> => {
    const going = 'cookie' in person ? undefined : await talkUnderWay(trx, person);
    if (going) return { contactId: going };
    await appear(trx, [{ person, scope: contactScope(contactId) }]);
    await insertContact(trx, pressed, at);
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

interface Place {
  code5: string | null;
  prefCode: string | null;
  route: RouteStage[];
}

/** An unknown area is none: the press still goes through. */
async function placeOf({ code5, districtId, prefCode, skipsNearby }: Press): Promise<Place> {
  const [area, known] = await Promise.all([
    code5 ? findArea(code5) : undefined,
    knownPrefecture(prefCode),
  ]);
  const stages = await routeWindows(area?.code5 ?? null, area?.prefCode ?? known, districtId);
  return {
    code5: area?.code5 ?? null,
    prefCode: area?.prefCode ?? known,
    route: frozenRoute(stages, skipsNearby),
  };
}

const knownPrefecture = async (prefCode: string | null): Promise<string | null> =>
  prefCode && (await listPrefectures()).some((one) => one.prefCode === prefCode) ? prefCode : null;

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
