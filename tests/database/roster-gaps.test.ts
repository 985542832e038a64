/** Published hours that nobody covers are told before they come: once, to those who can do something about it. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { dutyJobs, gapsToldTo, planShift, takeOffShift } from '#duty/server';
import { days, hours } from '#platform/clock';
import { db, sql } from '#platform/db';
import { instantOf } from '#platform/tokyo';
import { useFakeClock } from '../support/clock.ts';
import { readMessage } from '../support/pushed.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aTown, aWindow, type Town } from '../support/towns.ts';

const service = await vi.hoisted(async () => {
  const { offerNotices } = await import('../support/notices-offered.ts');
  return offerNotices();
});

let organisation: OrganisationId;
let town: Town;
let desk: string;
let clock: ReturnType<typeof useFakeClock>;
let admin: AccountViewer;
let ono: AccountViewer;

/** Thursday; the desk is open on Saturdays from 10 to 15. */
beforeEach(async () => {
  clock = useFakeClock('2026-11-19T09:00:00+09:00');
  service.pushed.length = 0;
  await sql`delete from notices`.execute(db);
  organisation = await anOrganisation();
  town = await aTown();
  desk = await aWindow({
    level: 'town',
    organisation_id: organisation,
    pref_code: town.prefCode,
    name: '土曜の窓口',
    hours: JSON.stringify([{ weekdays: [6], opens: 600, closes: 900 }]),
  });
  admin = await anAccount(organisation, 'admin');
  ono = await anAccount(organisation, 'window_staff');
});

async function aCoordinator(): Promise<AccountViewer> {
  const viewer = await anAccount(await anOrganisation());
  await db
    .updateTable('accounts')
    .set({ coordinates_pref_code: town.prefCode })
    .where('id', '=', viewer.accountId)
    .execute();
  return { ...viewer, coordinatesPrefCode: town.prefCode };
}

const SATURDAY = '2026-11-21';

const onDuty = (startsAt: string, endsAt: string, date = SATURDAY) =>
  planShift(admin, desk, {
    ...{ accountId: ono.accountId, role: 'window_staff', capacity: 2 },
    ...{ date, startsAt, endsAt },
  });
/** The shift that begins then. */
async function goesOff(startsAt: string): Promise<void> {
  const { id } = await db
    .selectFrom('shifts')
    .select('id')
    .where('window_id', '=', desk)
    .where('starts_at', '=', instantOf(SATURDAY, startsAt))
    .executeTakeFirstOrThrow();
  await takeOffShift(ono, id);
}
const hourly = () => Promise.all(dutyJobs.map(({ run }) => run()));
const notices = async () => {
  const { rows } = await sql`select from notices`.execute(db);
  return rows.length;
};
const pushed = () => service.pushedSoon(clock);
const span = (from: string, until: string) => ({
  startsAt: instantOf(SATURDAY, from),
  endsAt: instantOf(SATURDAY, until),
});

test('a desk that never planned a shift has no gaps, whatever its hours', async () => {
  await hourly();
  expect(await gapsToldTo(admin)).toEqual([]);
});

test('what is left of its hours is told once to its admin and to the coordinator, and to nobody else', async () => {
  const coordinator = await aCoordinator();
  await onDuty('10:00', '12:00');
  await hourly();
  const told = { windowId: desk, name: '土曜の窓口', gaps: [span('12:00', '15:00')] };
  expect(await gapsToldTo(admin)).toEqual([{ ...told, opens: true }]);
  expect(await gapsToldTo(coordinator)).toEqual([{ ...told, opens: false }]);
  expect(await gapsToldTo(ono)).toEqual([]);
  const stranger = await anAccount(await anOrganisation(), 'admin');
  expect(await gapsToldTo(stranger)).toEqual([]);
  expect(await notices()).toBe(2);
  await hourly();
  clock.advance(hours(20));
  await hourly();
  expect(await notices()).toBe(2);
});

test('the devices of admin and coordinator are sent one neutral sentence for each gap, and no other', async () => {
  const coordinator = await aCoordinator();
  const devices = [await service.toldAt(admin), await service.toldAt(coordinator)];
  for (const other of [ono, await anAccount(await anOrganisation(), 'admin')])
    await service.toldAt(other);
  await onDuty('10:00', '12:00');
  await hourly();
  await hourly();
  const sent = await pushed();
  // The language is all that is sent: the sentence stands in the device.
  const read = devices.map((device) =>
    sent.flatMap(({ path, body }) => (path === device.path ? [readMessage(device, body)] : [])),
  );
  expect(read).toEqual([['ja'], ['ja']]);
  expect(sent).toHaveLength(2);
  await hourly();
  expect(await pushed()).toEqual([]);
});

test('a gap of the coming morning is told in the night', async () => {
  const device = await service.toldAt(admin);
  await onDuty('10:00', '15:00');
  await hourly();
  expect(await pushed()).toEqual([]);
  clock.set(new Date('2026-11-20T22:30:00+09:00'));
  await goesOff('10:00');
  await hourly();
  expect(await pushed()).toMatchObject([{ path: device.path }]);
});

test('partly filled it is not told again; filled it is told no more; open again it is told again', async () => {
  await onDuty('10:00', '12:00');
  await hourly();
  await onDuty('12:00', '13:00');
  await hourly();
  expect(await gapsToldTo(admin)).toMatchObject([{ gaps: [span('13:00', '15:00')] }]);
  expect(await notices()).toBe(1);
  await onDuty('13:00', '15:00');
  await hourly();
  expect(await gapsToldTo(admin)).toEqual([]);
  await goesOff('13:00');
  await hourly();
  expect(await notices()).toBe(2);
});

test('hours that join a gap are told, and those that were told are not told again', async () => {
  await onDuty('10:00', '12:00');
  await onDuty('12:00', '13:00');
  await hourly();
  expect(await notices()).toBe(1);
  await goesOff('12:00');
  await hourly();
  await hourly();
  expect(await gapsToldTo(admin)).toMatchObject([{ gaps: [span('12:00', '15:00')] }]);
  expect(await notices()).toBe(2);
});

test('of a gap that was filled in part, what opens again is told again', async () => {
  await onDuty('10:00', '12:00');
  await hourly();
  await onDuty('12:00', '13:00');
  await hourly();
  await goesOff('12:00');
  await hourly();
  await hourly();
  expect(await notices()).toBe(2);
});

test('only the next seven days are told; a week later the next Saturday is', async () => {
  await onDuty('10:00', '15:00');
  await hourly();
  expect(await gapsToldTo(admin)).toEqual([]);
  clock.advance(days(3));
  await hourly();
  expect(await gapsToldTo(admin)).toMatchObject([
    { gaps: [{ startsAt: new Date('2026-11-28T10:00:00+09:00') }] },
  ]);
});

test('reception keeps the desk open, a peer supporter alone does not', async () => {
  const peer = await anAccount(organisation, 'peer_supporter');
  const all = { date: SATURDAY, startsAt: '10:00', endsAt: '15:00', capacity: 2 };
  await planShift(peer, desk, { ...all, accountId: peer.accountId, role: 'peer_supporter' });
  await hourly();
  expect(await gapsToldTo(admin)).toHaveLength(1);
  await planShift(admin, desk, { ...all, accountId: admin.accountId, role: 'reception' });
  expect(await gapsToldTo(admin)).toEqual([]);
});
