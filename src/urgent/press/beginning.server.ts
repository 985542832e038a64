/** How a contact comes to be, from whichever form: once, with its person where that is somebody new. */
import { randomUUID } from 'node:crypto';
import { contactScope, type ParticipantViewer } from '#participants';
import {
  appear,
  derivedPseudonym,
  newPerson,
  participantBehind,
  saysPersonGone,
  startSession,
  type NewPerson,
} from '#participants/server';
import { now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { brokenConstraint, inTransaction } from '#platform/db';
import type { ContactId } from '../contact.ts';
import type { NewEvent } from '../event-queries.server.ts';
import type { Press } from '../input.ts';
import { putLater } from '../desk/genuine/doubt-queries.server.ts';
import { heldFaces, talkUnderWay } from '../own-contact.server.ts';
import type { RingAt } from '../policy.ts';
import { tellDesks } from '../tell.server.ts';
import type { Move } from '../urgent.server.ts';
import type { Place } from './press-place.server.ts';
import {
  findUsedPress,
  forgetUsedPress,
  insertContact,
  type NewContact,
  type UsedPress,
} from './press-queries.server.ts';

export interface Pressed {
  contactId: ContactId;
  /** For the entrance to set, where the press made the person or the device had lost it. */
  cookie?: SessionCookie;
}

/** `going`: nothing was begun, the person looks or talks already. */
export interface PressedHere extends Pressed {
  going?: true;
}

/** What every form says that begins a contact. */
type Form = Pick<Press, 'formToken' | 'nickname' | 'words' | 'language'>;

/** How a contact begins, beside what its form says. */
export interface Beginning {
  place: Place;
  /** Where it stands at once, whom it rings at and what its log begins with. */
  stand: (at: Date) => Standing | Promise<Standing>;
  /** Whoever looks or talks already is brought back to that. */
  alone: boolean;
  /** Written in the same transaction. */
  alongside?: ((move: Move, contactId: ContactId) => Promise<void>) | undefined;
}

export interface Standing {
  to: Pick<NewContact['contact'], 'state' | 'due_at' | 'stage_due_at' | 'stage'> & {
    answer_by?: Date;
    wish?: string;
  };
  rings: RingAt[];
  events: NewEvent[];
}

/** Begins a contact by its form, once, however often the form comes; a person who is new here is made with it. */
export async function beginContact(
  viewer: ParticipantViewer | null,
  input: Form,
  beginning: Beginning,
): Promise<PressedHere> {
  try {
    return await begin(viewer ?? newPerson(), input, beginning);
  } catch (error) {
    // Erased at this very moment, from another tab perhaps: a press is never refused, it is somebody new's.
    if (viewer && !beginning.alongside && saysPersonGone(error))
      return beginContact(null, input, beginning);
    if (brokenConstraint(error) !== 'used_presses_pkey') throw error;
    const first = await findUsedPress(input.formToken, now());
    if (first) return comeBack(first);
    // What it once began is over: the same form, still open somewhere, begins anew.
    await forgetUsedPress(input.formToken, now());
    return beginContact(viewer, input, beginning);
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
  input: Form,
  { place, stand, alone, alongside }: Beginning,
): Promise<PressedHere> {
  const at = now();
  const standing = await stand(at);
  const viewer = 'cookie' in person ? person.viewer : person;
  const pressed = newContact(viewer, input, place, { ...standing, at });
  const contactId = pressed.contact.id;
  return inTransaction(async (trx, afterCommit): Promise<PressedHere> => {
    const faces = 'cookie' in person ? [] : await heldFaces(trx, person);
    const going = alone ? await talkUnderWay(trx, faces) : undefined;
    if (going) return { contactId: going, going: true };
    await appear(trx, [{ person, scope: contactScope(contactId) }]);
    await insertContact(trx, pressed, at);
    if (faces.length > 0) await putLater(trx, contactId, faces, at);
    await alongside?.({ trx, at, afterCommit }, contactId);
    afterCommit(() => tellDesks(standing.rings.map((ring) => ring.accountId)));
    return 'cookie' in person ? { contactId, cookie: person.cookie } : { contactId };
  });
}

function newContact(
  viewer: ParticipantViewer,
  input: Form,
  place: Place,
  { to, rings, events, at }: Standing & { at: Date },
): NewContact {
  const id = randomUUID() as ContactId;
  return {
    formToken: input.formToken,
    rings,
    events,
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
