/** A supporter's availability becomes slots, and stays fair to whoever holds one. */
import { expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { setMemberRoles } from '#organisations/server';
import { days, minutes } from '#platform/clock';
import { db } from '#platform/db';
import type { AvailabilityInput, SeriesInput } from '#schedule';
import {
  cancelOccurrence,
  findOccurrence,
  freeTimesOf,
  leaveConsultations,
  listOccurrences,
  moveOccurrence,
  previewAvailability,
  readAvailability,
  reviseSeries,
  saveAvailability,
  scheduleJobs,
} from '#schedule/server';
import { cancelSignup, promoteWaiting, promoteWhereFree, receiptOf, signUp } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import {
  aConsultation,
  aListener,
  slotRowsOf,
  wednesdays,
  type Listening,
} from '../support/consultations.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aSeries } from '../support/schedule.ts';
import { filledForm, signedUp } from '../support/signup.ts';

/** A Saturday at noon; the Wednesday of the week to come is the 25th. */
const NOW = '2026-11-21T03:00:00Z';
const FIRST = '2026-11-25T10:00:00.000Z';
const SECOND = '2026-11-25T11:00:00.000Z';

const starts = (rows: { starts_at: Date }[]) => rows.map((row) => row.starts_at.toISOString());
const live = (rows: Awaited<ReturnType<typeof slotRowsOf>>) =>
  rows.filter(({ state }) => state === 'scheduled');

async function layOut(): Promise<void> {
  const job = scheduleJobs.find(({ name }) => name === 'schedule.lay-out-slots');
  if (!job) throw new Error('no such job');
  await job.run();
}

const save = (
  { supporter, seriesId }: Listening,
  over: Partial<AvailabilityInput>,
  seen?: string,
) => saveAvailability(supporter, wednesdays(seriesId, over), seen);

/** Saves what has to be seen first, having seen it. */
async function saveSeen(one: Listening, over: Partial<AvailabilityInput>) {
  const first = await save(one, over);
  if (typeof first === 'string' || !('review' in first)) throw new Error(JSON.stringify(first));
  return save(one, over, first.review.seen);
}

test('saving opens the slots up to the horizon, one place each; saving again changes nothing', async () => {
  useFakeClock(NOW);
  const one = await aListener();
  const before = await slotRowsOf(one.seriesId);
  expect(starts(before)).toEqual([FIRST, SECOND]);
  expect(before[0]?.ends_at.toISOString()).toBe('2026-11-25T10:40:00.000Z');
  expect(await save(one, {})).toEqual({ opened: 0, gone: 0, kept: 0 });
  expect(await slotRowsOf(one.seriesId)).toEqual(before);
});

test('as the days go by the job opens what comes within the horizon, also run by two at once', async () => {
  const clock = useFakeClock(NOW);
  const one = await aListener();
  const before = await slotRowsOf(one.seriesId);
  clock.advance(days(4));
  await Promise.all([layOut(), layOut()]);
  const after = await slotRowsOf(one.seriesId);
  expect(starts(after).slice(2)).toEqual(['2026-12-02T10:00:00.000Z', '2026-12-02T11:00:00.000Z']);
  expect(after.slice(0, 2)).toEqual(before);
  await layOut();
  expect(await slotRowsOf(one.seriesId)).toEqual(after);
});

test('the night from 22:00 to 25:00 has its slots past midnight', async () => {
  useFakeClock(NOW);
  const week = [{ weekday: 3, startsAt: '22:00', endsAt: '25:00' }];
  const one = await aListener({ week, slotMinutes: 60, pauseMinutes: 0 });
  expect(starts(await slotRowsOf(one.seriesId))).toEqual([
    '2026-11-25T13:00:00.000Z',
    '2026-11-25T14:00:00.000Z',
    '2026-11-25T15:00:00.000Z',
  ]);
});

test('a booked slot stays as it is when the hours change, and that is shown before it is saved', async () => {
  useFakeClock(NOW);
  const one = await aListener();
  const [first] = await slotRowsOf(one.seriesId);
  const { receipt, viewer } = await signedUp(first?.id ?? '');
  const over = { week: [{ weekday: 3, startsAt: '13:00', endsAt: '14:00' }] };
  const shown = await previewAvailability(one.supporter, wednesdays(one.seriesId, over));
  expect(shown).toMatchObject({ mustBeSeen: true });
  expect(await save(one, over)).toMatchObject({
    review: {
      dates: [{ fate: 'new' }, { id: first?.id, fate: 'kept', taken: 1 }, { fate: 'goes' }],
    },
  });
  expect(starts(await slotRowsOf(one.seriesId))).toEqual([FIRST, SECOND]);
  expect(await saveSeen(one, over)).toEqual({ opened: 1, gone: 1, kept: 1 });
  expect(await slotRowsOf(one.seriesId)).toMatchObject([
    { starts_at: new Date('2026-11-25T04:00:00Z'), origin: 'rule' },
    { id: first?.id, starts_at: new Date(FIRST), origin: 'kept', state: 'scheduled', taken: 1 },
  ]);
  // Given back, it is offered to nobody, and the night's job takes it away; the person finds it cancelled.
  expect(await cancelSignup(viewer, receipt)).toBe('cancelled');
  expect((await findOccurrence(first?.id ?? ''))?.signUp).toBe('closed');
  expect(await signUp(null, filledForm(first?.id ?? ''))).toBe('closed');
  await layOut();
  expect((await findOccurrence(first?.id ?? ''))?.state).toBe('cancelled');
});

test('what was shown is what is done: a booking in between asks to look again', async () => {
  useFakeClock(NOW);
  const one = await aListener();
  const [first, second] = await slotRowsOf(one.seriesId);
  await signedUp(first?.id ?? '');
  const over = { week: [] };
  const shown = await save(one, over);
  if (typeof shown === 'string' || !('review' in shown)) throw new Error('not shown');
  await signedUp(second?.id ?? '');
  expect(await save(one, over, shown.review.seen)).toHaveProperty('review');
  expect(live(await slotRowsOf(one.seriesId))).toHaveLength(2);
});

test('other lengths keep a booked slot, its neighbours keep the pause from it, free ones keep their identity', async () => {
  useFakeClock(NOW);
  const one = await aListener({ pauseMinutes: 0, slotMinutes: 30 });
  const before = await slotRowsOf(one.seriesId);
  await signedUp(before[1]?.id ?? '');
  await saveSeen(one, { pauseMinutes: 0, slotMinutes: 20 });
  const after = await slotRowsOf(one.seriesId);
  const held = after.find(({ id }) => id === before[1]?.id);
  expect(held).toMatchObject({
    taken: 1,
    starts_at: before[1]?.starts_at,
    ends_at: before[1]?.ends_at,
  });
  expect(after[0]?.id).toBe(before[0]?.id);
  expect(after[0]?.ends_at.getTime()).toBe((before[0]?.starts_at.getTime() ?? 0) + minutes(20));
  for (const [at, slot] of live(after).entries())
    if (at > 0) expect(+slot.starts_at).toBeGreaterThanOrEqual(+(after[at - 1]?.ends_at ?? 0));
});

test('a day off takes the free slots of that date, and comes back with it', async () => {
  useFakeClock(NOW);
  const one = await aListener();
  const off = { exceptions: [{ date: '2026-11-25', kind: 'off' as const }] };
  expect(await save(one, off)).toEqual({ opened: 0, gone: 2, kept: 0 });
  expect(await slotRowsOf(one.seriesId)).toEqual([]);
  expect(await save(one, {})).toEqual({ opened: 2, gone: 0, kept: 0 });
});

test('a slot that somebody once had is cancelled, not deleted, and opens again as the same one', async () => {
  useFakeClock(NOW);
  const one = await aListener();
  const [first] = await slotRowsOf(one.seriesId);
  const { viewer, receipt } = await signedUp(first?.id ?? '');
  await cancelSignup(viewer, receipt);
  await save(one, { week: [] });
  expect(await slotRowsOf(one.seriesId)).toMatchObject([{ id: first?.id, state: 'cancelled' }]);
  expect(await save(one, {})).toMatchObject({ opened: 2 });
  expect((await slotRowsOf(one.seriesId))[0]).toMatchObject({ id: first?.id, state: 'scheduled' });
});

test('a slot called off by hand is not opened again by the job or by saving', async () => {
  useFakeClock(NOW);
  const one = await aListener();
  const [first] = await slotRowsOf(one.seriesId);
  await cancelOccurrence(one.supporter, first?.id ?? '', '体調のため');
  await layOut();
  await save(one, { noticeMinutes: 30 });
  expect((await slotRowsOf(one.seriesId))[0]).toMatchObject({ id: first?.id, state: 'cancelled' });
});

test('one called off by hand after its hours had gone stays called off, whatever is saved', async () => {
  useFakeClock(NOW);
  const one = await aListener();
  const [first] = await slotRowsOf(one.seriesId);
  const { viewer, receipt } = await signedUp(first?.id ?? '');
  await saveSeen(one, { week: [] });
  await cancelSignup(viewer, receipt);
  expect((await slotRowsOf(one.seriesId))[0]).toMatchObject({ id: first?.id, origin: 'kept' });
  await cancelOccurrence(one.supporter, first?.id ?? '', '体調のため');
  await layOut();
  await save(one, {});
  expect((await slotRowsOf(one.seriesId))[0]).toMatchObject({ id: first?.id, state: 'cancelled' });
});

test('whoever calls a slot off may be elsewhere then, and saves as before', async () => {
  useFakeClock(NOW);
  const { supporter, series } = await inTwoOrganisations();
  await saveAvailability(supporter, wednesdays(series[0]));
  const [first] = await slotRowsOf(series[0]);
  await cancelOccurrence(supporter, first?.id ?? '', 'べつの用事');
  const there = { week: [{ weekday: 3, startsAt: '19:00', endsAt: '19:40' }] };
  expect(await saveAvailability(supporter, wednesdays(series[1], there))).toMatchObject({
    opened: 1,
  });
  const saved = await saveAvailability(supporter, wednesdays(series[0], { noticeMinutes: 30 }));
  expect(saved).toEqual({ opened: 0, gone: 0, kept: 0 });
});

test('free times are found behind any number that closed already', async () => {
  useFakeClock(NOW);
  const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    ...{ weekday, startsAt: '9:00', endsAt: '19:00' },
  }));
  const times = { slotMinutes: 10, pauseMinutes: 0, noticeMinutes: 3 * 1440 };
  const one = await aListener({ week, ...times });
  const free = await freeTimesOf(one.seriesId);
  expect(free).toHaveLength(60);
  expect(+(free[0]?.startsAt ?? 0)).toBeGreaterThan(Date.parse(NOW) + days(3));
});

const CONSULTATION = {
  kind: 'peer_consultation',
  title: 'ピアサポーターと話す',
  format: 'online',
  capacity: 1,
  signUpPolicy: 'open',
} as const;

test("a consultation's new area, or none, is where its slots are found", async () => {
  useFakeClock(NOW);
  const one = await aListener();
  const publisher = await anAccount(one.organisationId, 'publisher');
  const foundIn = async (code5: string) =>
    (await listOccurrences({ areas: [code5], online: false, text: CONSULTATION.title })).length;
  const at = async (place: Partial<SeriesInput>) => {
    const act = { publish: true, promote: promoteWaiting };
    const input = { ...CONSULTATION, organisationId: one.organisationId, ...place };
    expect(await reviseSeries(publisher, one.seriesId, input, act)).toBe('saved');
    return { yonago: await foundIn('31202'), kurayoshi: await foundIn('31203') };
  };
  const onsite = { format: 'onsite' as const, prefCode: '31', placeName: '公民館' };
  expect(await at({ ...onsite, code5: '31203' })).toEqual({ yonago: 0, kurayoshi: 2 });
  expect(await at({ ...onsite, code5: '31202' })).toEqual({ yonago: 2, kurayoshi: 0 });
  expect(await at({ format: 'online' })).toEqual({ yonago: 0, kurayoshi: 0 });
});

test('a move onto another slot is refused, and a moved one is left where it is', async () => {
  useFakeClock(NOW);
  const one = await aListener();
  const [first, second] = await slotRowsOf(one.seriesId);
  const onto = { date: '2026-11-25', startsAt: '20:10', endsAt: '20:50' };
  expect(await moveOccurrence(one.supporter, first?.id ?? '', onto)).toBe('overlaps');
  const free = { date: '2026-11-26', startsAt: '9:00', endsAt: '9:40' };
  expect(await moveOccurrence(one.supporter, first?.id ?? '', free)).toBe('moved');
  await save(one, { noticeMinutes: 30 });
  await layOut();
  expect((await slotRowsOf(one.seriesId)).map(({ id }) => id)).toEqual([second?.id, first?.id]);
});

test('past the notice nobody signs up: the page says so, the verb refuses, the table holds it too', async () => {
  const clock = useFakeClock(NOW);
  const one = await aListener({ noticeMinutes: 120 });
  const [first] = await slotRowsOf(one.seriesId);
  const id = first?.id ?? '';
  clock.set(new Date('2026-11-25T07:59:00Z'));
  expect((await findOccurrence(id))?.signUp).toBe('open');
  const { receipt } = await signedUp(id);
  await db.deleteFrom('used_forms').execute();
  await db.deleteFrom('signups').where('id', '=', receipt).execute();
  await db.updateTable('occurrences').set({ taken: 0 }).where('id', '=', id).execute();
  clock.set(new Date('2026-11-25T08:00:00Z'));
  expect(await findOccurrence(id)).toMatchObject({
    signUp: 'closed',
    signUpClosesAt: new Date('2026-11-25T08:00:00Z'),
    consultation: { noticeMinutes: 120, horizonDays: 7 },
  });
  expect(await signUp(null, filledForm(id))).toBe('closed');
  expect((await freeTimesOf(one.seriesId)).map((row) => row.id)).not.toContain(id);
  const { pseudonym } = await somebody();
  const late = { occurrence_id: id, pseudonym, nickname: 'そら', state: 'confirmed', queue_no: 9 };
  const insert = (created_at: Date) =>
    db
      .insertInto('signups')
      .values({ ...late, created_at })
      .execute();
  await expect(insert(new Date('2026-11-25T08:01:00Z'))).rejects.toMatchObject({
    constraint: 'signups_within_notice',
  });
  await expect(insert(new Date('2026-11-17T14:59:00Z'))).rejects.toMatchObject({
    constraint: 'signups_within_notice',
  });
  await insert(new Date('2026-11-17T15:00:00Z'));
});

const somebody = () => db.selectFrom('pseudonyms').selectAll().executeTakeFirstOrThrow();

test('a slot moved beyond the horizon opens on the day that brings it within', async () => {
  const clock = useFakeClock(NOW);
  const one = await aListener();
  const [first] = await slotRowsOf(one.seriesId);
  const to = { date: '2026-12-20', startsAt: '19:00', endsAt: '19:40' };
  await moveOccurrence(one.supporter, first?.id ?? '', to);
  expect(await signUp(null, filledForm(first?.id ?? ''))).toBe('not_yet');
  clock.set(new Date('2026-12-12T15:00:00Z'));
  expect((await findOccurrence(first?.id ?? ''))?.signUp).toBe('open');
});

test('a publisher lays slots for a supporter, but says nothing of them in their place', async () => {
  useFakeClock(NOW);
  const one = await aListener({ appearance: { nickname: 'たける', face: 2, message: 'どうぞ' } });
  const publisher = await anAccount(one.organisationId, 'publisher');
  const supporterAccountId = one.supporter.accountId;
  const asPublisher = wednesdays(one.seriesId, {
    ...{ supporterAccountId, slotMinutes: 30 },
    appearance: { nickname: '本名', face: null, message: '' },
  });
  expect(await saveAvailability(publisher, asPublisher)).toHaveProperty('opened');
  expect(await readAvailability(one.supporter, one.seriesId)).toMatchObject({
    ...{ nickname: 'たける', face: 2, message: 'どうぞ', slotMinutes: 30 },
  });
  const [first] = await slotRowsOf(one.seriesId);
  expect(await findOccurrence(first?.id ?? '')).toMatchObject({
    ...{ hostName: 'たける', hostMessage: 'どうぞ', consultation: { face: 2 } },
  });
  const nobody = { nickname: '', face: null, message: '' };
  await save(one, { slotMinutes: 30, appearance: nobody });
  expect(await findOccurrence(first?.id ?? '')).toMatchObject({
    hostName: 'ピアサポーター',
    hostMessage: '',
  });
});

test("a colleague's hours are not one's own to lay, and a supporter elsewhere is none here", async () => {
  useFakeClock(NOW);
  const one = await aListener();
  const colleague = await anAccount(one.organisationId, 'peer_supporter');
  const publisher = await anAccount(one.organisationId, 'publisher');
  const stranger = await anAccount(await anOrganisation(), 'peer_supporter');
  const laidBy = (viewer: AccountViewer, supporterAccountId: string) =>
    saveAvailability(viewer, wednesdays(one.seriesId, { supporterAccountId }));
  expect(await laidBy(colleague, one.supporter.accountId)).toBe('not_found');
  expect(await laidBy(publisher, stranger.accountId)).toBe('not_found');
  expect(await readAvailability(colleague, one.seriesId, one.supporter.accountId)).toBe(
    'not_found',
  );
});

/** A supporter of two organisations, each with a consultation; one viewer holds both memberships. */
async function inTwoOrganisations() {
  const first = await anOrganisation();
  const second = await anOrganisation();
  const one = await anAccount(first, 'peer_supporter');
  await db
    .insertInto('memberships')
    .values({ organisation_id: second, account_id: one.accountId, role: 'peer_supporter' })
    .execute();
  const membership = { organisationId: second, role: 'peer_supporter' as const };
  const supporter: AccountViewer = { ...one, memberships: [...one.memberships, membership] };
  return { supporter, series: [await aConsultation(first), await aConsultation(second)] as const };
}

test('busy elsewhere is refused with the times, and not a word of where', async () => {
  useFakeClock(NOW);
  const { supporter, series } = await inTwoOrganisations();
  await saveAvailability(supporter, wednesdays(series[0]));
  const clash = await saveAvailability(
    supporter,
    wednesdays(series[1], { week: [{ weekday: 3, startsAt: '19:30', endsAt: '22:00' }] }),
  );
  expect(clash).toEqual({
    clashes: [
      { startsAt: new Date('2026-11-25T10:30:00Z'), endsAt: new Date('2026-11-25T11:10:00Z') },
      { startsAt: new Date('2026-11-25T11:30:00Z'), endsAt: new Date('2026-11-25T12:10:00Z') },
    ],
  });
  expect(await slotRowsOf(series[1])).toEqual([]);
  const later = { week: [{ weekday: 3, startsAt: '20:40', endsAt: '22:00' }] };
  expect(await saveAvailability(supporter, wednesdays(series[1], later))).toMatchObject({
    opened: 1,
  });
});

test('where the hours of two organisations meet later on, the job opens only the first', async () => {
  const clock = useFakeClock(NOW);
  const { supporter, series } = await inTwoOrganisations();
  await saveAvailability(supporter, wednesdays(series[0]));
  const off = [{ date: '2026-11-25', kind: 'off' as const }];
  await saveAvailability(supporter, wednesdays(series[1], { exceptions: off }));
  clock.advance(days(5));
  await layOut();
  await layOut();
  const all = [...(await slotRowsOf(series[0])), ...(await slotRowsOf(series[1]))];
  expect(all).toHaveLength(4);
});

test('of 200 writers at once over two organisations nobody makes slots overlap, and nobody breaks', async () => {
  useFakeClock(NOW);
  const { supporter, series } = await inTwoOrganisations();
  const writers = Array.from({ length: 200 }, (_, n) => {
    // Neighbours want the same day for different organisations.
    const [hour, day] = [8 + (n % 12), Math.floor(n / 2) % 7];
    const week = [
      { weekday: 1 + day, startsAt: `${hour}:00`, endsAt: `${hour + 3}:${10 + (n % 50)}` },
      { weekday: 1 + ((day + 3) % 7), startsAt: '22:00', endsAt: '25:00' },
    ];
    const over = { week, slotMinutes: 20 + (n % 30), pauseMinutes: n % 15 };
    return () => saveAvailability(supporter, wednesdays(series[n % 2 ? 1 : 0], over));
  });
  const answers = await Promise.all(writers.map((write) => write()));
  expect(answers.filter((answer) => typeof answer === 'string')).toEqual([]);
  expect(answers.some((answer) => typeof answer === 'object' && 'opened' in answer)).toBe(true);
  expect(answers.some((answer) => typeof answer === 'object' && 'clashes' in answer)).toBe(true);
  const all = [...live(await slotRowsOf(series[0])), ...live(await slotRowsOf(series[1]))];
  expect(all.length).toBeGreaterThan(0);
  all.sort((a, b) => +a.starts_at - +b.starts_at);
  for (const [at, slot] of all.entries())
    if (at > 0) expect(+slot.starts_at).toBeGreaterThanOrEqual(+(all[at - 1]?.ends_at ?? 0));
});

test.each<[string, Partial<AvailabilityInput>, string]>([
  ['week.0.endsAt', { week: [{ weekday: 3, startsAt: '21:00', endsAt: '19:00' }] }, 'times_order'],
  ['week.0.startsAt', { week: [{ weekday: 3, startsAt: '夕方', endsAt: '19:00' }] }, 'time'],
  ['exceptions.0.date', { exceptions: [{ kind: 'off', date: '2026-02-30' }] }, 'date'],
  ['slotMinutes', { slotMinutes: 5 }, 'slot_minutes'],
  ['pauseMinutes', { pauseMinutes: -1 }, 'pause'],
  ['noticeMinutes', { noticeMinutes: 2 * 1440, horizonDays: 1 }, 'notice'],
  ['horizonDays', { horizonDays: 400 }, 'horizon'],
  ['link', { methods: ['voice'], link: '' }, 'link'],
  ['link', { methods: ['voice'], link: 'javascript:alert(1)' }, 'link'],
  ['link', { methods: ['voice'], link: 'http://example.com/a' }, 'link'],
])('%s is refused kindly: %o', async (field, over, problem) => {
  useFakeClock(NOW);
  const organisationId = await anOrganisation();
  const supporter = await anAccount(organisationId, 'peer_supporter');
  const seriesId = await aConsultation(organisationId);
  expect(await saveAvailability(supporter, wednesdays(seriesId, over))).toEqual({
    problems: { [field]: `schedule_problem_${problem}` },
  });
});

test('hours are laid for consultations only', async () => {
  useFakeClock(NOW);
  const organisation_id = await anOrganisation();
  const supporter = await anAccount(organisation_id, 'peer_supporter', 'publisher');
  const group = await aSeries({ organisation_id });
  expect(await saveAvailability(supporter, wednesdays(group))).toBe('not_found');
});

test('spans that touch are one, and an hour later the slots that began are over', async () => {
  const clock = useFakeClock(NOW);
  const week = [
    { weekday: 3, startsAt: '19:00', endsAt: '19:30' },
    { weekday: 3, startsAt: '19:30', endsAt: '20:20' },
  ];
  const one = await aListener({ week, pauseMinutes: 0 });
  expect(starts(await slotRowsOf(one.seriesId))).toEqual([FIRST, '2026-11-25T10:40:00.000Z']);
  clock.set(new Date('2026-11-25T10:20:00Z'));
  expect(await save(one, { week: [], pauseMinutes: 0 })).toEqual({ opened: 0, gone: 1, kept: 0 });
  expect(starts(await slotRowsOf(one.seriesId))).toEqual([FIRST]);
});

test('whoever was let go while a save was under way lays no slots', async () => {
  useFakeClock(NOW);
  const one = await aListener();
  const admin = await anAccount(one.organisationId, 'admin');
  const member = { organisationId: one.organisationId, accountId: one.supporter.accountId };
  await setMemberRoles(admin, member, [], leaveConsultations);
  expect(await slotRowsOf(one.seriesId)).toEqual([]);
  // The viewer as the request found them a moment before.
  expect(await save(one, {})).toBe('not_found');
  expect(await slotRowsOf(one.seriesId)).toEqual([]);
});

test("a disabled account's free slots go and none come; booked ones wait for a colleague; enabled, all is as it was", async () => {
  const clock = useFakeClock(NOW);
  const one = await aListener();
  const before = await slotRowsOf(one.seriesId);
  await signedUp(before[0]?.id ?? '');
  await disable(one.supporter, new Date(NOW));
  clock.advance(days(1));
  await layOut();
  expect(await slotRowsOf(one.seriesId)).toMatchObject([{ id: before[0]?.id, taken: 1 }]);
  await disable(one.supporter, null);
  await layOut();
  expect(starts(live(await slotRowsOf(one.seriesId)))).toEqual([FIRST, SECOND]);
});

const disable = ({ accountId }: AccountViewer, at: Date | null) =>
  db.updateTable('accounts').set({ disabled_at: at }).where('id', '=', accountId).execute();

test('whoever waits for a slot moves up in time for the supporter, and not within the notice they ask for', async () => {
  const clock = useFakeClock(NOW);
  const one = await aListener({ noticeMinutes: 1440 });
  const [first, second] = await slotRowsOf(one.seriesId);
  const queueAt = async (slotId = '') => {
    const holds = await signedUp(slotId);
    const waits = await signedUp(slotId);
    return { holds, waits };
  };
  const stateOf = async ({ viewer, receipt }: Awaited<ReturnType<typeof signedUp>>) =>
    (await receiptOf(viewer, receipt))?.state;
  const [early, late] = [await queueAt(first?.id), await queueAt(second?.id)];
  expect(await receiptOf(late.waits.viewer, late.waits.receipt)).toMatchObject({
    promotionStopsAt: new Date(Date.parse(SECOND) - days(1)),
  });
  clock.set(new Date(Date.parse(FIRST) - days(1) - 1));
  await cancelSignup(early.holds.viewer, early.holds.receipt);
  expect(await stateOf(early.waits)).toBe('confirmed');
  clock.set(new Date(Date.parse(SECOND) - days(1)));
  await cancelSignup(late.holds.viewer, late.holds.receipt);
  await promoteWhereFree();
  expect(await stateOf(late.waits)).toBe('waiting');
});
