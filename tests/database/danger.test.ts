/** Without consent what was said before is read only in danger: for a reason, in the log, and seen by another. */
import { expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { auditOf } from '#organisations/server';
import { minutes } from '#platform/clock';
import { db, sql } from '#platform/db';
import {
  dangerInput,
  dangerReadingsFor,
  dangerReadingsUnseen,
  declareDanger,
  deskOf,
  endTalk,
  leaveContact,
  leaveWords,
  openLetter,
  readInDanger,
  readInDangerOf,
  replyToLetter,
  seeDangerReading,
} from '#urgent/server';
import { useFakeClock } from '../support/clock.ts';
import { say } from '../support/rooms.ts';
import { anAccount } from '../support/organisations.ts';
import { onDutyAt, supervisorOf } from '../support/staff.ts';
import { aTalkBeforeAndAfter } from '../support/talk-at-desk.ts';
import { aSecondPasses, logOf } from '../support/contacts.ts';

const LIFE = { danger: 'life', reason: '橋の上にいると書かれた' } as const;

async function scene() {
  const clock = useFakeClock('2026-11-26T20:00:00+09:00');
  return { clock, ...(await aTalkBeforeAndAfter()) };
}

const textsRead = async ({ second, contactId }: Awaited<ReturnType<typeof scene>>) => {
  const read = await readInDanger(second.viewer, contactId);
  return typeof read === 'string' ? read : read.messages.map(({ text }) => text);
};

test('a reason comes first; then whoever talks reads what was said before, for half an hour', async () => {
  const one = await scene();
  expect((await deskOf(one.second.viewer)).talks[0]).toMatchObject({ saidBefore: true });
  expect(await textsRead(one)).toBe('not_declared');
  expect(await declareDanger(one.second.viewer, one.contactId, LIFE)).toBe('declared');
  await say(one.person, one.roomId, 'そのあとの話');
  expect(await textsRead(one)).toEqual(['はじめの言葉', '前の話', 'あとの話']);
  one.clock.advance(minutes(30));
  expect(await textsRead(one)).toBe('not_declared');
  expect(await logOf(one.contactId)).toContain('emergency_read');
});

test('whoever does not talk with the person cannot, and a try is in the log of the window', async () => {
  const one = await scene();
  const others = [
    one.rung.viewer,
    await supervisorOf(one.second),
    await anAccount(one.second.organisationId, 'admin'),
    await anAccount(one.first.organisationId, 'expert'),
  ];
  for (const other of others) {
    expect(await declareDanger(other, one.contactId, LIFE)).toBe('not_found');
    expect(await readInDanger(other, one.contactId)).toBe('not_found');
  }
  expect(await declareDanger(one.first.viewer, one.contactId, LIFE)).toBe('not_found');
  await declareDanger(one.second.viewer, one.contactId, LIFE);
  for (const other of [...others, one.first.viewer])
    expect(await readInDanger(other, one.contactId)).toBe('not_found');
  const admin = await anAccount(one.second.organisationId, 'admin');
  const acts = await auditOf(admin, one.second.organisationId);
  expect(JSON.stringify(acts).split('talk.refused').length - 1).toBe(others.length);
  expect(JSON.stringify(acts)).not.toContain(LIFE.reason);
});

test('the supervisors of the window see at once who read and why; one of them looks at it, never the reader', async () => {
  const one = await scene();
  const supervisor = await supervisorOf(one.second);
  const elsewhere = await supervisorOf(one.first);
  await declareDanger(one.second.viewer, one.contactId, LIFE);
  expect(await dangerReadingsUnseen(supervisor)).toBe(1);
  expect(await dangerReadingsFor(elsewhere)).toEqual([]);
  const [reading] = await dangerReadingsFor(supervisor);
  expect(reading).toMatchObject({ ...LIFE, who: 'ゆき', seenBy: null, own: false });
  expect(JSON.stringify(reading)).not.toContain('前の話');
  const id = reading?.id ?? '';
  expect(await seeDangerReading(elsewhere, id)).toBe('not_found');
  const itself = sql`update danger_readings set seen_by = account_id`;
  await expect(itself.execute(db)).rejects.toMatchObject({
    constraint: 'danger_readings_seen_by_another',
  });
  expect(await seeDangerReading(supervisor, id)).toBe('seen');
  expect(await dangerReadingsUnseen(supervisor)).toBe(0);
});

test('the person is told where a life was in danger, and not here where it was abuse', async () => {
  const one = await scene();
  await declareDanger(one.second.viewer, one.contactId, { ...LIFE, danger: 'abuse' });
  expect(await readInDangerOf(one.person)).toEqual([]);
  await declareDanger(one.second.viewer, one.contactId, LIFE);
  expect(await readInDangerOf(one.person)).toMatchObject([{ readAt: one.clock.now }]);
});

test('it goes on when the talk has ended, and never after the person erased it', async () => {
  const ended = await scene();
  await endTalk(ended.person, ended.contactId);
  expect(await declareDanger(ended.second.viewer, ended.contactId, LIFE)).toBe('declared');
  expect(await textsRead(ended)).toContain('前の話');

  const left = await scene();
  await declareDanger(left.second.viewer, left.contactId, LIFE);
  await leaveContact(left.person, left.contactId);
  expect(await textsRead(left)).toBe('not_found');
  expect(await declareDanger(left.second.viewer, left.contactId, LIFE)).toBe('not_found');
  const supervisor = await supervisorOf(left.second);
  expect(await dangerReadingsFor(supervisor)).toMatchObject([{ who: 'ゆき', reason: null }]);
  expect(await dangerReadingsUnseen(supervisor)).toBe(1);
});

test('whoever only opened words that were left did not talk with the person, until they have written back', async () => {
  const one = await scene();
  await one.second.goes();
  await aSecondPasses();
  await leaveWords(one.person, { contactId: one.contactId, words: 'また書きます' });
  const { viewer: opener } = await onDutyAt(one.town.nearby);
  const declaredBy = (viewer: AccountViewer) => declareDanger(viewer, one.contactId, LIFE);
  expect(await openLetter(opener, one.contactId)).toBe('opened');
  expect(await declaredBy(opener)).toBe('not_found');
  expect(await declaredBy(one.second.viewer)).toBe('declared');
  await replyToLetter(opener, { contactId: one.contactId, words: '読みました' });
  expect(await declaredBy(one.second.viewer)).toBe('not_found');
  expect(await declaredBy(opener)).toBe('declared');
});

test.each([
  [{ danger: 'life', reason: ' ' }, 'danger_problem_reason'],
  [{ danger: 'life', reason: 'あ'.repeat(501) }, 'danger_problem_long'],
  [{ danger: 'curious', reason: 'x' }, 'danger_problem_which'],
])('a form without a reason is refused: %j', (form, problem) => {
  const { error } = dangerInput.safeParse(form);
  expect(error?.issues.map(({ message }) => message)).toContain(problem);
});

test.each([
  ['danger_readings_danger', sql`update danger_readings set danger = 'curious'`],
  ['danger_readings_reason', sql`update danger_readings set reason = ''`],
  ['danger_readings_seq', sql`update danger_readings set up_to_seq = -1`],
])('the database refuses what breaks %s', async (constraint, statement) => {
  const one = await scene();
  await declareDanger(one.second.viewer, one.contactId, LIFE);
  await expect(statement.execute(db)).rejects.toMatchObject({ constraint });
});
