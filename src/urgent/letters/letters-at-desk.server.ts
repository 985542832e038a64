/** Words that wait, as desks list them: from whom and until when; what is in them only to who has opened them. */
import { organisationIdsOf, type AccountViewer, type Right } from '#accounts';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { isId } from '#platform/id';
import { roomOfContact, textsUpTo } from '#rooms/server';
import { isLate } from '../answer-by.ts';
import { findContact, type Contact } from '../contact-queries.server.ts';
import { FIRST_SHOWN, LATE_SHOWN, shownOf } from '../desk/desk.ts';
import { contactsAt, type ContactAt, type FirstOf } from '../desk/desk-queries.server.ts';
import { groupsAmong, rememberedSince } from '../desk/sources.server.ts';
import { windowsOfOrganisations } from '../windows-kept-queries.server.ts';
import {
  LETTERS_PER_PAGE,
  type LetterInLine,
  type LetterOpen,
  type LettersAtDesk,
  type LettersInLine,
  type LetterWaiting,
  type PlaceInLine,
  type Wish,
} from './letter.ts';
import { letterWindowOf } from './letter-window.server.ts';
import {
  firstLetters,
  lettersAfter,
  lettersSince,
  lettersUnheard,
  listReadings,
} from './letter-queries.server.ts';

/** Those of the windows where the viewer writes back, and the late ones that ring at whoever looks after the people there. */
export async function lettersAt(viewer: AccountViewer, at: Date): Promise<LettersAtDesk> {
  const [line, lateLetters] = await Promise.all([lineAt(viewer, at), lateAt(viewer, at)]);
  return { ...line, lateLetters };
}

async function lineAt(
  viewer: AccountViewer,
  at: Date,
): Promise<Omit<LettersAtDesk, 'lateLetters'>> {
  const windowIds = await windowsOf(viewer, 'answer_letters');
  const groups = groupsAmong(await lettersSince(db, windowIds, rememberedSince(at)));
  const alone = await firstLetters(db, windowIds, { but: [...groups.keys()], most: FIRST_SHOWN });
  const together = Map.groupBy(groups.keys(), (id) => groups.get(id) ?? null);
  const ids = shownOf(new Map([[null, alone.ids], ...together]));
  const shown = await contactsAt(db, ids, ['message']);
  return {
    letters: shown.map((contact) => ({
      ...inLineOf(contact, at),
      group: groups.get(contact.id) ?? null,
    })),
    lettersFrom: new Map([
      [null, alone.count],
      ...[...together].map(([group, { length }]) => [group, length] as const),
    ]),
  };
}

async function lateAt(viewer: AccountViewer, at: Date): Promise<LettersAtDesk['lateLetters']> {
  const { ids, count } = await unheardBy(viewer, at);
  const first = await contactsAt(db, ids, ['message']);
  return { first: first.map((contact) => waitingOf(contact, at)), count };
}

/** All that the viewer may open, a page at a time: from the first, or after a place in line. */
export async function lettersInLine(
  viewer: AccountViewer,
  after?: PlaceInLine,
): Promise<LettersInLine> {
  const at = now();
  const [answeredAt, supervised] = await Promise.all([
    windowsOf(viewer, 'answer_letters'),
    windowsOf(viewer, 'supervise'),
  ]);
  const page = { after, most: LETTERS_PER_PAGE };
  const { ids, count } = await lettersAfter(db, { answeredAt, supervised, at }, page);
  const shown = await contactsAt(db, ids, ['message']);
  const last = count > ids.length ? shown.at(-1) : undefined;
  return {
    letters: shown.map((contact) => inLineOf(contact, at)),
    next: last && { count: count - ids.length, after: placeOf(last) },
  };
}

/** How many ring at the viewer's desk. */
export const lettersLate = async (viewer: AccountViewer): Promise<number> =>
  (await unheardBy(viewer, now())).count;

const unheardBy = async (viewer: AccountViewer, at: Date): Promise<FirstOf> =>
  lettersUnheard(db, await windowsOf(viewer, 'supervise'), { at, most: LATE_SHOWN });

const windowsOf = (viewer: AccountViewer, right: Right): Promise<string[]> =>
  windowsOfOrganisations(db, organisationIdsOf(viewer, right));

/** Words that wait, as far as the viewer has opened them; undefined where they have not, or may not any more. */
export async function openedLetter(
  viewer: AccountViewer,
  contactId: string,
): Promise<LetterOpen | undefined> {
  const at = now();
  const contact = isId(contactId) ? await findContact(db, contactId) : undefined;
  if (contact?.state !== 'message' || !(await letterWindowOf(db, viewer, contact, at)))
    return undefined;
  const room = await roomOfContact(db, contact.id);
  const read = await listReadings(db, contact.id, viewer.accountId);
  if (!room || read.length === 0) return undefined;
  const { messages } = await textsUpTo(room.id, Math.max(...read.map(({ to }) => to)));
  const texts = messages.filter(({ seq }) => read.some(({ from, to }) => from <= seq && seq <= to));
  const said = texts.some(({ text }) => text === contact.first_words);
  return { ...waitingOf(contact, at), words: said ? '' : contact.first_words, texts };
}

const placeOf = ({ id, answer_by, created_at }: ContactAt): PlaceInLine => ({
  // Held by the constraint contacts_words_have_their_day.
  answerBy: answer_by as Date,
  writtenAt: created_at,
  contactId: id,
});

const inLineOf = (contact: ContactAt, at: Date): LetterInLine => ({
  ...waitingOf(contact, at),
  area: contact.area,
});

const waitingOf = (contact: Contact, at: Date): LetterWaiting => ({
  contactId: contact.id,
  name: contact.nickname,
  // Held by the constraint contacts_wish.
  wish: contact.wish as Wish,
  // Held by the constraint contacts_words_have_their_day.
  answerBy: contact.answer_by?.getTime() ?? 0,
  late: isLate(contact, at),
});
