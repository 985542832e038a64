/** A colleague takes over a slot that somebody holds; and where voice and picture meet. */
import { expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { auditOf, setMemberRoles } from '#organisations/server';
import { db, sql } from '#platform/db';
import { jsonLdOf, type AvailabilityInput } from '#schedule';
import type { RoomId } from '#rooms';
import { latestMessages, openRoom, postMessage, removeMember, roomOf } from '#rooms/server';
import {
  calendarFeed,
  colleaguesFor,
  findOccurrence,
  freeTimesOf,
  leaveConsultations,
  saveAvailability,
  scheduleJobs,
  slotsOfSupporter,
  slotsUncovered,
} from '#schedule/server';
import {
  cancelSignup,
  changeSignup,
  enterOccurrenceRoom,
  hostMeetingLink,
  hostOccurrenceRoom,
  leaveOrganisation,
  mySignups,
  receiptOf,
  signupsAt,
  standIn,
} from '#signup/server';
import { randomUUID } from 'node:crypto';
import { useFakeClock } from '../support/clock.ts';
import { aListener, slotRowsOf, wednesdays } from '../support/consultations.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { signedUp } from '../support/signup.ts';

const NOW = '2026-11-21T03:00:00Z';
const QUARTER_BEFORE = new Date('2026-11-25T09:45:00Z');

async function named(viewer: AccountViewer, displayName: string): Promise<AccountViewer> {
  await db
    .updateTable('accounts')
    .set({ display_name: displayName })
    .where('id', '=', viewer.accountId)
    .execute();
  return { ...viewer, displayName };
}

/** Writes the name that everybody is to call them by, and nothing else that is not there already. */
const appears = (
  viewer: AccountViewer,
  seriesId: string,
  nickname: string,
  over: Partial<AvailabilityInput> = {},
) =>
  saveAvailability(
    viewer,
    wednesdays(seriesId, { ...over, appearance: { nickname, face: null, message: '' } }),
  );

/** Hana has no hours, only a name. */
const hanaAppears = ({ hana, seriesId }: { hana: AccountViewer; seriesId: string }) =>
  appears(hana, seriesId, 'はな', { week: [] });

/** Ken listens on Wednesday at seven; Hana is of the same organisation; somebody has booked. */
async function aBookedSlot(over: Partial<AvailabilityInput> = {}, way: 'text' | 'voice' = 'text') {
  const one = await aListener(over);
  const ken = await named(one.supporter, 'けん');
  const hana = await named(await anAccount(one.organisationId, 'peer_supporter'), 'はな');
  await appears(ken, one.seriesId, 'けん', over);
  const admin = await anAccount(one.organisationId, 'admin');
  const [first, second] = await slotRowsOf(one.seriesId);
  const [slotId, freeId] = [first?.id ?? '', second?.id ?? ''];
  const person = await signedUp(slotId, { way });
  return { ...one, ken, hana, admin, slotId, freeId, ...person };
}

test('a colleague stands in: the person reads who will be there, the log that it was done', async () => {
  useFakeClock(NOW);
  const one = await aBookedSlot();
  await hanaAppears(one);
  const input = { occurrenceId: one.slotId, accountId: one.hana.accountId };
  expect(await standIn(one.admin, input)).toBe('stands_in');
  expect((await receiptOf(one.viewer, one.receipt))?.occurrence).toMatchObject({
    hostName: 'はな',
    standsInFor: 'けん',
  });
  expect(await auditOf(one.admin, one.organisationId)).toContainEqual(
    expect.objectContaining({ act: 'slot.stood_in', subject: `occurrence:${one.slotId}` }),
  );
  expect((await slotsOfSupporter(one.hana, one.hana.accountId)).map(({ id }) => id)).toEqual([
    one.slotId,
  ]);
  expect(await signupsAt(one.ken, one.slotId)).toBe('not_found');
  expect(await signupsAt(one.hana, one.slotId)).toHaveLength(1);
});

test('the name on an account is for colleagues: whoever writes no name is called by none', async () => {
  const clock = useFakeClock(NOW);
  const one = await aBookedSlot();
  const nothing = { nickname: '', face: null, message: 'どうぞ' };
  await saveAvailability(one.ken, wednesdays(one.seriesId, { appearance: nothing }));
  const told = async () =>
    JSON.stringify([
      ...[await findOccurrence(one.slotId), await freeTimesOf(one.seriesId)],
      ...[await receiptOf(one.viewer, one.receipt), await mySignups(one.viewer)],
    ]);
  expect(await told()).not.toContain('けん');
  await standIn(one.admin, { occurrenceId: one.slotId, accountId: one.hana.accountId });
  expect(await told()).not.toMatch(/けん|はな/u);
  expect(await findOccurrence(one.slotId)).toMatchObject({
    ...{ hostName: 'ピアサポーター', standsInFor: null },
  });
  clock.set(QUARTER_BEFORE);
  const room = (await hostOccurrenceRoom(one.hana, one.slotId)) as RoomId; // Or what follows fails.
  expect(await roomOf(one.hana, room)).toMatchObject({ me: { nickname: 'ピアサポーター' } });
  await standIn(one.admin, { occurrenceId: one.slotId, accountId: one.ken.accountId });
  expect(await roomOf(one.ken, room)).toMatchObject({ me: { nickname: 'ピアサポーター' } });
});

test('it stays the slot of whoever laid it: saved again it is not laid twice, and goes back as it was', async () => {
  useFakeClock(NOW);
  const one = await aBookedSlot();
  const to = (accountId: string) => ({ occurrenceId: one.slotId, accountId });
  await standIn(one.ken, to(one.hana.accountId));
  expect(await saveAvailability(one.ken, wednesdays(one.seriesId))).toMatchObject({ opened: 0 });
  expect(await slotRowsOf(one.seriesId)).toHaveLength(2);
  expect(await standIn(one.hana, to(one.ken.accountId))).toBe('stands_in');
  expect((await slotRowsOf(one.seriesId))[0]).toMatchObject({
    supporter_account_id: one.ken.accountId,
    stands_in_for: null,
  });
});

test('given back, a slot leaves the colleague who stood in free for hours of their own', async () => {
  useFakeClock(NOW);
  const one = await aBookedSlot();
  await standIn(one.admin, { occurrenceId: one.slotId, accountId: one.hana.accountId });
  await cancelSignup(one.viewer, one.receipt);
  const saved = await saveAvailability(one.hana, wednesdays(one.seriesId));
  expect(saved).toMatchObject({ opened: 2 });
  const [stood] = (await slotRowsOf(one.seriesId)).filter(({ id }) => id === one.slotId);
  expect(stood).toMatchObject({ state: 'cancelled', taken: 0 });
});

test('what was given back to a colleague without hours goes by night; what is held stays', async () => {
  useFakeClock(NOW);
  const one = await aBookedSlot();
  await signedUp(one.freeId);
  for (const occurrenceId of [one.slotId, one.freeId])
    await standIn(one.admin, { occurrenceId, accountId: one.hana.accountId });
  await cancelSignup(one.viewer, one.receipt);
  await scheduleJobs.find(({ name }) => name === 'schedule.lay-out-slots')?.run();
  expect(await slotRowsOf(one.seriesId)).toMatchObject([
    { id: one.slotId, state: 'cancelled' },
    { id: one.freeId, state: 'scheduled', taken: 1 },
  ]);
});

test('the room goes over: whoever listened is out at once, what was written before stays between those two', async () => {
  const clock = useFakeClock(NOW);
  const one = await aBookedSlot();
  clock.set(QUARTER_BEFORE);
  const room = (await hostOccurrenceRoom(one.ken, one.slotId)) as RoomId; // Or what follows fails.
  await openRoom(one.ken, room);
  await enterOccurrenceRoom(one.viewer, one.slotId);
  const say = (text: string) =>
    postMessage(one.viewer, { roomId: room, clientId: randomUUID(), text });
  await say('けんさんにだけ');
  await standIn(one.admin, { occurrenceId: one.slotId, accountId: one.hana.accountId });
  expect(await roomOf(one.ken, room)).toBeUndefined();
  expect(await hostOccurrenceRoom(one.ken, one.slotId)).toBe('not_found');
  expect(await hostOccurrenceRoom(one.hana, one.slotId)).toBe(room);
  await say('はなさんへ');
  const page = await latestMessages(one.hana, room);
  const texts = page === 'not_found' ? [] : page.messages.map(({ text }) => text);
  expect(texts).toContain('はなさんへ');
  expect(texts).not.toContain('けんさんにだけ');
});

test('whoever has another slot then cannot stand in, wherever that slot is', async () => {
  useFakeClock(NOW);
  const one = await aBookedSlot();
  const other = await aListener();
  await db
    .insertInto('memberships')
    .values({
      organisation_id: one.organisationId,
      account_id: other.supporter.accountId,
      role: 'peer_supporter',
    })
    .execute();
  const input = { occurrenceId: one.slotId, accountId: other.supporter.accountId };
  expect(await standIn(one.admin, input)).toBe('overlaps');
  expect(await colleaguesFor(one.admin, one.slotId)).toEqual([
    { accountId: one.hana.accountId, name: 'はな', busy: false },
    { accountId: other.supporter.accountId, name: 'ゆき', busy: true },
  ]);
});

test('only its supporter and publishers hand a slot over, to a supporter of the house, while somebody holds it', async () => {
  const clock = useFakeClock(NOW);
  const one = await aBookedSlot();
  const stranger = await anAccount(await anOrganisation(), 'peer_supporter', 'admin');
  const to = (accountId: string, occurrenceId = one.slotId) => ({ occurrenceId, accountId });
  expect(await standIn(one.hana, to(one.hana.accountId))).toBe('not_found');
  expect(await standIn(stranger, to(stranger.accountId))).toBe('not_found');
  expect(await standIn(one.admin, to(stranger.accountId))).toBe('not_found');
  expect(await standIn(one.admin, to('nobody'))).toBe('not_found');
  expect(await standIn(one.admin, to(one.hana.accountId, one.freeId))).toBe('free');
  clock.set(new Date('2026-11-25T10:40:00Z'));
  expect(await standIn(one.admin, to(one.hana.accountId))).toBe('over');
});

test('whoever leaves takes the free slots along; booked ones are shown to the admin, who finds a colleague', async () => {
  useFakeClock(NOW);
  const one = await aBookedSlot();
  const member = { organisationId: one.organisationId, accountId: one.ken.accountId };
  expect(await setMemberRoles(one.admin, member, [], leaveConsultations)).toBe('set');
  expect(await slotRowsOf(one.seriesId)).toMatchObject([{ id: one.slotId, taken: 1 }]);
  expect(await slotsUncovered(one.admin)).toMatchObject([{ id: one.slotId, supporter: 'けん' }]);
  expect(await slotsUncovered(one.hana)).toEqual([]);
  const gone = { ...one.ken, memberships: [] };
  expect(await signupsAt(gone, one.slotId)).toBe('not_found');
  await standIn(one.admin, { occurrenceId: one.slotId, accountId: one.hana.accountId });
  expect(await slotsUncovered(one.admin)).toEqual([]);
});

const LINK = 'https://meet.example.com/abc-secret';
const byVoice = { methods: ['voice' as const], link: LINK };

test('the meeting link is for who is confirmed and chose it, from a quarter of an hour before', async () => {
  const clock = useFakeClock(NOW);
  const one = await aBookedSlot(byVoice, 'voice');
  const seen = async () => (await receiptOf(one.viewer, one.receipt))?.meetingUrl;
  clock.set(new Date(QUARTER_BEFORE.getTime() - 1));
  expect(await seen()).toBeNull();
  expect(await hostMeetingLink(one.ken, one.slotId)).toBeNull();
  clock.set(QUARTER_BEFORE);
  expect(await seen()).toBe(LINK);
  expect((await mySignups(one.viewer)).coming[0]?.meetingUrl).toBe(LINK);
  expect(await hostMeetingLink(one.ken, one.slotId)).toBe(LINK);
  expect(await hostMeetingLink(one.hana, one.slotId)).toBeNull();
  await changeSignup(one.viewer, one.receipt, { nickname: 'そら', partySize: 1, way: 'text' });
  expect(await seen()).toBeNull();
});

test('the link ends with the slot, for both', async () => {
  const clock = useFakeClock(NOW);
  const one = await aBookedSlot(byVoice, 'voice');
  const END = new Date('2026-11-25T10:40:00Z');
  const seen = async () => [
    (await receiptOf(one.viewer, one.receipt))?.meetingUrl,
    await hostMeetingLink(one.ken, one.slotId),
  ];
  clock.set(new Date(END.getTime() - 1));
  expect(await seen()).toEqual([LINK, LINK]);
  clock.set(END);
  expect(await seen()).toEqual([null, null]);
});

test('whom the host has put out of the room reads no link any more', async () => {
  const clock = useFakeClock(NOW);
  const one = await aBookedSlot(byVoice, 'voice');
  clock.set(QUARTER_BEFORE);
  const roomId = (await hostOccurrenceRoom(one.ken, one.slotId)) as RoomId; // Or what follows fails.
  await enterOccurrenceRoom(one.viewer, one.slotId);
  expect((await receiptOf(one.viewer, one.receipt))?.meetingUrl).toBe(LINK);
  const memberId = (await roomOf(one.viewer, roomId))?.me.memberId;
  if (!memberId) throw new Error('not inside');
  expect(await removeMember(one.ken, { roomId, memberId })).toBe('removed');
  expect((await receiptOf(one.viewer, one.receipt))?.meetingUrl).toBeNull();
});

test('who waits, and who comes by text, reads no link', async () => {
  const clock = useFakeClock(NOW);
  const one = await aBookedSlot(byVoice, 'text');
  const waiting = await signedUp(one.slotId, { way: 'voice' });
  clock.set(QUARTER_BEFORE);
  expect((await receiptOf(one.viewer, one.receipt))?.meetingUrl).toBeNull();
  expect((await receiptOf(waiting.viewer, waiting.receipt))?.meetingUrl).toBeNull();
});

test('the link stands nowhere else: not in the tables, the public page, the feed or the log', async () => {
  const clock = useFakeClock(NOW);
  const one = await aBookedSlot(byVoice, 'voice');
  clock.set(QUARTER_BEFORE);
  const { rows } = await sql<{ all: string }>`
    select string_agg(v::text, '') as all from availabilities v`.execute(db);
  expect(rows[0]?.all).not.toContain(Buffer.from('abc-secret').toString('hex'));
  const occurrence = await findOccurrence(one.slotId);
  if (!occurrence) throw new Error('no slot');
  expect(occurrence.methods).toEqual(['text', 'voice']);
  const feed = await calendarFeed(new URLSearchParams(`series=${one.seriesId}`));
  const log = await auditOf(one.admin, one.organisationId);
  const told =
    JSON.stringify([occurrence, feed, log]) + jsonLdOf(occurrence, 'https://tsudoi.example/');
  expect(told).not.toContain('abc-secret');
});

test('whoever stands in without a link talks in writing, and the former link is shown to nobody', async () => {
  const clock = useFakeClock(NOW);
  const one = await aBookedSlot(byVoice, 'voice');
  await standIn(one.admin, { occurrenceId: one.slotId, accountId: one.hana.accountId });
  clock.set(QUARTER_BEFORE);
  const receipt = await receiptOf(one.viewer, one.receipt);
  expect(receipt).toMatchObject({
    way: 'voice',
    meetingUrl: null,
    occurrence: { methods: ['text'] },
  });
  expect(await hostMeetingLink(one.ken, one.slotId)).toBeNull();
});

test('the link is kept until another is given, and goes with the ways that need it', async () => {
  const clock = useFakeClock(NOW);
  const one = await aBookedSlot(byVoice, 'voice');
  const save = (over: Partial<AvailabilityInput>) =>
    saveAvailability(one.ken, wednesdays(one.seriesId, over));
  expect(await save({ methods: ['voice', 'video'] })).toHaveProperty('opened');
  clock.set(QUARTER_BEFORE);
  expect(await hostMeetingLink(one.ken, one.slotId)).toBe(LINK);
  await save({ methods: [] });
  expect(await hostMeetingLink(one.ken, one.slotId)).toBeNull();
  expect(await save({ methods: ['video'] })).toEqual({
    problems: { link: 'schedule_problem_link' },
  });
});

test('nobody whose account is disabled is asked to stand in', async () => {
  useFakeClock(NOW);
  const one = await aBookedSlot();
  const at = { disabled_at: new Date(NOW) };
  await db.updateTable('accounts').set(at).where('id', '=', one.hana.accountId).execute();
  const to = { occurrenceId: one.slotId, accountId: one.hana.accountId };
  expect(await standIn(one.admin, to)).toBe('not_found');
});

test('a nickname that goes with its supporter leaves no other name behind', async () => {
  useFakeClock(NOW);
  const one = await aBookedSlot();
  const says = { nickname: 'ひつじ', face: null, message: '' };
  await saveAvailability(one.ken, wednesdays(one.seriesId, { appearance: says }));
  expect(await findOccurrence(one.slotId)).toMatchObject({ hostName: 'ひつじ' });
  const member = { organisationId: one.organisationId, accountId: one.ken.accountId };
  await setMemberRoles(one.admin, member, [], leaveConsultations);
  expect(JSON.stringify(await findOccurrence(one.slotId))).not.toContain('けん');
  await standIn(one.admin, { occurrenceId: one.slotId, accountId: one.hana.accountId });
  const shown = await findOccurrence(one.slotId);
  expect(shown).toMatchObject({ hostName: 'ピアサポーター', standsInFor: null });
  expect(JSON.stringify(await receiptOf(one.viewer, one.receipt))).not.toContain('けん');
});

test('what everybody and the person with the place are sent does not tell one account from another', async () => {
  useFakeClock(NOW);
  const one = await aBookedSlot();
  const sent = [await findOccurrence(one.slotId), await receiptOf(one.viewer, one.receipt)];
  expect(JSON.stringify(sent)).not.toContain(one.ken.accountId);
});

test('whoever is let go while they host is out of the room, its past and its future', async () => {
  const clock = useFakeClock(NOW);
  const one = await aBookedSlot();
  clock.set(QUARTER_BEFORE);
  const room = (await hostOccurrenceRoom(one.ken, one.slotId)) as RoomId; // Or what follows fails.
  await openRoom(one.ken, room);
  const member = { organisationId: one.organisationId, accountId: one.ken.accountId };
  await setMemberRoles(one.admin, member, [], leaveOrganisation);
  expect(await roomOf(one.ken, room)).toBeUndefined();
  expect(await latestMessages(one.ken, room)).toBe('not_found');
  const words = { roomId: room, clientId: randomUUID(), text: 'まだいます' };
  expect(await postMessage(one.ken, words)).toBe('not_found');
});
