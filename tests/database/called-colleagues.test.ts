/** Whoever was called into a talk of two: what they are called there, and when it ends for them. */
import { expect, test } from 'vitest';
import { setMemberRoles } from '#organisations/server';
import {
  callIn,
  callsRingingAt,
  closeRoom,
  comeWhenCalled,
  latestMessages,
  openRoom,
  peopleOf,
  roomOf,
  talksCameTo,
} from '#rooms/server';
import { callToTalk, leaveOrganisation } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { anAccount } from '../support/organisations.ts';
import { say } from '../support/rooms.ts';
import {
  aTalkOfTwo,
  BEFORE,
  ringingId,
  textsReadBy,
  type TalkOfTwo,
} from '../support/consultation-room.ts';

const quietly = { opens: false };

async function withColleague(): Promise<TalkOfTwo> {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  await callToTalk(talk.person, talk.roomId, quietly);
  await comeWhenCalled(talk.colleague, await ringingId(talk.colleague));
  return talk;
}

const leave = async ({ organisationId, colleague: { accountId } }: TalkOfTwo) =>
  setMemberRoles(
    await anAccount(organisationId, 'admin'),
    { organisationId, accountId },
    [],
    leaveOrganisation,
  );

test('each is called what they are there: the person nothing, who listens and who was called by their part', async () => {
  const talk = await withColleague();
  await say(talk.supporter, talk.roomId, '聴いています');
  await say(talk.colleague, talk.roomId, '来ました');
  await say(talk.person, talk.roomId, 'はい');
  const page = await latestMessages(talk.person, talk.roomId);
  const parts = page !== 'not_found' && page.messages.filter(({ kind }) => kind === 'text');
  expect(parts).toMatchObject([{ part: 'supporter' }, { part: 'colleague' }, { part: null }]);
  const people = await peopleOf(talk.supporter, talk.roomId);
  expect(people !== 'not_found' && people.named.map(({ part }) => part)).toEqual(
    expect.arrayContaining(['supporter', 'colleague', null]),
  );
  expect((await roomOf(talk.colleague, talk.roomId))?.me.part).toBe('colleague');
});

test('with the talk it is over for who was called: nothing to read, to open again or to come back to', async () => {
  const talk = await withColleague();
  await say(talk.colleague, talk.roomId, '来ました');
  const [call] = [await callIn(talk.person, talk.roomId)];
  expect(call).toMatchObject({ state: 'came' });
  await closeRoom(talk.supporter, talk.roomId);
  expect(await roomOf(talk.colleague, talk.roomId)).toBeUndefined();
  expect(await textsReadBy(talk.colleague, talk)).toBe('not_found');
  expect(await openRoom(talk.colleague, talk.roomId)).toBe('not_found');
  expect(await say(talk.colleague, talk.roomId, 'もう一度')).toBe('not_found');
  expect(await talksCameTo(talk.colleague)).toEqual([]);
  expect(await callIn(talk.person, talk.roomId)).toBeNull();
  expect(await textsReadBy(talk.person, talk)).toContain('来ました');
});

test('opened again the talk is of two; only a new call brings the colleague, who reads from that on', async () => {
  const talk = await withColleague();
  await say(talk.person, talk.roomId, '前のこと');
  await closeRoom(talk.supporter, talk.roomId);
  await openRoom(talk.supporter, talk.roomId);
  expect(await roomOf(talk.colleague, talk.roomId)).toBeUndefined();
  expect(await callToTalk(talk.person, talk.roomId, quietly)).toBe('ringing');
  await comeWhenCalled(talk.colleague, await ringingId(talk.colleague));
  expect(await textsReadBy(talk.colleague, talk)).not.toContain('前のこと');
});

test('both press at once: it rings once, and what the person chose holds', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  await say(talk.person, talk.roomId, '前のこと');
  const pressed = await Promise.all([
    callToTalk(talk.supporter, talk.roomId, quietly),
    callToTalk(talk.person, talk.roomId, { opens: true }),
  ]);
  expect(pressed).toEqual(['ringing', 'ringing']);
  expect(await callsRingingAt(talk.colleague)).toMatchObject([{ opened: true }]);
  await comeWhenCalled(talk.colleague, await ringingId(talk.colleague));
  expect(await textsReadBy(talk.colleague, talk)).toContain('前のこと');
});

test('pressed after the supporter the person still opens what was said; the supporter after them opens nothing', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  await callToTalk(talk.supporter, talk.roomId, quietly);
  await callToTalk(talk.supporter, talk.roomId, { opens: true });
  expect(await callsRingingAt(talk.colleague)).toMatchObject([{ opened: false }]);
  await callToTalk(talk.person, talk.roomId, { opens: true });
  expect(await callsRingingAt(talk.colleague)).toMatchObject([{ opened: true }]);
});

test('whose role ends while they are called is waited for no longer', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  await callToTalk(talk.person, talk.roomId, quietly);
  const call = await ringingId(talk.colleague);
  await leave(talk);
  expect(await callsRingingAt(talk.colleague)).toEqual([]);
  expect(await callIn(talk.person, talk.roomId)).toMatchObject({ state: 'unanswered' });
  expect(await comeWhenCalled(talk.colleague, call)).toBe('not_found');
});

test('whose role ends while they are coming is either not there, or out again', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  await callToTalk(talk.person, talk.roomId, quietly);
  const call = await ringingId(talk.colleague);
  await Promise.all([comeWhenCalled(talk.colleague, call), leave(talk)]);
  expect(await roomOf(talk.colleague, talk.roomId)).toBeUndefined();
  expect(await textsReadBy(talk.colleague, talk)).toBe('not_found');
  expect(await callIn(talk.person, talk.roomId)).not.toMatchObject({ state: 'came' });
  expect(await callIn(talk.person, talk.roomId)).not.toMatchObject({ state: 'ringing' });
});
