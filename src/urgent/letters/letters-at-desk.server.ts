/** Words that wait, as desks list them: from whom and until when; what is in them only to who has opened them. */
import { organisationIdsOf, type AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { roomOfContact, textsUpTo } from '#rooms/server';
import { throughWindows, type ContactAt } from '../desk/desk-queries.server.ts';
import { groupsAmong } from '../desk/sources.server.ts';
import type { LetterOpen, LettersAtDesk, LetterWaiting, Wish } from './letter.ts';
import { windowsOfOrganisations } from '../windows-kept-queries.server.ts';
import { listReadings } from './letter-queries.server.ts';

/** Those of the windows where the viewer writes back, and the late ones that ring at whoever looks after the people there. */
export async function lettersAt(viewer: AccountViewer, at: Date): Promise<LettersAtDesk> {
  const { own, supervised } = await allFor(viewer);
  const groups = groupsAmong(own.map(({ id }) => id));
  return {
    letters: own.map((contact) => waitingOf(contact, at, groups.get(contact.id))),
    lateLetters: supervised
      .filter((contact) => rings(contact, at))
      .map((contact) => waitingOf(contact, at)),
  };
}

/** How many ring at the viewer's desk. */
export async function lettersLate(viewer: AccountViewer): Promise<number> {
  const supervised = await waitingAt(viewer, 'supervise');
  return supervised.filter((contact) => rings(contact, now())).length;
}

/** Words that wait, as far as the viewer has opened them; undefined where they have not, or may not any more. */
export async function openedLetter(
  viewer: AccountViewer,
  contactId: string,
): Promise<LetterOpen | undefined> {
  const at = now();
  const { own, supervised } = await allFor(viewer);
  const late = supervised.filter((one) => isLate(one, at));
  const contact = [...own, ...late].find(({ id }) => id === contactId);
  const room = contact && (await roomOfContact(db, contact.id));
  const read = contact ? await listReadings(db, contact.id, viewer.accountId) : [];
  if (!contact || !room || read.length === 0) return undefined;
  const { messages } = await textsUpTo(room.id, Math.max(...read.map(({ to }) => to)));
  const texts = messages.filter(({ seq }) => read.some(({ from, to }) => from <= seq && seq <= to));
  const said = texts.some(({ text }) => text === contact.first_words);
  return { ...waitingOf(contact, at), words: said ? '' : contact.first_words, texts };
}

async function allFor(viewer: AccountViewer) {
  const [own, supervised] = await Promise.all([
    waitingAt(viewer, 'answer_letters'),
    waitingAt(viewer, 'supervise'),
  ]);
  return { own, supervised };
}

const waitingAt = async (
  viewer: AccountViewer,
  right: 'answer_letters' | 'supervise',
): Promise<ContactAt[]> =>
  throughWindows(db, await windowsOfOrganisations(db, organisationIdsOf(viewer, right)), [
    'message',
  ]);

const waitingOf = (contact: ContactAt, at: Date, group: number | null = null): LetterWaiting => ({
  contactId: contact.id,
  name: contact.nickname,
  area: contact.area,
  // Held by the constraint contacts_wish.
  wish: contact.wish as Wish,
  // Held by the constraint contacts_words_have_their_day.
  answerBy: contact.answer_by?.getTime() ?? 0,
  late: isLate(contact, at),
  group,
});

const isLate = ({ answer_by }: ContactAt, at: Date) => answer_by !== null && answer_by <= at;

/** Until somebody has heard it, or opened it; each day anew. */
const rings = (contact: ContactAt, at: Date) => isLate(contact, at) && !contact.reminded_at;
