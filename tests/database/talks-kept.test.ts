/** What is kept of a contact while its person is silent or elsewhere, and that nothing is once they stop. */
import { expect, test } from 'vitest';
import { issuePhrase, recoverByPhrase } from '#participants/server';
import { hours, later, minutes, now, seconds } from '#platform/clock';
import { db } from '#platform/db';
import { latestMessages } from '#rooms/server';
import {
  answerContact,
  chooseTime,
  leaveContact,
  leaveWords,
  noteSeen,
  openLetter,
  replyToLetter,
  setTime,
  talkOf,
  whenExpectedFor,
} from '#urgent/server';
import { useFakeClock } from '../support/clock.ts';
import { say } from '../support/rooms.ts';
import { stolenColumns } from '../support/stolen.ts';
import { aTalkAtADesk } from '../support/talk-at-desk.ts';
import { aCaller, aSecondPasses, contactRow } from '../support/contacts.ts';
import { onDutyAt, type OnDuty } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';

const start = () => useFakeClock('2026-11-26T20:00:00+09:00');

type Caller = Awaited<ReturnType<typeof aCaller>>;

/** How a contact comes into each of its open states. */
const INTO: Record<string, (caller: Caller, staff: OnDuty) => Promise<unknown>> = {
  ringing: () => Promise.resolve(),
  waiting: (_caller, staff) => staff.goes().then(aSecondPasses),
  talking: ({ contactId }, staff) => answerContact(staff.viewer, contactId),
  message: ({ viewer, contactId }) => leaveWords(viewer, { contactId, words: 'ことば' }),
  answered: async ({ viewer, contactId }, staff) => {
    await leaveWords(viewer, { contactId, words: 'ことば' });
    await openLetter(staff.viewer, contactId);
    await replyToLetter(staff.viewer, { contactId, words: '返事' });
  },
  callback: async ({ viewer, contactId }) => {
    const [time] = (await whenExpectedFor(viewer, contactId)).times;
    await chooseTime(viewer, { contactId, meetsAt: new Date(time ?? 0) });
  },
};

test.each(Object.keys(INTO))(
  '%s, it is found again by the six words on another device',
  async (state) => {
    start();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const caller = await aCaller(town);
    await INTO[state]?.(caller, staff);
    expect(await contactRow(caller.contactId)).toMatchObject({ state });
    const phrase = await issuePhrase(caller.viewer);
    if (!Array.isArray(phrase)) throw new Error(phrase);
    const back = await recoverByPhrase(phrase.join(' '), '192.0.2.7');
    if (typeof back === 'string') throw new Error(back);
    expect(await talkOf(back.viewer)).toMatchObject({ contactId: caller.contactId, state });
  },
);

test('an hour of silence changes nothing: who answered is there, and what was said', async () => {
  const { clock, desk, person, contactId, roomId } = await aTalkAtADesk();
  const end = later(now(), hours(1));
  while (clock.now < end) {
    clock.advance(seconds(10));
    await desk.acknowledges();
    await noteSeen(contactId);
    await aSecondPasses();
  }
  expect(await talkOf(person)).toMatchObject({ state: 'talking', answeredBy: { name: 'ゆき' } });
  expect(await say(person, roomId, 'まだいます')).toMatchObject({ seq: expect.any(Number) });
  expect(JSON.stringify(await latestMessages(person, roomId))).toContain('夜しか話せないです');
});

test('an hour of waiting with the page open keeps the place and the words', async () => {
  const clock = start();
  const { viewer, contactId } = await aCaller(await aTown());
  const end = later(now(), hours(1));
  while (clock.now < end) {
    clock.advance(seconds(30));
    await noteSeen(contactId);
    await aSecondPasses();
  }
  expect(await talkOf(viewer)).toMatchObject({ state: 'waiting', words: '夜しか話せないです' });
});

test('stopped, nothing of what was said, of the name, of the time or of whose it was is in any table', async () => {
  start();
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const secret = (what: string) => `${what}-${crypto.randomUUID()}`;
  const [words, nickname, said, reply] = ['words', 'name', 'said', 'reply'].map(secret);
  const caller = await aCaller(town, {
    words: words ?? '',
    nickname: (nickname ?? '').slice(0, 30),
  });
  const { viewer, contactId } = caller;
  const { pseudonym } = await contactRow(contactId);
  const answered = await answerContact(staff.viewer, contactId);
  if (answered.is !== 'answered') throw new Error(answered.is);
  const { roomId } = answered;
  await say(viewer, roomId, said ?? '');
  await say(staff.viewer, roomId, reply ?? '');
  await setTime(staff.viewer, { contactId, meetsAt: later(now(), minutes(90)) });
  const told = [words, (nickname ?? '').slice(0, 30), said, reply, pseudonym, roomId];
  const holding = async () =>
    (await stolenColumns(process.env['DATABASE_URL'] ?? ''))
      .filter(({ values }) =>
        told.some((one) => values.some((value) => value.includes(one ?? '-'))),
      )
      .map(({ name }) => name);
  expect(await holding()).toEqual(
    expect.arrayContaining(['contacts.first_words', 'contacts.nickname', 'messages.body']),
  );
  expect(await leaveContact(viewer, contactId)).toBe('left');
  expect(await holding()).toEqual([]);
  expect(await db.selectFrom('callbacks').selectAll().execute()).toEqual([]);
});
