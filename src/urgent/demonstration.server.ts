/**
 * Invented words at the desk of the demonstration: a letter that waits, one that was answered with a time to talk, and a talk that
 * its person lets the prefecture's desk hand on to it.
 */
import { randomUUID } from 'node:crypto';
import { organisationIdsOf, type AccountViewer } from '#accounts';
import { demonstrationViewer } from '#accounts/server';
import { beginLease, endLease } from '#duty/server';
import { identifyParticipant } from '#participants/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { addDays, instantOf, localDate } from '#platform/tokyo';
import { postMessage } from '#rooms/server';
import { isExpectedAt } from './callbacks/expected.server.ts';
import { DAYS_AHEAD } from './callbacks/times.ts';
import { answerContact } from './desk/answering.server.ts';
import { throughWindows } from './desk/desk-queries.server.ts';
import { endTalkAtDesk } from './desk/wrap-up/wrap-up.server.ts';
import { openLetter, replyToLetter } from './letters/answering-letters.server.ts';
import type { LetterInput } from './letters/input.ts';
import { writeLetter } from './letters/writing.server.ts';
import { answerHandOver, askToHandOver } from './passing-on/hand-over.server.ts';
import { newPressToken, pressTalk } from './press/press.server.ts';
import { talkOf } from './talk/talk-view.server.ts';
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

/** 豊島区, whose desk it is. */
const TOWN = '13116';
const CALLING = { nickname: 'つくし', words: '夜になると、弟のことを考えて眠れません。' };
const TOLD = '仕事のあとの夜しか、話せる時間がありませんでした。弟は近くに住んでいます。';
const LISTENED = '話してくださって、ありがとうございます。近くの窓口にも、つなげます。';

/** Where nobody has written yet. */
export async function loadDemonstrationContacts(): Promise<void> {
  const viewer = await demonstrationViewer('yuri');
  const organisations = viewer ? organisationIdsOf(viewer, 'answer_letters') : [];
  const [windowId] = await windowsOfOrganisations(db, organisations);
  if (!viewer || !windowId) return;
  const there = await throughWindows(db, [windowId], ['message', 'callback']);
  if (there.length > 0) return;
  await write(windowId, WAITING);
  await answer(viewer, await write(windowId, ANSWERED));
  await handOnTo(windowId);
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

/** Nobody is at the town's desk, the prefecture's answers, and hands on to the next morning that somebody is expected. */
async function handOnTo(windowId: string): Promise<void> {
  const [kaede, meetsAt] = [await demonstrationViewer('kaede'), await nextMorningAt(windowId)];
  if (!kaede || !meetsAt) return;
  const lease = await beginLease(kaede);
  const { contactId, cookie } = await pressTalk(null, {
    ...{
      formToken: newPressToken(),
      language: 'ja',
      code5: TOWN,
      districtId: null,
      prefCode: null,
    },
    ...{ skipsNearby: false, ...CALLING },
  });
  const person = await identifyParticipant(`${cookie?.name}=${cookie?.value}`);
  const answered = await answerContact(kaede, contactId);
  if (answered.is === 'answered' && person && person !== 'unknown') {
    const { roomId } = answered;
    await postMessage(person, { roomId, clientId: randomUUID(), text: TOLD });
    await postMessage(kaede, { roomId, clientId: randomUUID(), text: LISTENED });
    await askToHandOver(kaede, { contactId, windowId, accountId: null, meetsAt });
    const handOverId = (await talkOf(person))?.handOver?.id ?? '';
    const all = { passes: 'talk', days: 30 } as const;
    await answerHandOver(person, { contactId, handOverId, answer: 'yes', ...all });
    await endTalkAtDesk(kaede, { contactId, outcome: 'handed_over', teller: 'family' });
  }
  await endLease(lease);
}

async function nextMorningAt(windowId: string): Promise<Date | undefined> {
  for (let day = 1; day < DAYS_AHEAD; day += 1) {
    const at = instantOf(addDays(localDate(now()), day), '10:00');
    if (await isExpectedAt(windowId, at)) return at;
  }
  return undefined;
}
