/** Somebody with several things open: each is reached, and nothing done on one falls on another. */
import type { RequestEvent } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import type { ParticipantViewer } from '#participants';
import { latestMessages } from '#rooms/server';
import {
  answerContact,
  callAgain,
  deskOf,
  endTalk,
  openLetter,
  pressTalk,
  replyToLetter,
  talkOf,
} from '#urgent/server';
import { actions } from '../../src/routes/(public)/talk/acts.server.ts';
import { useNightClock } from '../support/clock.ts';
import { createParticipant } from '../support/participants.ts';
import {
  aCaller,
  aLetterAt,
  aPress,
  aSecondPasses,
  contactRow,
  ringingFor,
} from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';

/** Somebody whose call rings, and who has a letter open as well. */
async function callingWithALetter() {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const { viewer, contactId: call } = await aCaller(town);
  const letter = await aLetterAt(town.own, viewer);
  return { clock, town, staff, viewer, call, letter };
}

test('what looks for somebody comes first; each is reached by its name, and names the others', async () => {
  const { viewer, call, letter } = await callingWithALetter();
  expect(await talkOf(viewer)).toMatchObject({
    contactId: call,
    others: [{ contactId: letter, state: 'message', windows: ['青葉市の窓口'] }],
  });
  expect(await talkOf(viewer, letter)).toMatchObject({
    contactId: letter,
    others: [{ contactId: call, state: 'ringing' }],
  });
});

test('the name of another person’s leads to one’s own', async () => {
  const { viewer, call, town } = await callingWithALetter();
  const other = await aCaller(town);
  expect(await talkOf(viewer, other.contactId)).toMatchObject({ contactId: call });
  expect((await talkOf(other.viewer, call))?.others).toEqual([]);
});

test('whoever reads one of them is there for the call as well, but does not see what they do not look at', async () => {
  const { clock, viewer, call, letter, staff } = await callingWithALetter();
  for (let passed = 0; passed < 3; passed += 1) {
    clock.advance(30_000);
    await staff.acknowledges();
    await talkOf(viewer, letter);
    await aSecondPasses();
  }
  expect(await ringingFor(call)).toEqual([staff.viewer.accountId]);
  const seen = (await contactRow(letter)).seen_at;
  clock.advance(1_000);
  await talkOf(viewer, call);
  expect((await contactRow(letter)).seen_at).toEqual(seen);
});

test('calling from a letter while a talk goes on leads to the talk, and rings nobody', async () => {
  const { viewer, call, letter, staff } = await callingWithALetter();
  await answerContact(staff.viewer, call);
  expect(await callAgain(viewer, letter)).toEqual({ going: call });
  expect(await contactRow(letter)).toMatchObject({ state: 'message' });
  await endTalk(viewer, call);
  expect(await callAgain(viewer, letter)).toBe('calling');
});

test('two devices that call from two letters at once end in one call', async () => {
  useNightClock();
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const { viewer } = await createParticipant();
  const letters = [await aLetterAt(town.own, viewer), await aLetterAt(town.own, viewer)];
  const again = await Promise.all(letters.map((letter) => callAgain(viewer, letter)));
  const rung = (await deskOf(staff.viewer)).rings.map((ring) => ring.contactId);
  expect(rung).toHaveLength(1);
  expect(again).toContain('calling');
  expect(again).toContainEqual({ going: rung[0] });
});

test('what is sent to a talk that is over meanwhile is said into no other', async () => {
  const { viewer, call, letter, staff, town } = await callingWithALetter();
  await answerContact(staff.viewer, call);
  await endTalk(viewer, call);
  const { contactId: next } = await pressTalk(viewer, aPress(town));
  const answered = await answerContact(staff.viewer, next);
  const roomId = answered.is === 'answered' ? answered.roomId : '';
  const text = '前の話のつづき';
  for (const stale of [letter, crypto.randomUUID()]) {
    expect(await posted(viewer, stale, text)).toMatchObject({ draft: text });
  }
  expect(JSON.stringify(await latestMessages(viewer, roomId))).not.toContain(text);
});

/** With all that any of the forms sends. */
const FIELDS = {
  ...{ words: '書きかえる', text: '書きかえる', meetsAt: '2026-11-27T10:00' },
  ...{ answer: 'yes', passes: 'talk', days: '30' },
};

test.each(Object.keys(actions).filter((act) => act !== 'press' && act !== 'phrase'))(
  '%s on somebody else’s contact changes nothing of it, whatever its state',
  async (act) => {
    const { viewer, call, letter, staff, town } = await callingWithALetter();
    const talk = await aCaller(town);
    await answerContact(staff.viewer, talk.contactId);
    const { viewer: stranger } = await createParticipant();
    const before = await Promise.all([call, letter, talk.contactId].map(contactRow));
    for (const { id } of before) await sent(act, stranger, id, { consent: id, handOverId: id });
    expect(await Promise.all(before.map(({ id }) => contactRow(id)))).toEqual(before);
    expect(await talkOf(viewer)).toMatchObject({ contactId: call });
  },
);

test('a talk that ended before 「やめる」 arrived is not said to be erased', async () => {
  const { viewer, call, staff } = await callingWithALetter();
  await answerContact(staff.viewer, call);
  await endTalk(viewer, call);
  expect(await sent('stop', viewer, call)).toEqual({});
  expect((await contactRow(call)).first_words).not.toBe('');
});

test('「やめる」 tapped twice says both times that all is erased', async () => {
  const { viewer, letter } = await callingWithALetter();
  for (let taps = 0; taps < 2; taps += 1)
    expect(await sent('stop', viewer, letter)).toEqual({ left: true });
});

test('what is written back from two devices at once is kept once; the other’s is given back', async () => {
  const { viewer, letter, staff } = await callingWithALetter();
  await openLetter(staff.viewer, letter);
  await replyToLetter(staff.viewer, { contactId: letter, words: '読みました' });
  const sendings = ['ひとつめ', 'ふたつめ'].map((words) =>
    sent('writeBack', viewer, letter, { words }),
  );
  const drafts = (await Promise.all(sendings)) as { kept?: boolean; draft: string }[];
  expect(drafts.filter(({ kept }) => kept)).toHaveLength(1);
  expect(drafts.map(({ draft }) => draft)).toEqual(['ひとつめ', 'ふたつめ']);
});

const posted = (viewer: ParticipantViewer, contactId: string, text: string) =>
  sent('post', viewer, contactId, { clientId: crypto.randomUUID(), text });

async function sent(act: string, viewer: ParticipantViewer, contactId: string, fields = {}) {
  const url = new URL(`https://tsudoi.example/talk?/${act}&contact=${contactId}`);
  const body = new URLSearchParams({ ...FIELDS, clientId: crypto.randomUUID(), ...fields });
  // As a page with script sends it.
  const headers = { 'x-sveltekit-action': 'true' };
  const request = new Request(url, { method: 'POST', body, headers });
  const locals = { account: null, participant: viewer, lacksFactor: null };
  const event: Partial<RequestEvent> = { url, request, locals, setHeaders: () => undefined };
  const action = (actions as Record<string, (event: RequestEvent) => unknown>)[act];
  // It touches no more of a request than stands here.
  return action?.(event as RequestEvent);
}
