/** How a contact comes to be, from whichever form: once, with its person where that is somebody new. */
import { randomUUID } from 'node:crypto';
import { contactScope, type ParticipantViewer } from '#participants';
import {
  derivedPseudonym,
  newPerson,
  participantBehind,
  saysPersonGone,
  startSession,
  type NewPerson,
} from '#participants/server';
import { now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { brokenConstraint, db, inTransaction } from '#platform/db';
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
  insertContacts,
  type NewContact,
  type UsedPress,
} from './press-queries.server.ts';
import { together } from './together.server.ts';

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
  /** Of somebody known, written in the same transaction. */
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
    return await begin(viewer, input, beginning);
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
  viewer: ParticipantViewer | null,
  input: Form,
  beginning: Beginning,
): Promise<PressedHere> {
  const at = now();
  const standing = { ...(await beginning.stand(at)), at };
  const person = viewer ?? newPerson();
  const begun = newContact(person, input, beginning.place, standing);
  const going = viewer ? await keepKnown(viewer, begun, beginning) : await keepStranger(begun);
  if (going) return { contactId: going, going: true };
  tellDesks(begun.rings.map((ring) => ring.accountId));
  const contactId = begun.contact.id;
  return 'cookie' in person ? { contactId, cookie: person.cookie } : { contactId };
}

/** Strangers who come while others are written down are written down together: nothing of theirs is there to be looked at. */
const keepStranger = together(async (begun: NewContact[]) => {
  await insertContacts(db, begun);
  return begun.map(() => undefined);
});

/** Returns what goes on already, where nothing is begun. */
const keepKnown = (
  viewer: ParticipantViewer,
  begun: NewContact,
  { alone, alongside }: Beginning,
): Promise<ContactId | undefined> =>
  inTransaction(async (trx, afterCommit) => {
    const faces = await heldFaces(trx, viewer);
    const going = alone ? await talkUnderWay(trx, faces) : undefined;
    if (going) return going;
    const { at, contact } = begun;
    await insertContacts(trx, [begun]);
    if (faces.length > 0) await putLater(trx, contact.id, faces, at);
    await alongside?.({ trx, at, afterCommit }, contact.id);
    return undefined;
  });

function newContact(
  person: ParticipantViewer | NewPerson,
  { formToken, nickname, language, words }: Form,
  { prefCode, code5, route }: Place,
  { to, rings, events, at }: Standing & { at: Date },
): NewContact {
  const id = randomUUID() as ContactId;
  const viewer = 'cookie' in person ? person.viewer : person;
  return {
    ...{ person, formToken, rings, events, at },
    contact: {
      ...{ answer_by: null, wish: 'text', ...to },
      ...{ id, nickname, language, code5, pref_code: prefCode, route },
      pseudonym: derivedPseudonym(viewer, contactScope(id)),
      first_words: words,
      seen_at: at,
      created_at: at,
    },
  };
}
