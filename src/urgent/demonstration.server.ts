/** Invented words at the desk of the demonstration: a letter that waits, and one that was answered with a time to talk. */
import { organisationIdsOf, type AccountViewer } from '#accounts';
import { demonstrationViewer } from '#accounts/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { addDays, instantOf, localDate } from '#platform/tokyo';
import { throughWindows } from './desk/desk-queries.server.ts';
import { openLetter, replyToLetter } from './letters/answering-letters.server.ts';
import type { LetterInput } from './letters/input.ts';
import { writeLetter } from './letters/writing.server.ts';
import { newPressToken } from './press/press.server.ts';
import { windowsOfOrganisations } from './windows-kept-queries.server.ts';

type Invented = Pick<LetterInput, 'nickname' | 'words' | 'wish'>;

const WAITING: Invented = {
  nickname: 'ひいらぎ',
  words: '息子のことで、どこに話せばよいのかわからず書いています。急ぎません。',
  wish: 'text',
};
const ANSWERED: Invented = {
  nickname: 'なずな',
  words: '電話はにがてです。文字なら、昼のあいだに話せそうです。',
  wish: 'room',
};
const ANSWER = '書いてくださって、ありがとうございます。あすの10時に、文字で話しませんか。';

/** Where nobody has written yet. */
export async function loadDemonstrationLetters(): Promise<void> {
  const viewer = await demonstrationViewer('yuri');
  const organisations = viewer ? organisationIdsOf(viewer, 'answer_letters') : [];
  const [windowId] = await windowsOfOrganisations(db, organisations);
  if (!viewer || !windowId) return;
  const there = await throughWindows(db, [windowId], ['message', 'callback']);
  if (there.length > 0) return;
  await write(windowId, WAITING);
  await answer(viewer, await write(windowId, ANSWERED));
}

async function write(windowId: string, invented: Invented): Promise<string> {
  const form = { formToken: newPressToken(), language: 'ja' as const };
  const written = await writeLetter(null, windowId, { ...form, ...invented });
  return written === 'window' ? '' : written.contactId;
}

async function answer(viewer: AccountViewer, contactId: string): Promise<void> {
  const meetsAt = instantOf(addDays(localDate(now()), 1), '10:00');
  await openLetter(viewer, contactId);
  await replyToLetter(viewer, { contactId, words: ANSWER, meetsAt });
}
