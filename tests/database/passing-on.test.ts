/** From a peer talk on to a window: only by the person's press, with no more than they chose, until they take it back. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { auditOf } from '#organisations/server';
import { days, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { buriedSince } from '#platform/tombstones';
import { localDate } from '#platform/tokyo';
import { latestMessages, roomOf } from '#rooms/server';
import {
  answerContact,
  deskOf,
  endBuriedConsents,
  endTalk,
  goOnwardFromRoom,
  leaveContact,
  passedOnBy,
  readEarlierTalk,
  takeBackConsent,
  talkOf,
} from '#urgent/server';
import { useFakeClock } from '../support/clock.ts';
import { createParticipant } from '../support/participants.ts';
import { aRoom, say } from '../support/rooms.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aTalkOfTwo, BEFORE, type TalkOfTwo } from '../support/consultation-room.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown, aWindow } from '../support/towns.ts';

type Input = Parameters<typeof goOnwardFromRoom>[1];

const filled = ({ roomId }: Pick<TalkOfTwo, 'roomId'>, over: Partial<Input> = {}): Input => ({
  ...{ roomId, formToken: randomUUID(), language: 'ja', code5: null, windowId: null },
  ...{ nickname: '', words: '書いただけの言葉', passes: 'nothing', days: 30 },
  ...over,
});

/** The talk, a window of the same organisation with somebody on duty, and what was said before. */
async function scene() {
  const clock = useFakeClock(BEFORE);
  const talk = await aTalkOfTwo(clock);
  await say(talk.person, talk.roomId, '前のこと');
  await say(talk.supporter, talk.roomId, 'きいています');
  const windowId = await aWindow({
    ...{ level: 'nationwide', name: 'えらんだ窓口', organisation_id: talk.organisationId },
  });
  const desk = await onDutyAt(windowId);
  return { clock, talk, windowId, desk };
}

async function wentOn(one: Awaited<ReturnType<typeof scene>>, over: Partial<Input> = {}) {
  const done = await goOnwardFromRoom(
    one.talk.person,
    filled(one.talk, { windowId: one.windowId, ...over }),
  );
  if (typeof done === 'string') throw new Error(done);
  return done.contactId;
}

/** By the consent that was given with the contact, if one was. */
async function readEarlier(viewer: AccountViewer, contactId: string, last?: number) {
  const consent = await db
    .selectFrom('consents')
    .select('id')
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return readEarlierTalk(viewer, consent?.id ?? contactId, last);
}

test('the chosen window rings first, and learns nothing but that somebody comes from a peer talk', async () => {
  const one = await scene();
  const contactId = await wentOn(one);
  const talk = await talkOf(one.talk.person);
  expect(talk?.stages[0]).toMatchObject({ stage: 'chosen', windows: ['えらんだ窓口'] });
  const [ring] = (await deskOf(one.desk.viewer)).rings;
  expect(ring).toMatchObject({ contactId, words: '', name: '' });
  expect(ring?.route.map(({ kind }) => kind)).toContain('from_peer_talk');
  await answerContact(one.desk.viewer, contactId);
  expect((await deskOf(one.desk.viewer)).talks[0]).toMatchObject({ earlier: [] });
  expect(await readEarlier(one.desk.viewer, contactId)).toBe('not_found');
  expect(await passedOnBy(one.talk.person)).toEqual([]);
});

test('one’s own words go along only where that was chosen', async () => {
  const one = await scene();
  await wentOn(one, { passes: 'words' });
  expect((await deskOf(one.desk.viewer)).rings[0]).toMatchObject({ words: '書いただけの言葉' });
});

test('the peer talk goes on, and its organisation learns only that the person went on', async () => {
  const one = await scene();
  const contactId = await wentOn(one);
  await answerContact(one.desk.viewer, contactId);
  const { talk } = one;
  expect(await roomOf(talk.person, talk.roomId)).toMatchObject({ state: 'open' });
  const page = await latestMessages(talk.supporter, talk.roomId);
  expect(page !== 'not_found' && page.messages.at(-1)).toMatchObject({ kind: 'went_on', text: '' });
  const admin = await anAccount(talk.organisationId, 'admin');
  for (const colleague of [talk.supporter, talk.colleague, admin]) {
    expect(await answerContact(colleague, contactId)).toEqual({ is: 'not_found' });
    expect(await readEarlier(colleague, contactId)).toBe('not_found');
  }
  const acts = await auditOf(admin, talk.organisationId);
  expect(JSON.stringify(acts)).not.toContain(contactId);
  const { rows } = await sql<{ same: boolean }>`
    select exists (select from contacts c join room_members m on m.pseudonym = c.pseudonym
      where m.room_id = ${talk.roomId}) as same`.execute(db);
  expect(rows[0]?.same).toBe(false);
});

test('the talk’s text is read by whoever answers at that window alone, up to the press, and each reading is in the log', async () => {
  const one = await scene();
  const other = await onDutyAt(one.windowId);
  const contactId = await wentOn(one, { passes: 'talk' });
  expect(await readEarlier(one.desk.viewer, contactId)).toBe('not_found');
  await answerContact(one.desk.viewer, contactId);
  await say(one.talk.person, one.talk.roomId, 'あとのこと');
  const read = await readEarlier(one.desk.viewer, contactId);
  expect(read !== 'not_found' && read.messages.map(({ text }) => text)).toEqual([
    '前のこと',
    'きいています',
  ]);
  expect(await readEarlier(other.viewer, contactId)).toBe('not_found');
  const admin = await anAccount(one.talk.organisationId, 'admin');
  expect(await auditOf(admin, one.talk.organisationId)).toContainEqual(
    expect.objectContaining({ act: 'earlier_talk.read', subject: `contact:${contactId}` }),
  );
  await endTalk(one.talk.person, contactId);
  expect(await readEarlier(one.desk.viewer, contactId)).toBe('not_found');
});

test('a talk of hundreds of lines is read to its beginning, page by page, and never past the press', async () => {
  const one = await scene();
  const texts = Array.from({ length: 405 }, (_, n) => `行${n}`);
  for (const text of texts) await say(one.talk.person, one.talk.roomId, text);
  const contactId = await wentOn(one, { passes: 'talk' });
  await answerContact(one.desk.viewer, contactId);
  await say(one.talk.person, one.talk.roomId, 'あとのこと');
  const read: string[] = [];
  for (let last: number | undefined = 9_999; last !== 0;) {
    const page = await readEarlier(one.desk.viewer, contactId, last);
    if (page === 'not_found') throw new Error('not to be read');
    read.unshift(...page.messages.map(({ text }) => text));
    last = page.before;
  }
  expect(read).toEqual(['前のこと', 'きいています', ...texts]);
});

test('taken back, past its day, or the contact erased: reading ends at once', async () => {
  const one = await scene();
  const contactId = await wentOn(one, { passes: 'talk' });
  await answerContact(one.desk.viewer, contactId);
  const [passed] = await passedOnBy(one.talk.person);
  expect(passed).toMatchObject({ window: 'えらんだ窓口', over: false });
  const stranger = (await createParticipant()).viewer;
  expect(await takeBackConsent(stranger, passed?.id ?? '')).toBe('not_found');
  expect(await takeBackConsent(one.talk.person, 'x')).toBe('not_found');
  expect(await passedOnBy(stranger)).toEqual([]);
  expect(await readEarlier(one.desk.viewer, contactId)).not.toBe('not_found');
  expect(await takeBackConsent(one.talk.person, passed?.id ?? '')).toBe('taken_back');
  expect(await readEarlier(one.desk.viewer, contactId)).toBe('not_found');
  expect((await deskOf(one.desk.viewer)).talks[0]).toMatchObject({ earlier: [] });
  expect(await passedOnBy(one.talk.person)).toMatchObject([{ over: true }]);

  const late = await scene();
  const lateId = await wentOn(late, { passes: 'talk', days: 30 });
  await answerContact(late.desk.viewer, lateId);
  late.clock.advance(days(30));
  expect(await readEarlier(late.desk.viewer, lateId)).toBe('not_found');

  const gone = await scene();
  const goneId = await wentOn(gone, { passes: 'talk' });
  await answerContact(gone.desk.viewer, goneId);
  await leaveContact(gone.talk.person, goneId);
  const row = await db
    .selectFrom('consents')
    .select(['room_id', 'withdrawn_at'])
    .where('contact_id', '=', goneId)
    .executeTakeFirst();
  expect(row).toMatchObject({ room_id: null, withdrawn_at: expect.any(Date) });
});

test('another window that answers in the chosen one’s place reads nothing of the talk', async () => {
  const one = await scene();
  await one.desk.goes();
  const next = await aWindow({ level: 'nationwide', organisation_id: await anOrganisation() });
  const further = await onDutyAt(next);
  const contactId = await wentOn(one, { passes: 'talk' });
  expect(await answerContact(further.viewer, contactId)).toMatchObject({ is: 'answered' });
  expect(await readEarlier(further.viewer, contactId)).toBe('not_found');
});

test('without a window the person’s town comes first, and whoever answers there may read', async () => {
  const one = await scene();
  const town = await aTown();
  const officer = await onDutyAt(town.own);
  const contactId = await wentOn(one, { windowId: null, code5: town.code5, passes: 'talk' });
  expect((await talkOf(one.talk.person))?.stages[0]?.stage).toBe('own');
  await answerContact(officer.viewer, contactId);
  expect(await readEarlier(officer.viewer, contactId)).toMatchObject({
    messages: { length: 2 },
  });
});

test('nobody hands over but the person: not from a room that is not theirs, not twice, not to what is no window', async () => {
  const one = await scene();
  const stranger = (await createParticipant()).viewer;
  const input = filled(one.talk, { windowId: one.windowId, passes: 'talk' });
  expect(await goOnwardFromRoom(stranger, input)).toBe('not_found');
  expect(await goOnwardFromRoom(one.talk.person, { ...input, roomId: randomUUID() })).toBe(
    'not_found',
  );
  expect(await goOnwardFromRoom(one.talk.person, { ...input, windowId: randomUUID() })).toBe(
    'window',
  );
  const contactId = await wentOn(one);
  expect(await goOnwardFromRoom(one.talk.person, filled(one.talk, { passes: 'talk' }))).toBe(
    'going',
  );
  expect(await passedOnBy(one.talk.person)).toEqual([]);
  await answerContact(one.desk.viewer, contactId);
  const contact = await talkOf(one.talk.person);
  expect(
    await goOnwardFromRoom(one.talk.person, filled({ roomId: contact?.roomId ?? one.talk.roomId })),
  ).toBe('not_found');
});

test('what was taken back is read by nobody after a restore either', async () => {
  const one = await scene();
  const contactId = await wentOn(one, { passes: 'talk' });
  await answerContact(one.desk.viewer, contactId);
  const [passed] = await passedOnBy(one.talk.person);
  await takeBackConsent(one.talk.person, passed?.id ?? '');
  const asBefore = { room_id: one.talk.roomId, withdrawn_at: null };
  await db.updateTable('consents').set(asBefore).where('contact_id', '=', contactId).execute();
  expect(await readEarlier(one.desk.viewer, contactId)).not.toBe('not_found');
  await endBuriedConsents(await buriedSince(localDate(now())));
  expect(await readEarlier(one.desk.viewer, contactId)).toBe('not_found');
});

test('from a room of several nobody hands on what the others said there', async () => {
  const group = await aRoom();
  const [one, other] = [await group.guest('あさひ'), await group.guest('みなと')];
  await say(other.viewer, group.roomId, 'みなとだけのこと');
  expect(await goOnwardFromRoom(one.viewer, filled(group, { passes: 'talk' }))).toBe('not_found');
  expect(await talkOf(one.viewer)).toBeUndefined();
  expect(await passedOnBy(one.viewer)).toEqual([]);
});

test('what the table holds cannot be broken by hand', async () => {
  const one = await scene();
  await wentOn(one, { passes: 'talk' });
  const breaks: [string, ReturnType<typeof sql>][] = [
    ['consents_seq', sql`update consents set up_to_seq = -1`],
    ['consents_end', sql`update consents set until = given_at`],
    ['consents_end', sql`update consents set until = given_at + interval '91 days'`],
    [
      'consents_withdrawn_later',
      sql`update consents set withdrawn_at = given_at - interval '1 second', room_id = null`,
    ],
    [
      'consents_withdrawn_lead_nowhere',
      sql`update consents set withdrawn_at = given_at where room_id is not null`,
    ],
    [
      'consents_once',
      sql`insert into consents (contact_id, room_id, window_id, up_to_seq, given_at, until)
        select contact_id, room_id, window_id, up_to_seq, given_at, until from consents where room_id is not null`,
    ],
  ];
  for (const [constraint, statement] of breaks)
    await expect(statement.execute(db)).rejects.toMatchObject({ constraint });
});
