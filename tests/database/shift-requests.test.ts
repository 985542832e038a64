/** Colleagues ask each other: nothing changes until somebody accepts, of two the first, and no request outlives its shift. */
import { beforeEach, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import {
  answerRequest,
  askForCover,
  askForGap,
  changeShift,
  coverChoices,
  dutyJobs,
  openRequests,
  planShift,
  requestsAt,
  takeOffShift,
} from '#duty/server';
import { auditOf } from '#organisations/server';
import { days, hours } from '#platform/clock';
import { db } from '#platform/db';
import { instantOf } from '#platform/tokyo';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aRoster } from '../support/roster.ts';

let organisation: OrganisationId;
let desk: string;
let clock: Awaited<ReturnType<typeof aRoster>>['clock'];
let admin: AccountViewer;
let saegusa: AccountViewer;
let ono: AccountViewer;
let hama: AccountViewer;

beforeEach(async () => {
  ({ clock, organisation, desk, admin, saegusa, ono } = await aRoster());
  hama = await anAccount(organisation, 'window_staff');
});

const SATURDAY = '2026-11-21';

async function onDuty(
  { accountId }: AccountViewer,
  [startsAt, endsAt]: [string, string],
  role = 'window_staff',
): Promise<string> {
  const capacity = 3;
  await planShift(admin, desk, { accountId, role, capacity, date: SATURDAY, startsAt, endsAt });
  const { id } = await db
    .selectFrom('shifts')
    .select('id')
    .where('account_id', '=', accountId)
    .where('starts_at', '=', instantOf(SATURDAY, startsAt))
    .executeTakeFirstOrThrow();
  return id;
}

const standing = async () =>
  (
    await db
      .selectFrom('shifts')
      .select(['account_id', 'starts_at'])
      .where('window_id', '=', desk)
      .where('taken_off_at', 'is', null)
      .orderBy('starts_at')
      .execute()
  ).map(({ account_id, starts_at }) => [account_id, starts_at.getUTCHours() + 9]);
const anybody = { of: null, inReturnId: null };
const seenBy = async (viewer: AccountViewer) => {
  const requests = await requestsAt(viewer, desk);
  return requests === 'not_found' ? [] : requests;
};
const requestFor = async (viewer: AccountViewer) => (await seenBy(viewer))[0]?.id ?? '';

test('asked of anybody, a shift stays as it was until the first accepts; both are told', async () => {
  await askForCover(saegusa, await onDuty(saegusa, ['12:00', '15:00']), anybody);
  expect(await standing()).toEqual([[saegusa.accountId, 12]]);
  expect(await seenBy(ono)).toMatchObject([{ kind: 'cover', may: ['accepted'] }]);
  expect(await seenBy(saegusa)).toMatchObject([{ state: 'open', may: ['withdrawn'] }]);
  expect(await answerRequest(ono, await requestFor(ono), 'accepted')).toBe('accepted');
  expect(await standing()).toEqual([[ono.accountId, 12]]);
  expect(await seenBy(saegusa)).toMatchObject([{ state: 'accepted', may: [] }]);
  expect(await seenBy(ono)).toMatchObject([{ state: 'accepted' }]);
  expect(await seenBy(hama)).toEqual([]);
  const log = await auditOf(admin, organisation);
  expect(Array.isArray(log) && log[0]).toMatchObject({ act: 'shift.taken_over' });
});

test('of two who accept at once one has it', async () => {
  await askForCover(saegusa, await onDuty(saegusa, ['12:00', '15:00']), anybody);
  const id = await requestFor(ono);
  const answers = await Promise.all([
    answerRequest(ono, id, 'accepted'),
    answerRequest(hama, id, 'accepted'),
  ]);
  expect(answers.sort()).toEqual(['accepted', 'lapsed']);
  expect(await standing()).toHaveLength(1);
});

test('who takes it has the talks at once that it had', async () => {
  await askForCover(saegusa, await onDuty(saegusa, ['12:00', '15:00']), anybody);
  await answerRequest(ono, await requestFor(ono), 'accepted');
  const { capacity } = await db
    .selectFrom('shifts')
    .select('capacity')
    .where('account_id', '=', ono.accountId)
    .executeTakeFirstOrThrow();
  expect(capacity).toBe(3);
});

test('asked of one colleague it is shown to no other, who cannot take it either', async () => {
  const shift = await onDuty(saegusa, ['12:00', '15:00']);
  await askForCover(saegusa, shift, { of: ono.accountId, inReturnId: null });
  expect(await seenBy(hama)).toEqual([]);
  expect(await answerRequest(hama, await requestFor(ono), 'accepted')).toBe('not_found');
  expect(await answerRequest(ono, await requestFor(ono), 'declined')).toBe('declined');
  expect(await seenBy(saegusa)).toMatchObject([{ state: 'declined' }]);
  expect(await standing()).toEqual([[saegusa.accountId, 12]]);
});

test('what still waits for an answer stands above what is answered', async () => {
  const [earlier, later] = [
    await onDuty(saegusa, ['10:00', '12:00']),
    await onDuty(saegusa, ['12:00', '15:00']),
  ];
  await askForCover(saegusa, earlier, { of: ono.accountId, inReturnId: null });
  await answerRequest(ono, await requestFor(ono), 'declined');
  await askForCover(saegusa, later, anybody);
  expect((await seenBy(saegusa)).map(({ state }) => state)).toEqual(['open', 'declined']);
});

test('a swap changes both shifts or none', async () => {
  const shift = await onDuty(saegusa, ['12:00', '15:00']);
  const other = await onDuty(ono, ['16:00', '18:00']);
  expect((await coverChoices(saegusa, shift))?.inReturn).toMatchObject([{ id: other }]);
  await askForCover(saegusa, shift, { of: null, inReturnId: other });
  expect(await answerRequest(hama, await requestFor(ono), 'accepted')).toBe('not_found');
  await answerRequest(ono, await requestFor(ono), 'accepted');
  expect(await standing()).toEqual([
    [ono.accountId, 12],
    [saegusa.accountId, 16],
  ]);
});

const ONWARD = { reach: 'onward', edition: 0 } as const;

/** Saegusa on Saturdays from then on: the shifts of it, and what plans it. */
async function everySaturday() {
  const repeats = { weekdays: [6], weeks: [], rests: [], until: '' };
  const times = { date: SATURDAY, startsAt: '12:00', endsAt: '15:00', repeats };
  const rule = { accountId: saegusa.accountId, role: 'window_staff', capacity: 3, ...times };
  await planShift(admin, desk, rule);
  const shifts = db.selectFrom('shifts').select('id').where('window_id', '=', desk);
  const [first, second] = await shifts.orderBy('starts_at').execute();
  return { rule, first: first?.id ?? '', second: second?.id ?? '' };
}
const hoursOfFirst = async (many: number) =>
  (await standing()).slice(0, many).map(([, hour]) => hour);

test('a date that was asked about stays as it was where its rule changes before it, and lapses where the rule is taken off', async () => {
  const { rule, first, second } = await everySaturday();
  await askForCover(saegusa, second, anybody);
  await changeShift(admin, first, { ...rule, startsAt: '13:00' }, ONWARD);
  expect(await hoursOfFirst(3)).toEqual([13, 12, 13]);
  expect(await seenBy(ono)).toMatchObject([{ state: 'open' }]);
  await takeOffShift(admin, second, 'onward');
  expect(await standing()).toHaveLength(1);
  expect(await seenBy(saegusa)).toMatchObject([{ state: 'lapsed' }]);
});

test('whoever changes a date and all that follow changes it also where colleagues were asked about it', async () => {
  const { rule, first } = await everySaturday();
  await askForCover(saegusa, first, anybody);
  await changeShift(admin, first, { ...rule, startsAt: '13:00' }, ONWARD);
  expect(await hoursOfFirst(2)).toEqual([13, 13]);
  expect(await seenBy(ono)).toEqual([]);
});

test('a swap lapses when the shift that was offered for it is gone', async () => {
  const shift = await onDuty(saegusa, ['12:00', '15:00']);
  const other = await onDuty(ono, ['16:00', '18:00']);
  await askForCover(saegusa, shift, { of: null, inReturnId: other });
  const id = await requestFor(ono);
  await takeOffShift(ono, other);
  expect(await seenBy(ono)).toMatchObject([{ kind: 'swap', state: 'lapsed', may: [] }]);
  expect(await answerRequest(ono, id, 'accepted')).toBe('lapsed');
  expect(await standing()).toEqual([[saegusa.accountId, 12]]);
});

test('whoever is on duty then cannot take it, and it stays open', async () => {
  await onDuty(ono, ['13:00', '14:00']);
  await askForCover(saegusa, await onDuty(saegusa, ['12:00', '15:00']), anybody);
  const id = await requestFor(ono);
  expect(await answerRequest(ono, id, 'accepted')).toBe('overlaps');
  expect(await answerRequest(hama, id, 'accepted')).toBe('accepted');
});

test('it lapses as its shift begins, is taken off, or asked about anew', async () => {
  const shift = await onDuty(saegusa, ['12:00', '15:00']);
  await askForCover(saegusa, shift, anybody);
  const first = await requestFor(ono);
  await askForCover(saegusa, shift, anybody);
  expect(await answerRequest(ono, first, 'accepted')).toBe('lapsed');
  const second = await requestFor(ono);
  const begins = instantOf(SATURDAY, '12:00');
  clock.set(begins);
  expect(await seenBy(ono)).toEqual([]);
  expect(await answerRequest(ono, second, 'accepted')).toBe('lapsed');
  expect(await askForCover(saegusa, shift, anybody)).toBe('over');
  clock.set(new Date(begins.getTime() - hours(1)));
  await takeOffShift(saegusa, shift);
  expect(await seenBy(ono)).toEqual([]);
  expect(await answerRequest(ono, second, 'accepted')).toBe('lapsed');
  expect(await standing()).toEqual([]);
});

test('who asked and who was asked by name see what becomes of it, until its time is over', async () => {
  const shift = await onDuty(saegusa, ['12:00', '15:00']);
  const ofOno = { of: ono.accountId, inReturnId: null };
  const states = async () =>
    Promise.all(
      [saegusa, ono, hama].map(async (one) => (await seenBy(one)).map(({ state }) => state)),
    );
  await askForCover(saegusa, shift, ofOno);
  expect(await states()).toEqual([['open'], ['open'], []]);
  await answerRequest(saegusa, await requestFor(ono), 'withdrawn');
  expect(await states()).toEqual([[], ['withdrawn'], []]);
  clock.advance(1);
  await askForCover(saegusa, shift, ofOno);
  await answerRequest(ono, await requestFor(ono), 'declined');
  expect(await states()).toEqual([['declined'], ['declined'], []]);
  clock.advance(1);
  await askForCover(saegusa, shift, ofOno);
  clock.set(instantOf(SATURDAY, '12:00'));
  expect(await states()).toEqual([['lapsed'], ['lapsed'], []]);
  expect((await seenBy(ono))[0]?.may).toEqual([]);
  clock.set(instantOf(SATURDAY, '15:00'));
  expect(await states()).toEqual([[], [], []]);
});

test('who asked may take it back, and nobody takes it then', async () => {
  await askForCover(saegusa, await onDuty(saegusa, ['12:00', '15:00']), anybody);
  const id = await requestFor(ono);
  expect(await answerRequest(ono, id, 'withdrawn')).toBe('not_found');
  expect(await answerRequest(saegusa, id, 'accepted')).toBe('not_found');
  expect(await answerRequest(saegusa, id, 'withdrawn')).toBe('withdrawn');
  expect(await answerRequest(ono, id, 'accepted')).toBe('lapsed');
});

test('hours that nobody covers are asked of every counsellor, and are a shift of the first', async () => {
  const span = { startsAt: instantOf(SATURDAY, '12:00'), endsAt: instantOf(SATURDAY, '15:00') };
  expect(await askForGap(saegusa, desk, span)).toBe('not_found');
  expect(await askForGap(admin, desk, span)).toBe('asked');
  expect(await askForGap(admin, desk, span)).toBe('asked');
  const peer = await anAccount(organisation, 'peer_supporter');
  expect(await seenBy(peer)).toEqual([]);
  expect(await answerRequest(peer, await requestFor(ono), 'accepted')).toBe('not_found');
  expect(await openRequests(ono)).toMatchObject([{ windowId: desk, count: 1 }]);
  expect(await openRequests(peer)).toEqual([]);
  expect(await answerRequest(ono, await requestFor(ono), 'accepted')).toBe('accepted');
  expect(await openRequests(hama)).toEqual([]);
  expect(await standing()).toEqual([[ono.accountId, 12]]);
});

test('hours that have begun, or are longer than a shift, are asked of nobody, and it says why', async () => {
  const at = (time: string) => instantOf('2026-11-19', time);
  const begun = { startsAt: at('8:30'), endsAt: at('16:30') };
  expect(await askForGap(admin, desk, begun)).toEqual({ problems: { date: 'past' } });
  const twoDays = { startsAt: at('12:00'), endsAt: at('60:00') };
  expect(await askForGap(admin, desk, twoDays)).toEqual({ problems: { endsAt: 'ends' } });
  expect(await seenBy(ono)).toEqual([]);
});

test("only one's own shift is asked about, and only of who may take it", async () => {
  const shift = await onDuty(saegusa, ['12:00', '15:00']);
  expect(await askForCover(ono, shift, anybody)).toBe('not_found');
  expect(await coverChoices(ono, shift)).toBe(null);
  const peer = await anAccount(organisation, 'peer_supporter');
  const stranger = await anAccount(await anOrganisation(), 'window_staff', 'admin');
  for (const { accountId } of [peer, stranger, saegusa])
    expect(await askForCover(saegusa, shift, { of: accountId, inReturnId: null })).toBe(
      'not_found',
    );
  await askForCover(saegusa, shift, anybody);
  expect(await answerRequest(stranger, await requestFor(ono), 'accepted')).toBe('not_found');
  expect(await requestsAt(stranger, desk)).toBe('not_found');
});

test('what was asked is forgotten thirty days after', async () => {
  await askForCover(saegusa, await onDuty(saegusa, ['12:00', '15:00']), anybody);
  const kept = async () =>
    (await db.selectFrom('shift_requests').select('id').where('window_id', '=', desk).execute())
      .length;
  clock.set(new Date(instantOf(SATURDAY, '15:00').getTime() + days(30)));
  for (const { run } of dutyJobs) await run();
  expect(await kept()).toBe(1);
  clock.advance(1);
  for (const { run } of dutyJobs) await run();
  expect(await kept()).toBe(0);
});
