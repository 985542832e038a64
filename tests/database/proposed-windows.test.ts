/** A window proposed in a talk of two: who may propose it, who is shown it, and that an answer leaves no trace. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { minutes } from '#platform/clock';
import { db, sql } from '#platform/db';
import { PROPOSED_AGAIN_AFTER_MINUTES, type RoomViewer } from '#rooms';
import {
  closeRoom,
  comeWhenCalled,
  latestMessages,
  proposerTo,
  proposeWindow,
  setProposalAside,
} from '#rooms/server';
import { callToTalk } from '#signup/server';
import { goOnwardFromRoom, newPressToken } from '#urgent/server';
import { useFakeClock } from '../support/clock.ts';
import { createParticipant } from '../support/participants.ts';
import { aRoom } from '../support/rooms.ts';
import { anAccount } from '../support/organisations.ts';
import { aTalkOfTwo, BEFORE, ringingId, type TalkOfTwo } from '../support/consultation-room.ts';
import { aWindow } from '../support/towns.ts';

/** All that somebody is told of the room. */
const toldTo = async (viewer: RoomViewer, { roomId }: TalkOfTwo) => ({
  page: await latestMessages(viewer, roomId),
  proposer: await proposerTo(viewer, roomId),
});

test('a line stands in the talk, and the person alone is asked', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  expect(await proposeWindow(talk.supporter, talk.roomId)).toBe('proposed');
  expect(await proposerTo(talk.person, talk.roomId)).toBe('ピアサポーター');
  expect(await proposerTo(talk.supporter, talk.roomId)).toBeNull();
  const { page } = await toldTo(talk.supporter, talk);
  expect(page !== 'not_found' && page.messages.at(-1)).toMatchObject({
    ...{ kind: 'proposed', text: 'ピアサポーター', authorId: null },
  });
});

test('who sets it aside is asked no more, and whoever proposed it is told the same as if nothing had been pressed', async () => {
  const clock = useFakeClock(BEFORE);
  const declined = await aTalkOfTwo(clock);
  clock.set(new Date(BEFORE));
  const open = await aTalkOfTwo(clock);
  for (const talk of [declined, open]) await proposeWindow(talk.supporter, talk.roomId);
  const before = await toldTo(declined.supporter, declined);
  expect(await setProposalAside(declined.person, declined.roomId)).toBe('set_aside');
  expect(await setProposalAside(declined.person, declined.roomId)).toBe('set_aside');
  expect(await proposerTo(declined.person, declined.roomId)).toBeNull();
  expect(await toldTo(declined.supporter, declined)).toEqual(before);
  const again = (talk: TalkOfTwo) => proposeWindow(talk.supporter, talk.roomId);
  expect([await again(declined), await again(open)]).toEqual(['soon', 'soon']);
  clock.advance(minutes(PROPOSED_AGAIN_AFTER_MINUTES));
  expect([await again(declined), await again(open)]).toEqual(['proposed', 'proposed']);
  expect(await proposerTo(declined.person, declined.roomId)).toBe('ピアサポーター');
});

test('who goes on to a window is asked no more', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  const windowId = await aWindow({ level: 'nationwide', organisation_id: talk.organisationId });
  await proposeWindow(talk.supporter, talk.roomId);
  await goOnwardFromRoom(talk.person, {
    ...{ roomId: talk.roomId, formToken: newPressToken(), language: 'ja', windowId },
    ...{ code5: null, nickname: '', words: '', passes: 'nothing', days: 30 },
  });
  expect(await proposerTo(talk.person, talk.roomId)).toBeNull();
});

test('who was called in may propose it too; nobody does so in a closed talk, a group’s room, or from outside', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  const strangers = [
    await anAccount(talk.organisationId, 'admin'),
    talk.colleague,
    (await createParticipant()).viewer,
    talk.person,
  ];
  for (const stranger of strangers) {
    expect(await proposeWindow(stranger, talk.roomId)).toBe('not_found');
    if (stranger !== talk.person)
      expect(await setProposalAside(stranger, talk.roomId)).toBe('not_found');
  }
  expect(await setProposalAside(talk.supporter, talk.roomId)).toBe('not_found');
  await callToTalk(talk.person, talk.roomId, { opens: false });
  await comeWhenCalled(talk.colleague, await ringingId(talk.colleague));
  expect(await proposeWindow(talk.colleague, talk.roomId)).toBe('proposed');
  expect(await proposerTo(talk.person, talk.roomId)).toBe('さくら');
  await closeRoom(talk.supporter, talk.roomId);
  expect(await proposeWindow(talk.supporter, talk.roomId)).toBe('closed');
  const meeting = await aRoom();
  expect(await proposeWindow(meeting.host, meeting.roomId)).toBe('not_found');
  expect(await proposeWindow(meeting.host, randomUUID())).toBe('not_found');
});

test('two presses at once are one proposal', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  const pressed = await Promise.all([1, 2].map(() => proposeWindow(talk.supporter, talk.roomId)));
  expect(pressed.sort()).toEqual(['proposed', 'soon']);
});

test('a proposal is a line of its room', async () => {
  const talk = await aTalkOfTwo(useFakeClock(BEFORE));
  const broken = sql`update rooms set proposed_seq = 0 where id = ${talk.roomId}`.execute(db);
  await expect(broken).rejects.toMatchObject({ constraint: 'rooms_proposed_seq' });
});
