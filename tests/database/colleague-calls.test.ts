/** 「相談員を呼ぶ」: who comes into a talk of two, what they read, and who cannot. */
import { expect, test } from 'vitest';
import { auditOf, setMemberRoles } from '#organisations/server';
import { seconds } from '#platform/clock';
import { db, sql } from '#platform/db';
import {
  callsRingingAt,
  closeRoom,
  comeWhenCalled,
  decideReport,
  endUnanswered,
  latestMessages,
  openEarlier,
  openRoom,
  passCall,
  reportMessage,
  reportsFor,
  roomOf,
} from '#rooms/server';
import {
  agreeToStandBy,
  declineToStandBy,
  nameStandBy,
  standByFor,
  standByNameOf,
  standByRequests,
} from '#schedule/server';
import { besideTalk, callToTalk, hostOccurrenceRoom, leaveOrganisation } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { createParticipant } from '../support/participants.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { say } from '../support/rooms.ts';
import {
  aTalkOfTwo,
  BEFORE,
  ringingId,
  standingBy,
  textsReadBy,
  type TalkOfTwo,
} from '../support/consultation-room.ts';

const quietly = { opens: false };

test('who comes reads from the call on, is named to both, and the talk goes on', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  await say(talk.person, talk.roomId, '前のこと');
  expect(await callToTalk(talk.person, talk.roomId, quietly)).toBe('ringing');
  expect(await callToTalk(talk.supporter, talk.roomId, quietly)).toBe('ringing');
  expect(await callsRingingAt(talk.colleague)).toHaveLength(1);
  await say(talk.person, talk.roomId, '待つあいだ');
  const call = await ringingId(talk.colleague);
  expect(await comeWhenCalled(talk.colleague, call)).toEqual({ roomId: talk.roomId });
  expect(await textsReadBy(talk.colleague, talk)).toEqual(['さくら', '待つあいだ', 'さくら']);
  expect(await textsReadBy(talk.person, talk)).toContain('前のこと');
  expect(await roomOf(talk.colleague, talk.roomId)).toMatchObject({
    ...{ state: 'open', me: { role: 'host', nickname: 'さくら' } },
  });
  expect(await callToTalk(talk.person, talk.roomId, quietly)).toBe('there');
  expect(await comeWhenCalled(talk.colleague, call)).toEqual({ roomId: talk.roomId });
});

test('only the person opens what was said before: at the call, or later; a supporter’s tick is no word', async () => {
  const clock = useFakeClock(BEFORE);
  const talk = await aTalkOfTwo(clock);
  await say(talk.person, talk.roomId, '前のこと');
  await callToTalk(talk.supporter, talk.roomId, { opens: true });
  expect(await openEarlier(talk.supporter, talk.roomId)).toBe('not_found');
  await comeWhenCalled(talk.colleague, await ringingId(talk.colleague));
  expect(await textsReadBy(talk.colleague, talk)).not.toContain('前のこと');
  expect(await openEarlier(talk.colleague, talk.roomId)).toBe('not_found');
  expect(await openEarlier(talk.person, talk.roomId)).toBe('opened');
  expect(await textsReadBy(talk.colleague, talk)).toContain('前のこと');

  const other = await aTalkOfTwo(useFakeClock(BEFORE));
  await say(other.person, other.roomId, '前のこと');
  await callToTalk(other.person, other.roomId, { opens: true });
  await comeWhenCalled(other.colleague, await ringingId(other.colleague));
  expect(await textsReadBy(other.colleague, other)).toContain('前のこと');
});

test('after a minute the person is told that nobody came, once, also by a process that starts then', async () => {
  const clock = useFakeClock(BEFORE);
  const talk = await aTalkOfTwo(clock);
  await callToTalk(talk.person, talk.roomId, quietly);
  const call = await ringingId(talk.colleague);
  clock.advance(seconds(59));
  await endUnanswered(clock.now);
  expect(await callsRingingAt(talk.colleague)).toHaveLength(1);
  clock.advance(seconds(1));
  await Promise.all([endUnanswered(clock.now), endUnanswered(clock.now)]);
  const room = await roomOf(talk.person, talk.roomId);
  expect(room && (await besideTalk(talk.person, room))).toMatchObject({
    colleague: 'さくら',
    call: { state: 'unanswered' },
  });
  const page = await latestMessages(talk.person, talk.roomId);
  expect(page).toMatchObject({ state: 'open' });
  expect(
    page !== 'not_found' && page.messages.filter((one) => one.kind === 'not_come'),
  ).toHaveLength(1);
  expect(await comeWhenCalled(talk.colleague, call)).toBe('over');
  expect(await roomOf(talk.colleague, talk.roomId)).toBeUndefined();
  expect(await callToTalk(talk.person, talk.roomId, quietly)).toBe('ringing');
});

test('who cannot come says so, and that is told at once', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  await callToTalk(talk.person, talk.roomId, quietly);
  const call = await ringingId(talk.colleague);
  expect(await passCall(talk.colleague, call)).toBe('passed');
  expect(await passCall(talk.colleague, call)).toBe('over');
  expect(await textsReadBy(talk.person, talk)).toEqual(['opened', 'さくら', 'さくら']);
  expect(await roomOf(talk.colleague, talk.roomId)).toBeUndefined();
});

test('nobody else walks in: not the admin, another colleague, another organisation’s, the uncalled one', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  const intruders = [
    await anAccount(talk.organisationId, 'admin'),
    await anAccount(talk.organisationId, 'window_staff'),
    await anAccount(talk.organisationId, 'peer_supporter'),
    await anAccount(await anOrganisation(), 'window_staff'),
  ];
  for (const uncalled of [talk.colleague, ...intruders]) {
    expect(await roomOf(uncalled, talk.roomId)).toBeUndefined();
    expect(await hostOccurrenceRoom(uncalled, talk.slotId)).toBe('not_found');
    expect(await callToTalk(uncalled, talk.roomId, quietly)).toBe('not_found');
  }
  await callToTalk(talk.person, talk.roomId, quietly);
  const call = await ringingId(talk.colleague);
  for (const intruder of intruders) {
    expect(await callsRingingAt(intruder)).toEqual([]);
    expect(await comeWhenCalled(intruder, call)).toBe('not_found');
    expect(await passCall(intruder, call)).toBe('not_found');
  }
  const stranger = (await createParticipant()).viewer;
  expect(await callToTalk(stranger, talk.roomId, quietly)).toBe('not_found');
  expect(await openEarlier(stranger, talk.roomId)).toBe('not_found');
  for (const bad of ['', 'x', '00000000-0000-4000-8000-000000000000'])
    expect(await comeWhenCalled(talk.colleague, bad)).toBe('not_found');
});

test('whoever left the organisation comes to no call, and is out of rooms they came to', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  const admin = await anAccount(talk.organisationId, 'admin');
  await anAccount(talk.organisationId, 'admin');
  await callToTalk(talk.person, talk.roomId, quietly);
  await comeWhenCalled(talk.colleague, await ringingId(talk.colleague));
  await setMemberRoles(admin, memberOf(talk), [], leaveOrganisation);
  expect(await roomOf(talk.colleague, talk.roomId)).toBeUndefined();
  expect(await standByNameOf(talk.slotId)).toBeNull();
  expect(await callToTalk(talk.person, talk.roomId, quietly)).toBe('nobody');
});

const memberOf = ({ organisationId, colleague: { accountId } }: TalkOfTwo) => ({
  ...{ organisationId, accountId },
});

test('a closed room calls nobody, and a call that rings into it ends without a word', async () => {
  const clock = useFakeClock(BEFORE);
  const talk = await aTalkOfTwo(clock);
  await callToTalk(talk.person, talk.roomId, quietly);
  const call = await ringingId(talk.colleague);
  await closeRoom(talk.supporter, talk.roomId);
  expect(await comeWhenCalled(talk.colleague, call)).toBe('over');
  expect(await callToTalk(talk.person, talk.roomId, quietly)).toBe('closed');
  clock.advance(seconds(61));
  await endUnanswered(clock.now);
  expect(await textsReadBy(talk.person, talk)).toEqual(['opened', 'さくら', 'closed']);
});

test('the log of the organisation tells of calls without a word of the talk', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  const admin = await anAccount(talk.organisationId, 'admin');
  await callToTalk(talk.supporter, talk.roomId, quietly);
  await comeWhenCalled(talk.colleague, await ringingId(talk.colleague));
  const acts = await auditOf(admin, talk.organisationId);
  const subject = `room:${talk.roomId}`;
  for (const act of ['call.made', 'call.came'])
    expect(acts).toContainEqual(expect.objectContaining({ act, subject }));
});

test('who stands by is shown once they agreed, under the name they chose; nobody agrees for them', async () => {
  const clock = useFakeClock(BEFORE);
  const talk = await aTalkOfTwo(clock);
  const of = { seriesId: talk.seriesId, supporterAccountId: talk.supporter.accountId };
  const other = await anAccount(talk.organisationId, 'supervisor');
  expect(await nameStandBy(talk.supporter, of, other.accountId)).toBe('asked');
  expect(await standByNameOf(talk.slotId)).toBeNull();
  const [asked] = await standByRequests(other);
  const id = asked?.id ?? '';
  expect(await agreeToStandBy(talk.supporter, { id, nickname: 'かってに' })).toBe('not_found');
  expect(await agreeToStandBy(other, { id, nickname: '　' })).toBe('nickname');
  expect(await agreeToStandBy(other, { id, nickname: 'ゆき' })).toBe('agreed');
  expect(await standByNameOf(talk.slotId)).toBe('ゆき');
  await nameStandBy(talk.supporter, of, other.accountId);
  expect(await standByNameOf(talk.slotId)).toBe('ゆき');
  expect(await declineToStandBy(other, id)).toBe('declined');
  expect(await standByNameOf(talk.slotId)).toBeNull();
});

test('one slot may have somebody else; until they agree the usual one is called', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  const other = await anAccount(talk.organisationId, 'expert');
  expect(await nameStandBy(talk.supporter, { slotId: talk.slotId }, other.accountId)).toBe('asked');
  expect(await standByNameOf(talk.slotId)).toBe('さくら');
  const [asked] = await standByRequests(other);
  await agreeToStandBy(other, { id: asked?.id ?? '', nickname: 'ゆき' });
  expect(await standByNameOf(talk.slotId)).toBe('ゆき');
  expect(await nameStandBy(talk.supporter, { slotId: talk.slotId }, '')).toBe('nobody');
  expect(await standByNameOf(talk.slotId)).toBe('さくら');
});

test('only the supporter and who publishes there name somebody, and only of their own organisation', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  const of = { seriesId: talk.seriesId, supporterAccountId: talk.supporter.accountId };
  const outside = await anAccount(await anOrganisation(), 'window_staff');
  const publisher = await anAccount(talk.organisationId, 'publisher');
  const peer = await anAccount(talk.organisationId, 'peer_supporter');
  for (const whose of [of, { slotId: talk.slotId }]) {
    for (const stranger of [peer, outside, talk.colleague]) {
      expect(await nameStandBy(stranger, whose, talk.colleague.accountId)).toBe('not_found');
      expect(await standByFor(stranger, whose)).toBe('not_found');
    }
    for (const nobody of [outside.accountId, talk.supporter.accountId, publisher.accountId, 'x'])
      expect(await nameStandBy(publisher, whose, nobody)).toBe('not_found');
    expect(await nameStandBy(publisher, whose, peer.accountId)).toBe('asked');
  }
});

test('what the tables hold cannot be broken by hand', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  await standingBy(talk, talk.colleague);
  await callToTalk(talk.person, talk.roomId, quietly);
  const breaks: [string, ReturnType<typeof sql>][] = [
    ['stand_bys_are_others', sql`update stand_bys set account_id = supporter_account_id`],
    ['stand_bys_called_once_agreed', sql`update stand_bys set agreed_at = null`],
    ['stand_bys_nickname_length', sql`update stand_bys set nickname = repeat('あ', 41)`],
    ['room_calls_state', sql`update room_calls set state = 'lost'`],
    ['room_calls_closed', sql`update room_calls set closed_at = now()`],
    ['room_calls_ring_on', sql`update room_calls set due_at = called_at`],
    ['room_members_part', sql`update room_members set part = 'guest'`],
    [
      'room_members_part',
      sql`update room_members set part = 'colleague' where role = 'participant'`,
    ],
    ['room_calls_seq', sql`update room_calls set called_seq = -1`],
    [
      'stand_bys_once',
      sql`insert into stand_bys (series_id, supporter_account_id, account_id, asked_at)
        select series_id, supporter_account_id, account_id, now() from stand_bys where agreed_at is not null limit 1`,
    ],
    [
      'room_calls_ring_once',
      sql`insert into room_calls (room_id, account_id, nickname, called_by, called_at, called_seq, due_at)
        select room_id, account_id, '', called_by, called_at, 0, due_at from room_calls where state = 'ringing' limit 1`,
    ],
    [
      'room_calls_caller',
      sql`insert into room_calls (room_id, account_id, nickname, called_by, called_at, called_seq, due_at, state, closed_at)
        select room_id, account_id, '', gen_random_uuid(), called_at, 0, due_at, 'over', now() from room_calls limit 1`,
    ],
  ];
  for (const [constraint, statement] of breaks)
    await expect(statement.execute(db)).rejects.toMatchObject({ constraint });
});

test('a colleague whom a decision puts out comes no more, not to what rings either, and is called no more', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  await callToTalk(talk.person, talk.roomId, quietly);
  await comeWhenCalled(talk.colleague, await ringingId(talk.colleague));
  await say(talk.colleague, talk.roomId, 'ひどい言葉');
  const said = await latestMessages(talk.person, talk.roomId);
  const seq = said === 'not_found' ? 0 : (said.messages.at(-1)?.seq ?? 0);
  await reportMessage(talk.person, { roomId: talk.roomId, seq, why: 'attack', words: '' });
  // Closed and opened again, the room has its two inside, and may call anew.
  await closeRoom(talk.supporter, talk.roomId);
  await openRoom(talk.supporter, talk.roomId);
  expect(await callToTalk(talk.person, talk.roomId, quietly)).toBe('ringing');
  const admin = await anAccount(talk.organisationId, 'admin');
  const [report] = await reportsFor(admin);
  expect(await decideReport(admin, { reportId: report?.id ?? '', outcome: 'put_out' })).toBe(
    'decided',
  );
  const before = await textsReadBy(talk.person, talk);
  expect(await comeWhenCalled(talk.colleague, await ringingId(talk.colleague))).toBe('over');
  expect(await roomOf(talk.colleague, talk.roomId)).toBeUndefined();
  const room = await roomOf(talk.person, talk.roomId);
  expect((room && (await besideTalk(talk.person, room)))?.call).toMatchObject({
    state: 'unanswered',
  });
  expect(await callToTalk(talk.person, talk.roomId, quietly)).toBe('nobody');
  expect(await callsRingingAt(talk.colleague)).toEqual([]);
  expect(await textsReadBy(talk.person, talk)).toHaveLength(before.length + 1);
});
