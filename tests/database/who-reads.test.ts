/**
 * Who reads what of a contact: every role in every state, through every way in. What stands in the tables is all there is:
 * a way in that is not named below fails.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { auditOf } from '#organisations/server';
import type { ParticipantViewer } from '#participants';
import { days, hours, later, now } from '#platform/clock';
import { db } from '#platform/db';
import {
  deleteOldRooms,
  latestMessages,
  messagesAfter,
  peopleOf,
  reportsFor,
  roomOf,
} from '#rooms/server';
import {
  answerContact,
  boardOf,
  askToHandOver,
  dangerReadingsFor,
  declareDanger,
  deskOf,
  elsewhereFor,
  endedTalksOf,
  endTalk,
  eraseOldWords,
  handOverRecords,
  leaveContact,
  leaveWords,
  lettersInLine,
  openedLetter,
  openLetter,
  openEndedTalk,
  openTalksOf,
  passedOnBy,
  questionsFor,
  questionsOf,
  readEarlierTalk,
  readInDanger,
  readInDangerOf,
  replyToLetter,
  setTime,
  talkOf,
  writeNote,
} from '#urgent/server';
import * as urgent from '#urgent/server';
import { useFakeClock } from '../support/clock.ts';
import { answers, ask } from '../support/hand-over.ts';
import { createParticipant } from '../support/participants.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aTalkBeforeAndAfter } from '../support/talk-at-desk.ts';
import { aSecondPasses, contactRow } from '../support/contacts.ts';
import { onDutyAt, type OnDuty } from '../support/staff.ts';

/** What is looked for in all that is shown. */
const TEXTS = {
  first: 'はじめの言葉',
  before: '前の話',
  after: 'あとの話',
  note: 'メモのこと',
} as const;

/** `other`: on duty for another house, where the talk goes to one. */
async function scene() {
  const clock = useFakeClock('2026-11-26T20:00:00+09:00');
  const talk: Awaited<ReturnType<typeof aTalkBeforeAndAfter>> & { other?: OnDuty } =
    await aTalkBeforeAndAfter();
  await writeNote(talk.second.viewer, {
    ...{ contactId: talk.contactId, noteId: randomUUID(), note: TEXTS.note },
  });
  return { clock, ...talk };
}
type Scene = Awaited<ReturnType<typeof scene>>;

/** Everybody who is not the person; `former` held the talk before, `rung` was rung and did not answer. */
async function rolesOf({
  first,
  second,
  rung,
  town,
  other,
}: Scene): Promise<Record<string, AccountViewer>> {
  const [own, elsewhere] = [second.organisationId, await anOrganisation()];
  const coordinator = await anAccount(elsewhere, 'publisher');
  return {
    ...{ owner: second.viewer, former: first.viewer, rung: rung.viewer },
    ...(other && { other: other.viewer }),
    colleague: await anAccount(own, 'window_staff'),
    supervisor: await anAccount(own, 'supervisor'),
    admin: await anAccount(own, 'admin'),
    expert: await anAccount(own, 'expert'),
    peer: await anAccount(own, 'peer_supporter'),
    elsewhere: await anAccount(elsewhere, 'admin', 'window_staff', 'supervisor'),
    coordinator: { ...coordinator, coordinatesPrefCode: town.prefCode },
    operator: { ...(await anAccount(elsewhere, 'publisher')), operator: true },
  };
}

async function consentsOf(contactId: string) {
  const consents = db.selectFrom('consents').select('id').where('contact_id', '=', contactId);
  return (await consents.execute()).map(({ id }) => id);
}

/** Each way in for staff, with all that comes out of it. */
const WAYS_IN: Record<string, (viewer: AccountViewer, at: Scene) => unknown> = {
  desk: deskOf,
  line: (viewer) => lettersInLine(viewer),
  letter: (viewer, { contactId }) => openedLetter(viewer, contactId),
  room: async (viewer, { roomId }) => [
    await roomOf(viewer, roomId),
    await latestMessages(viewer, roomId),
    await peopleOf(viewer, roomId),
  ],
  socket: (viewer, { roomId }) => messagesAfter(viewer, { roomId, after: 0 }),
  earlier: async (viewer, { contactId }) =>
    Promise.all((await consentsOf(contactId)).map((id) => readEarlierTalk(viewer, id))),
  danger: (viewer, { contactId }) => readInDanger(viewer, contactId),
  ended: async (viewer, { contactId }) => [
    await endedTalksOf(viewer, later(now(), 1)),
    await openEndedTalk(viewer, contactId),
  ],
  supervised: dangerReadingsFor,
  experts: async (viewer) => [await questionsFor(viewer), await questionsOf(viewer)],
  reports: reportsFor,
  board: boardOf,
  elsewhere: (viewer, { contactId }) => elsewhereFor(viewer, contactId),
  records: (viewer, { first, second }) =>
    Promise.all([first, second].map((desk) => handOverRecords(viewer, desk.organisationId))),
  log: (viewer, { first, second }) =>
    Promise.all([first, second].map((desk) => auditOf(viewer, desk.organisationId))),
};

const OWN_WAYS_IN: Record<string, (viewer: ParticipantViewer, at: Scene) => unknown> = {
  page: (viewer) => talkOf(viewer),
  me: async (viewer) => [
    await openTalksOf(viewer),
    await passedOnBy(viewer),
    await readInDangerOf(viewer),
  ],
  room: (viewer, { roomId }) => latestMessages(viewer, roomId),
  socket: (viewer, { roomId }) => messagesAfter(viewer, { roomId, after: 0 }),
};

const seenIn = (shown: unknown) => {
  const text = JSON.stringify(shown, (_, value: unknown) =>
    value instanceof Map ? [...value] : value,
  ) as string | undefined;
  return Object.entries(TEXTS).flatMap(([name, words]) => (text?.includes(words) ? [name] : []));
};

/** "desk: first note, room: after", or nothing. */
async function readBy<Viewer>(
  viewer: Viewer,
  ways: Record<string, (viewer: Viewer, at: Scene) => unknown>,
  at: Scene,
): Promise<string> {
  const read: string[] = [];
  for (const [way, enter] of Object.entries(ways)) {
    const seen = seenIn(await enter(viewer, at));
    if (seen.length > 0) read.push(`${way}: ${seen.join(' ')}`);
  }
  return read.join(', ');
}

/** Only those who read anything. */
async function readers(at: Scene): Promise<Record<string, string>> {
  const read: Record<string, string> = {
    person: await readBy(at.person, OWN_WAYS_IN, at),
    stranger: await readBy((await createParticipant()).viewer, OWN_WAYS_IN, at),
  };
  for (const [role, viewer] of Object.entries(await rolesOf(at)))
    read[role] = await readBy(viewer, WAYS_IN, at);
  return Object.fromEntries(Object.entries(read).filter(([, what]) => what !== ''));
}

async function nobodyThere({ second, rung }: Scene) {
  for (const desk of [second, rung]) await desk.goes();
  await aSecondPasses();
}

const ALL_OF_IT = 'page: first, room: first before after, socket: first before after';

interface Standing {
  comeTo: (at: Scene) => Promise<unknown>;
  state: string;
  reads: Record<string, string>;
}

/** How a contact stands and how it came to it; who then reads what, by which way. */
const STANDINGS: Record<string, Standing> = {
  'talking, after somebody else had': {
    comeTo: () => Promise.resolve(),
    state: 'talking',
    reads: { person: ALL_OF_IT, owner: 'desk: first note, room: after, socket: after' },
  },
  'waiting, while nobody is there': {
    comeTo: nobodyThere,
    state: 'waiting',
    reads: { person: ALL_OF_IT },
  },
  'ringing at one of them': {
    comeTo: async (at) => {
      await at.second.goes();
      await aSecondPasses();
    },
    state: 'ringing',
    reads: { person: ALL_OF_IT, rung: 'desk: first' },
  },
  'words left': {
    comeTo: async (at) => {
      await nobodyThere(at);
      await leaveWords(at.person, { contactId: at.contactId, words: TEXTS.first });
    },
    state: 'message',
    reads: {
      person: ALL_OF_IT,
      // Each with the part of the talk that was theirs.
      owner: 'letter: first after',
      former: 'letter: first before',
    },
  },
  'words opened once more by another of the house': {
    comeTo: async (at) => {
      await nobodyThere(at);
      await leaveWords(at.person, { contactId: at.contactId, words: TEXTS.first });
      await openLetter(at.rung.viewer, at.contactId);
    },
    state: 'message',
    reads: {
      person: ALL_OF_IT,
      owner: 'letter: first after',
      former: 'letter: first before',
      // Never in the talk: what was said in it is not theirs.
      rung: 'letter: first',
    },
  },
  'answered in writing, and read by nobody at the desk any more': {
    comeTo: async (at) => {
      const { contactId, person, second } = at;
      await nobodyThere(at);
      await leaveWords(person, { contactId, words: TEXTS.first });
      await openLetter(second.viewer, contactId);
      await replyToLetter(second.viewer, { contactId, words: 'お返事です' });
    },
    state: 'answered',
    reads: { person: ALL_OF_IT },
  },
  'expected at a time': {
    comeTo: async (at) => {
      await setTime(at.second.viewer, { contactId: at.contactId, meetsAt: later(now(), days(1)) });
      await endTalk(at.second.viewer, at.contactId);
    },
    state: 'callback',
    reads: { person: ALL_OF_IT },
  },
  'handed over with the talk': {
    comeTo: async (at) => {
      const { contactId, town } = at;
      const colleague = { windowId: town.centre, accountId: at.rung.viewer.accountId };
      await askToHandOver(at.second.viewer, { contactId, ...colleague });
      await answers(at, { passes: 'talk' });
      await answerContact(at.rung.viewer, contactId);
    },
    state: 'talking',
    reads: { person: ALL_OF_IT, rung: 'desk: first note, earlier: first before after' },
  },
  'handed over to another house, with the first words alone': {
    comeTo: async (at) => {
      const { second, contactId, town } = at;
      const other = await onDutyAt(town.nearby);
      at.other = other;
      await ask({ first: second, contactId, town }, town.nearby);
      await answers(at);
      await answerContact(other.viewer, contactId);
    },
    state: 'talking',
    reads: { person: ALL_OF_IT, other: 'desk: first' },
  },
  'promised to another house, with the talk': {
    comeTo: async (at) => {
      const { second, contactId, town } = at;
      at.other = await onDutyAt(town.nearby);
      await ask({ first: second, contactId, town }, town.nearby, later(now(), hours(1)));
      await answers(at, { passes: 'talk' });
      await endTalk(second.viewer, contactId);
    },
    state: 'callback',
    reads: { person: ALL_OF_IT },
  },
  'read in danger': {
    comeTo: (at) =>
      declareDanger(at.second.viewer, at.contactId, { danger: 'life', reason: '橋の上' }),
    state: 'talking',
    reads: {
      person: ALL_OF_IT,
      owner: 'desk: first note, room: after, socket: after, danger: first before after',
    },
  },
  ended: {
    comeTo: (at) => endTalk(at.person, at.contactId),
    state: 'ended',
    reads: {
      person: ALL_OF_IT,
      owner: 'room: after, socket: after, ended: after note',
      // Of the same organisation, and no peer: what staff noted.
      ...{ rung: 'ended: note', colleague: 'ended: note', supervisor: 'ended: note' },
    },
  },
  'ended, and past its ninety days': {
    comeTo: async (at) => {
      await endTalk(at.person, at.contactId);
      at.clock.advance(days(91));
      await deleteOldRooms(at.clock.now);
      await eraseOldWords(at.clock.now);
    },
    state: 'ended',
    // Notes are kept for a year.
    reads: {
      ...{ owner: 'ended: note', rung: 'ended: note' },
      ...{ colleague: 'ended: note', supervisor: 'ended: note' },
    },
  },
  'left and erased': {
    comeTo: (at) => leaveContact(at.person, at.contactId),
    state: 'left',
    reads: {},
  },
};

describe.each(Object.entries(STANDINGS))('%s', (_, { comeTo, state, reads }) => {
  test('each reads what the table says, and nobody else anything', async () => {
    const at = await scene();
    await comeTo(at);
    expect((await contactRow(at.contactId)).state).toBe(state);
    expect(await readers(at)).toEqual(reads);
  });
});

/** What leaves by the feature's door and shows nothing of a contact's texts. */
const SHOWS_NO_TEXT = [
  ...[
    'auditContacts',
    'awaitLetter',
    'bindUrgent',
    'contactsHeld',
    'letterAnsweredBy',
    'lettersInLine',
    'lettersLate',
  ],
  ...['contactInput', 'pressInput', 'words', 'letterInput', 'writtenInput', 'noteInput'],
  ...['instant', 'placeInLine'],
  ...['perhapsTime', 'timeInput', 'checkInput', 'deskWordsInput', 'handOverAnswer', 'handOverAsk'],
  ...['onwardInput', 'dangerInput', 'expertAnswerInput', 'questionInput'],
  ...['endPressesOf', 'pressTalk', 'newPressToken', 'callAgain', 'noteSeen', 'writeWhileWaiting'],
  ...[
    'endTalk',
    'leaveContact',
    'leaveTalks',
    'leaveWords',
    'answerContact',
    'passContact',
    'reportStaff',
  ],
  ...['letGoOfTime', 'openAtTheTime', 'setTime', 'whenExpectedFor', 'chooseTime', 'dropTime'],
  ...['openLetter', 'quietenLetter', 'replyToLetter', 'writeBack', 'writeLetter'],
  ...['loadDemonstrationContacts'],
  ...['letterDeskFor', 'nearestLetterDesk', 'goOnwardFromRoom', 'endBuriedConsents'],
  ...['mayStillRead', 'takeBackConsent', 'answerHandOver', 'askToHandOver', 'keepTalk'],
  ...['elsewhereFor'],
  ...['answerQuestion', 'askExperts', 'dangerReadingsUnseen', 'declareDanger', 'seeDangerReading'],
  ...['emergencyLines', 'openProcedure', 'deskWordsToKeep', 'keepDeskWords', 'tick', 'writeNote'],
  ...[
    'handOverRecords',
    'followContacts',
    'urgentTasks',
    'eraseBuriedContacts',
    'eraseOldWords',
    'routeAhead',
  ],
  ...['windowsInUse', 'sayGenuine', 'sayNotGenuine'],
  ...['confirmNotGenuine', 'doubtInput', 'noteSource', 'wrapUpInput'],
  ...['bindBoard', 'boardOf', 'endTalkAtDesk', 'wrapUp'],
];
const SHOWS_TEXT = [
  ...['endedTalksOf', 'openEndedTalk'],
  ...['deskOf', 'openedLetter', 'readEarlierTalk', 'readInDanger', 'dangerReadingsFor'],
  ...['questionsFor', 'questionsOf', 'talkOf', 'openTalksOf', 'passedOnBy', 'readInDangerOf'],
];

test('whatever leaves by the door of urgent talks is a way in above, or known to show no text', () => {
  const known = [...SHOWS_NO_TEXT, ...SHOWS_TEXT];
  const advice = 'name it in a way in above and in SHOWS_TEXT, or in SHOWS_NO_TEXT';
  expect(Object.keys(urgent).sort(), advice).toEqual(known.sort());
});

const DESK = path.join(import.meta.dirname, '../../src/routes/(staff)/staff/desk');

test('an organisation’s admin who opens what was said finds nothing, and it is in the log', async () => {
  const at = await scene();
  const organisation = at.second.organisationId;
  const admin = await anAccount(organisation, 'admin');
  await STANDINGS['handed over with the talk']?.comeTo(at);
  const [consent = ''] = await consentsOf(at.contactId);
  const pages = [
    ['earlier/[consent]', { consent }],
    ['danger/[contact]', { contact: at.contactId }],
    ['ended/[contact]', { contact: at.contactId }],
  ] as const;
  for (const [page, params] of pages) {
    await db.deleteFrom('audit_entries').execute();
    const file = path.join(DESK, page, '+page.server.ts');
    const { load } = (await import(file)) as { load: (event: unknown) => Promise<unknown> };
    const url = new URL('http://localhost/staff/desk');
    const event = { params, url, locals: { account: admin }, depends: () => undefined };
    await expect(load(event)).rejects.toMatchObject({ status: 404 });
    expect(await auditOf(admin, organisation)).toContainEqual(
      expect.objectContaining({ act: 'talk.refused', subject: `contact:${at.contactId}` }),
    );
  }
});
