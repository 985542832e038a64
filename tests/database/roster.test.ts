/** Who is on duty when: rules, single shifts, dates that were changed by themselves, and who may say so. */
import { beforeEach, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { disableAccount } from '#accounts/server';
import type { ShiftInput } from '#duty';
import {
  beginLease,
  changeShift,
  copyLastWeek,
  dutyJobs,
  enterDuty,
  followHours,
  leaveDuty,
  leaveShifts,
  planShift,
  putBackShift,
  rosterWeek,
  nextShifts,
  shiftForm,
  shiftsExpected,
  takeOffShift,
  whoIsThereAt,
} from '#duty/server';
import { auditOf } from '#organisations/server';
import { days, hours, seconds } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import { formatSpan } from '#ui';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aRoster } from '../support/roster.ts';

let organisation: OrganisationId;
let desk: string;
let clock: Awaited<ReturnType<typeof aRoster>>['clock'];
let admin: AccountViewer;
let saegusa: AccountViewer;
let ono: AccountViewer;

beforeEach(async () => {
  ({ clock, organisation, desk, admin, saegusa, ono } = await aRoster());
});

const shift = (of: AccountViewer, over: Partial<ShiftInput> = {}): ShiftInput => ({
  accountId: of.accountId,
  role: 'window_staff',
  date: '2026-11-21',
  startsAt: '10:00',
  endsAt: '15:00',
  capacity: 2,
  ...over,
});
const asLaid = { edition: 0 };
const onward = { reach: 'onward', edition: 0 } as const;
const mondays = { weekdays: [1], weeks: [], rests: [], until: '' };

const rowsOf = (of: AccountViewer) =>
  db
    .selectFrom('shifts')
    .selectAll()
    .where('account_id', '=', of.accountId)
    .where('taken_off_at', 'is', null)
    .orderBy('starts_at')
    .execute();
const shiftsOf = async (of: AccountViewer, first = 3) =>
  (await rowsOf(of))
    .slice(0, first)
    .map(({ starts_at, ends_at }) => formatSpan(starts_at, ends_at, 'ja'));
const firstOf = async (of: AccountViewer) => (await rowsOf(of))[0]?.id ?? '';
const night = () => Promise.all(dutyJobs.map(({ run }) => run()));

test('a rule lays its shifts thirteen weeks ahead, and the night adds only what has come near', async () => {
  await planShift(admin, desk, shift(saegusa, { repeats: mondays }));
  expect(await shiftsOf(saegusa, 2)).toEqual([
    '11月23日（月） 10:00–15:00',
    '11月30日（月） 10:00–15:00',
  ]);
  expect(await rowsOf(saegusa)).toHaveLength(13);
  await night();
  await night();
  expect(await rowsOf(saegusa)).toHaveLength(13);
  clock.advance(days(7));
  await night();
  expect(await rowsOf(saegusa)).toHaveLength(14);
});

test('a date taken off stays off, however often the night lays the rule', async () => {
  await planShift(admin, desk, shift(saegusa, { repeats: mondays }));
  expect(await takeOffShift(saegusa, await firstOf(saegusa))).toBe('taken_off');
  await night();
  expect(await shiftsOf(saegusa, 1)).toEqual(['11月30日（月） 10:00–15:00']);
});

test('a rule changed from a date on keeps what was said of single dates', async () => {
  await planShift(admin, desk, shift(saegusa, { repeats: mondays }));
  const [first, second, third] = await rowsOf(saegusa);
  await takeOffShift(saegusa, third?.id ?? '');
  const later = shift(saegusa, { startsAt: '13:00', endsAt: '17:15', repeats: mondays });
  expect(await changeShift(saegusa, second?.id ?? '', later, onward)).toBe('changed');
  expect(first?.starts_at).toEqual(new Date('2026-11-23T10:00:00+09:00'));
  expect(await shiftsOf(saegusa)).toEqual([
    '11月23日（月） 10:00–15:00',
    '11月30日（月） 13:00–17:15',
    '12月14日（月） 13:00–17:15',
  ]);
  await night();
  expect(await rowsOf(saegusa)).toHaveLength(12);
});

const idsOf = async (of: AccountViewer) => (await rowsOf(of)).map(({ id }) => id);
const close = async (on_date: string) => {
  await db
    .insertInto('window_exceptions')
    .values({ on_date, hours: '[]', window_id: desk })
    .execute();
  await followHours(desk);
};

test('changed from a date on, each shift whose date goes on is the same one, as often as it is changed, and rests where the desk is closed', async () => {
  const daily = { ...mondays, weekdays: [1, 2, 3, 4, 5, 6, 7] };
  const rule = { date: '2026-11-23', startsAt: '8:00', endsAt: '32:00', repeats: daily };
  await planShift(admin, desk, shift(saegusa, rule));
  const before = await idsOf(saegusa);
  // Each overlaps the day before it as that was.
  const earlier = shift(saegusa, { ...rule, startsAt: '7:00', endsAt: '31:00' });
  expect(await changeShift(admin, before[1] ?? '', earlier, onward)).toBe('changed');
  expect(await idsOf(saegusa)).toEqual([before[0], ...before.slice(2)]);
  const later = shift(saegusa, { ...rule, startsAt: '12:00', endsAt: '20:00' });
  const [, second] = await rowsOf(saegusa);
  const edition = second?.sequence ?? NaN;
  await changeShift(admin, second?.id ?? '', later, { ...onward, edition });
  expect(await shiftsOf(saegusa)).toEqual([
    '11月23日（月） 8:00–翌8:00',
    '11月25日（水） 12:00–20:00',
    '11月26日（木） 12:00–20:00',
  ]);
  await close('2026-11-26');
  expect(await idsOf(saegusa)).toEqual([before[0], before[2], ...before.slice(4)]);
});

test('whoever has a later date before them while its rule changes sees first what it was changed to', async () => {
  await planShift(admin, desk, shift(saegusa, { repeats: mondays }));
  const [first, , third] = await idsOf(saegusa);
  const tuesdaysToo = shift(saegusa, { repeats: { ...mondays, weekdays: [1, 2] } });
  expect(await changeShift(admin, first ?? '', tuesdaysToo, onward)).toBe('changed');
  const typed = shift(saegusa, { date: '2026-12-07', endsAt: '16:00' });
  expect(await changeShift(saegusa, third ?? '', typed, asLaid)).toBe('changed_meanwhile');
});

test.each([
  ['the earlier', 0],
  ['the later', 1],
])(
  'of two who change a rule at once from different dates, %s at hand first, one does, and the other sees that first',
  async (_, first) => {
    await planShift(admin, desk, shift(saegusa, { repeats: mondays }));
    const [, ...dates] = await idsOf(saegusa);
    const [one = '', other = ''] = first === 0 ? dates : dates.slice(0, 2).toReversed();
    const morning = shift(saegusa, { startsAt: '8:00', endsAt: '9:00', repeats: mondays });
    const evening = shift(saegusa, { startsAt: '18:00', endsAt: '19:00', repeats: mondays });
    const done = await Promise.all([
      changeShift(admin, one, morning, onward),
      changeShift(saegusa, other, evening, onward),
    ]);
    expect(done.sort()).toEqual(['changed', 'changed_meanwhile']);
    expect(await rowsOf(saegusa)).toHaveLength(13);
  },
);

test('a rule changed into hours in which somebody has another shift leaves that date out', async () => {
  await planShift(admin, desk, shift(saegusa, { repeats: mondays }));
  const other = { date: '2026-11-30', startsAt: '16:00', endsAt: '18:00' };
  await planShift(admin, desk, shift(saegusa, other));
  const longer = shift(saegusa, { endsAt: '17:00', repeats: mondays });
  expect(await changeShift(admin, await firstOf(saegusa), longer, onward)).toBe('changed');
  expect(await shiftsOf(saegusa)).toEqual([
    '11月23日（月） 10:00–17:00',
    '11月30日（月） 16:00–18:00',
    '12月7日（月） 10:00–17:00',
  ]);
});

test('of a rule that is changed, or taken off, from a moved date on, a later date that is under way stays as it was', async () => {
  const daily = { ...mondays, weekdays: [1, 2, 3, 4, 5, 6, 7] };
  await planShift(admin, desk, shift(saegusa, { date: '2026-11-20', repeats: daily }));
  const friday = await firstOf(saegusa);
  const moved = shift(saegusa, { date: '2026-12-20', startsAt: '18:00', endsAt: '20:00' });
  await changeShift(admin, friday, moved, asLaid);
  clock.set(new Date('2026-11-23T11:00:00+09:00'));
  const evenings = shift(saegusa, { startsAt: '18:00', endsAt: '20:00', repeats: daily });
  expect(await changeShift(admin, friday, evenings, { ...onward, edition: 1 })).toBe('changed');
  const monday = '11月23日（月） 10:00–15:00';
  expect((await shiftsOf(saegusa, 4)).slice(2)).toEqual([monday, '11月24日（火） 18:00–20:00']);
  expect(await takeOffShift(admin, friday, 'onward')).toBe('taken_off');
  expect((await shiftsOf(saegusa, 4)).slice(2)).toEqual([monday]);
});

test('one date moved is not laid again where the rule had it', async () => {
  await planShift(admin, desk, shift(saegusa, { repeats: mondays }));
  const moved = shift(saegusa, { date: '2026-11-24', startsAt: '22:00', endsAt: '26:00' });
  expect(await changeShift(saegusa, await firstOf(saegusa), moved, asLaid)).toBe('changed');
  await night();
  expect(await shiftsOf(saegusa, 2)).toEqual([
    '11月24日（火） 22:00–翌2:00',
    '11月30日（月） 10:00–15:00',
  ]);
});

test('whoever is off, or has left for good, is expected nowhere', async () => {
  await planShift(admin, desk, shift(saegusa));
  await planShift(admin, desk, shift(ono, { date: '2026-11-22' }));
  const ahead = { at: clock.now, until: new Date('2026-11-28T09:00:00+09:00') };
  const [saturday, sunday] = ['21', '22'].map((day) => new Date(`2026-11-${day}T10:00:00+09:00`));
  const expected = async () =>
    (await shiftsExpected([desk], ahead)).map(({ startsAt }) => startsAt);
  const next = async () => (await nextShifts([desk], clock.now)).get(desk);
  expect([await expected(), await next()]).toEqual([[saturday, sunday], saturday]);
  await takeOffShift(saegusa, await firstOf(saegusa));
  expect([await expected(), await next()]).toEqual([[sunday], sunday]);
  await inTransaction((trx) => disableAccount(trx, ono.accountId, clock.now));
  expect([await expected(), await next()]).toEqual([[], undefined]);
});

test('who is on duty now is told beside every week, with their desk open', async () => {
  const today = { date: '2026-11-19', startsAt: '8:30', endsAt: '17:15' };
  await planShift(admin, desk, shift(saegusa, today));
  await planShift(admin, desk, shift(ono, today));
  await beginLease(saegusa);
  for (const date of ['2026-11-19', '2026-12-07']) {
    const page = await rosterWeek(ono, desk, date);
    expect(page !== 'not_found' && page.there.map(({ id }) => id)).toEqual([
      await firstOf(saegusa),
    ]);
  }
});

test('taken off from a date on, a rule lays nothing more, and what was stands', async () => {
  await planShift(admin, desk, shift(saegusa, { repeats: mondays }));
  const [, second, third] = await rowsOf(saegusa);
  await takeOffShift(admin, third?.id ?? '');
  const its = second?.id ?? '';
  const page = await shiftForm(admin, desk, { shiftId: its });
  // It is said before how many go: all thirteen but the first, and the one that is off.
  expect(page !== 'not_found' && page.rule?.ahead).toBe(11);
  expect(await takeOffShift(admin, its, 'onward')).toBe('taken_off');
  await night();
  expect(await shiftsOf(saegusa)).toEqual(['11月23日（月） 10:00–15:00']);
});

test('whatever becomes of a rule, what is over stays as it was: also where a moved date is taken off with all that follow', async () => {
  const daily = { ...mondays, weekdays: [1, 2, 3, 4, 5, 6, 7] };
  await planShift(admin, desk, shift(saegusa, { date: '2026-11-20', repeats: daily }));
  const [friday] = await rowsOf(saegusa);
  const moved = shift(saegusa, { date: '2026-11-24', startsAt: '18:00', endsAt: '20:00' });
  await changeShift(admin, friday?.id ?? '', moved, asLaid);
  clock.set(new Date('2026-11-23T09:00:00+09:00'));
  await takeOffShift(admin, friday?.id ?? '', 'onward');
  await night();
  expect(await shiftsOf(saegusa)).toEqual([
    '11月21日（土） 10:00–15:00',
    '11月22日（日） 10:00–15:00',
  ]);
});

test("a single shift stands instead of the rule's; two single ones of one person never overlap", async () => {
  await planShift(admin, desk, shift(saegusa, { repeats: mondays }));
  const evening = shift(saegusa, { date: '2026-11-23', startsAt: '14:00', endsAt: '20:00' });
  expect(await planShift(saegusa, desk, evening)).toBe('planned');
  expect(await shiftsOf(saegusa, 1)).toEqual(['11月23日（月） 14:00–20:00']);
  expect(await planShift(saegusa, desk, evening)).toBe('overlaps');
  expect(await planShift(ono, desk, { ...evening, accountId: ono.accountId })).toBe('planned');
});

test('given to somebody else it is off for the one and stands for the other, and both tries are in the log', async () => {
  await planShift(admin, desk, shift(saegusa));
  expect(await changeShift(admin, await firstOf(saegusa), shift(ono), asLaid)).toBe('changed');
  expect(await rowsOf(saegusa)).toEqual([]);
  expect(await shiftsOf(ono)).toEqual(['11月21日（土） 10:00–15:00']);
  const log = await auditOf(admin, organisation);
  expect(Array.isArray(log) && log.map(({ act }) => act)).toEqual([
    'shift.changed',
    'shift.changed',
    'shift.planned',
  ]);
});

test('of rules, single shifts over them and dates changed by themselves the latest word counts, also while the clock runs back', async () => {
  const [THURSDAY, FRIDAY] = ['2026-11-26', '2026-11-27'];
  const daily = { ...mondays, weekdays: [1, 2, 3, 4, 5, 6, 7], until: '2026-11-29' };
  const nights = { date: THURSDAY, startsAt: '20:00', endsAt: '26:00', repeats: daily };
  await planShift(admin, desk, shift(saegusa, nights));
  await planShift(admin, desk, shift(ono, { ...nights, startsAt: '9:00', endsAt: '17:00' }));
  // Over two of her nights at once, and then again over the second.
  const long = { date: THURSDAY, startsAt: '23:00', endsAt: '45:00' };
  await planShift(saegusa, desk, shift(saegusa, long));
  const late = { date: FRIDAY, startsAt: '21:00', endsAt: '24:00' };
  await planShift(saegusa, desk, shift(saegusa, late));
  // His Friday moves to the evening, and his Saturday is off.
  const [, friday, saturday] = await rowsOf(ono);
  const evening = { date: FRIDAY, startsAt: '18:00', endsAt: '20:00' };
  await changeShift(admin, friday?.id ?? '', shift(ono, evening), asLaid);
  await takeOffShift(admin, saturday?.id ?? '');
  await night();

  const names = { [saegusa.accountId]: 'saegusa', [ono.accountId]: 'ono' };
  const onDuty = async (moment: string) => {
    clock.set(new Date(`2026-11-${moment}+09:00`));
    await Promise.all([saegusa, ono].map(beginLease));
    const there = await whoIsThereAt([desk], clock.now);
    return there.map(({ accountId }) => names[accountId]).sort();
  };
  const told: [string, string[]][] = [
    ['26T08:59:59', []],
    ['26T09:00:00', ['ono']],
    ['26T22:59:59', []],
    ['26T23:00:00', ['saegusa']],
    ['27T10:00:00', ['saegusa']],
    ['27T18:00:00', ['ono', 'saegusa']],
    ['27T20:00:00', ['saegusa']],
    ['26T12:00:00', ['ono']],
    ['27T21:00:00', ['saegusa']],
    ['28T00:00:00', []],
    ['28T12:00:00', []],
    ['28T20:00:00', ['saegusa']],
    ['29T01:59:59', ['saegusa']],
    ['29T09:00:00', ['ono']],
    ['30T01:59:59', ['saegusa']],
    ['30T09:00:00', []],
  ];
  for (const [moment, people] of told)
    expect([moment, await onDuty(moment)]).toEqual([moment, people]);
});

test('of two who change a shift at once the later sees it first, and one who comes after it was taken off is told', async () => {
  await planShift(admin, desk, shift(saegusa));
  const its = await firstOf(saegusa);
  const [earlier, later] = [
    shift(saegusa, { endsAt: '16:00' }),
    shift(saegusa, { endsAt: '17:00' }),
  ];
  expect(await changeShift(admin, its, earlier, asLaid)).toBe('changed');
  expect(await changeShift(saegusa, its, later, asLaid)).toBe('changed_meanwhile');
  expect(await shiftsOf(saegusa)).toEqual(['11月21日（土） 10:00–16:00']);
  const page = await shiftForm(saegusa, desk, { shiftId: its });
  const edition = page === 'not_found' ? NaN : (page.shift?.edition ?? NaN);
  expect(await changeShift(saegusa, its, later, { edition })).toBe('changed');
  await takeOffShift(admin, its);
  expect(await changeShift(saegusa, its, later, { edition: edition + 1 })).toBe('off');
  expect(await takeOffShift(saegusa, its)).toBe('off');
});

test('taken off by mistake it is put back as it was, unless somebody has a shift then, or it is over', async () => {
  await planShift(admin, desk, shift(saegusa, { repeats: mondays }));
  const its = await firstOf(saegusa);
  await takeOffShift(admin, its);
  expect(await putBackShift(admin, its)).toBe('put_back');
  expect(await putBackShift(admin, its)).toBe('put_back');
  expect(await shiftsOf(saegusa, 1)).toEqual(['11月23日（月） 10:00–15:00']);
  await takeOffShift(admin, its);
  await planShift(
    saegusa,
    desk,
    shift(saegusa, { date: '2026-11-23', startsAt: '14:00', endsAt: '18:00' }),
  );
  expect(await putBackShift(saegusa, its)).toBe('overlaps');
  await takeOffShift(saegusa, await firstOf(saegusa));
  clock.set(new Date('2026-11-23T15:00:00+09:00'));
  expect(await putBackShift(saegusa, its)).toBe('over');
});

test('dates of a rule on which somebody has a shift already are counted, and stay as they were', async () => {
  await planShift(
    admin,
    desk,
    shift(saegusa, { date: '2026-11-23', startsAt: '14:00', endsAt: '18:00' }),
  );
  expect(await planShift(admin, desk, shift(saegusa, { repeats: mondays }))).toEqual({
    without: 1,
  });
  expect(await shiftsOf(saegusa, 2)).toEqual([
    '11月23日（月） 14:00–18:00',
    '11月30日（月） 10:00–15:00',
  ]);
});

test('on a date on which the desk is closed nobody is on duty by rule, and once it opens they are, but for what was said by hand', async () => {
  await planShift(admin, desk, shift(saegusa, { repeats: mondays }));
  await planShift(admin, desk, shift(ono, { repeats: mondays }));
  const [, second] = await rowsOf(ono);
  await takeOffShift(ono, second?.id ?? '');
  await close('2026-11-23');
  await close('2026-11-30');
  await night();
  const mondaysOf = async () => [await shiftsOf(saegusa, 1), await shiftsOf(ono, 1)];
  const seventh = ['12月7日（月） 10:00–15:00'];
  expect(await mondaysOf()).toEqual([seventh, seventh]);
  const page = await rosterWeek(admin, desk, '2026-11-23');
  expect(page !== 'not_found' && page.resting.get('2026-11-23')).toHaveLength(2);
  // Somebody comes all the same.
  expect(await planShift(ono, desk, shift(ono, { date: '2026-11-23' }))).toBe('planned');
  await db.deleteFrom('window_exceptions').where('window_id', '=', desk).execute();
  await followHours(desk);
  expect(await shiftsOf(saegusa, 2)).toEqual([
    '11月23日（月） 10:00–15:00',
    '11月30日（月） 10:00–15:00',
  ]);
  expect(await shiftsOf(ono, 2)).toEqual(['11月23日（月） 10:00–15:00', ...seventh]);
});

test('last week is copied by its single shifts, once, and only for those who still work there', async () => {
  await planShift(admin, desk, shift(saegusa));
  await planShift(admin, desk, shift(ono));
  await planShift(admin, desk, shift(ono, { date: '2026-11-20', repeats: mondays }));
  await db.deleteFrom('memberships').where('account_id', '=', saegusa.accountId).execute();
  expect(await copyLastWeek(admin, desk, '2026-11-23')).toBe(1);
  expect(await copyLastWeek(admin, desk, '2026-11-23')).toBe(0);
  const copied = { act: 'shift.planned', subject: `account:${ono.accountId}` };
  const log = await auditOf(admin, organisation);
  expect(Array.isArray(log) && log.slice(0, 3)).toMatchObject([copied, copied, copied]);
  expect(await shiftsOf(ono)).toEqual([
    '11月21日（土） 10:00–15:00',
    '11月23日（月） 10:00–15:00',
    '11月28日（土） 10:00–15:00',
  ]);
});

test("each keeps their own; a colleague's is none, and another organisation's desk is none, and the tries are in the log", async () => {
  expect(await planShift(saegusa, desk, shift(saegusa))).toBe('planned');
  const its = await firstOf(saegusa);
  expect(await planShift(ono, desk, shift(saegusa))).toBe('not_found');
  expect(await changeShift(ono, its, shift(ono), asLaid)).toBe('not_found');
  expect(await takeOffShift(ono, its)).toBe('not_found');
  expect(await putBackShift(ono, its)).toBe('not_found');
  const stranger = await anAccount(await anOrganisation(), 'admin', 'supervisor', 'window_staff');
  expect(await planShift(stranger, desk, shift(stranger))).toBe('not_found');
  expect(await changeShift(stranger, its, shift(stranger), asLaid)).toBe('not_found');
  expect(await takeOffShift(stranger, its)).toBe('not_found');
  expect(await putBackShift(stranger, its)).toBe('not_found');
  expect(await copyLastWeek(stranger, desk, '2026-11-23')).toBe('not_found');
  const log = await auditOf(admin, organisation);
  expect(Array.isArray(log) && log.filter(({ act }) => act === 'shift.refused')).toHaveLength(2);
  expect(await rowsOf(saegusa)).toHaveLength(1);
});

test('nobody is planned in a role they do not hold; anybody who works there may sit at reception', async () => {
  const peer = await anAccount(organisation, 'peer_supporter');
  expect(await planShift(admin, desk, shift(peer))).toEqual({ problems: { accountId: 'person' } });
  expect(await planShift(admin, desk, shift(admin, { role: 'reception' }))).toBe('planned');
  const gone = await anAccount(organisation);
  expect(await planShift(admin, desk, shift(gone, { role: 'reception' }))).toEqual({
    problems: { accountId: 'person' },
  });
});

test.each<[string, Partial<ShiftInput>, object]>([
  ['an end before its start', { startsAt: '15:00', endsAt: '10:00' }, { endsAt: 'ends' }],
  ['more than a day', { startsAt: '8:00', endsAt: '33:00' }, { endsAt: 'ends' }],
  ['a day the calendar has not', { date: '2026-02-30' }, { date: 'date' }],
  ['what is over', { date: '2026-11-18' }, { date: 'past' }],
  ['a year mistyped', { date: '2062-11-21' }, { date: 'far' }],
  ['the end of all years', { date: '9999-12-31' }, { date: 'far' }],
  ['a rule of the year 0', { date: '0000-01-01', repeats: mondays }, { date: 'far' }],
  ['a rule on no day', { repeats: { ...mondays, weekdays: [] } }, { weekdays: 'weekdays' }],
  [
    'a rule that ends before it begins',
    { repeats: { ...mondays, until: '2026-11-20' } },
    { until: 'until' },
  ],
])('%s is refused at its field', async (_, over, problems) => {
  expect(await planShift(admin, desk, shift(saegusa, over))).toEqual({ problems });
});

test('who loses the role loses what was planned in it, and its rules go on no more', async () => {
  await planShift(admin, desk, shift(saegusa, { repeats: mondays }));
  await planShift(admin, desk, shift(saegusa, { role: 'reception' }));
  await inTransaction((trx, afterCommit) =>
    leaveShifts(
      trx,
      { organisationId: organisation, accountId: saegusa.accountId, lost: ['window_staff'] },
      afterCommit,
    ),
  );
  clock.advance(days(7));
  await night();
  expect((await rowsOf(saegusa)).map(({ role }) => role)).toEqual(['reception']);
});

test('whoever leaves duty is off, also where the clock was set back since they came', async () => {
  const until = new Date(clock.now.getTime() + hours(8));
  await enterDuty(saegusa, { windowIds: [desk], until });
  clock.advance(-seconds(2));
  await leaveDuty(saegusa);
  clock.advance(seconds(4));
  await beginLease(saegusa);
  expect(await whoIsThereAt([desk], clock.now)).toEqual([]);
});

test('going on duty over what was planned leaves one shift, and the night lays nothing beside it', async () => {
  const thursdays = { ...mondays, weekdays: [4] };
  await planShift(admin, desk, shift(saegusa, { date: '2026-11-19', repeats: thursdays }));
  await enterDuty(saegusa, { windowIds: [desk], until: new Date(clock.now.getTime() + hours(8)) });
  await night();
  expect(await shiftsOf(saegusa, 2)).toEqual([
    '11月19日（木） 9:00–17:00',
    '11月26日（木） 10:00–15:00',
  ]);
});
