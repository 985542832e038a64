import { expect, test } from 'vitest';
import { lockAccount } from '#accounts/server';
import { setMemberRoles } from '#organisations/server';
import { hours, later, minutes, now, seconds } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import { joinOtherProcesses } from '#platform/everywhere';
import { latestMessages } from '#rooms/server';
import {
  answerContact,
  callAgain,
  deskOf,
  leaveContact,
  passContact,
  pressTalk,
  talkOf,
} from '#urgent/server';
import { awaitDesks, dutyWindowsOf, enterDuty, leaveShifts } from '#duty/server';
import { useNightClock } from '../support/clock.ts';
import { somebodyWaits } from '../support/locks.ts';
import {
  aCaller,
  aLetterAt,
  aPress,
  aSecondPasses,
  contactRow,
  faults,
  ringingFor,
} from '../support/contacts.ts';
import { onDutyAt, worksAt } from '../support/staff.ts';
import { aTown, ends, organisationAt } from '../support/towns.ts';

test('somebody whose lease has just lapsed cannot answer, and it rings elsewhere', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const other = await onDutyAt(town.nearby);
  const { contactId } = await aCaller(town);
  clock.advance(seconds(15));
  await other.acknowledges();
  expect((await answerContact(staff.viewer, contactId)).is).not.toBe('answered');
  await aSecondPasses();
  expect(await ringingFor(contactId)).toEqual([other.viewer.accountId]);
});

test('a portal that was away for half a minute waits for the desk of a talk before it hands over', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const { contactId } = await aCaller(town);
  await answerContact(staff.viewer, contactId);
  clock.advance(seconds(30));
  await awaitDesks();
  await aSecondPasses();
  expect((await contactRow(contactId)).owner_account_id).toBe(staff.viewer.accountId);
  clock.advance(seconds(15));
  await aSecondPasses();
  expect((await contactRow(contactId)).owner_account_id).toBeNull();
});

test('a process that begins beside another gives no time to a desk that died there', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const { contactId } = await aCaller(town);
  await answerContact(staff.viewer, contactId);
  const leave = await joinOtherProcesses(() => undefined);
  clock.advance(seconds(14));
  await awaitDesks();
  await leave();
  clock.advance(seconds(1));
  await aSecondPasses();
  expect((await contactRow(contactId)).owner_account_id).toBeNull();
});

test('nobody is awaited who left their desk long before the portal began', async () => {
  const clock = useNightClock();
  const town = await aTown();
  await onDutyAt(town.own);
  clock.advance(minutes(10));
  await awaitDesks();
  const { contactId } = await aCaller(town);
  expect(await ringingFor(contactId)).toEqual([]);
});

test('an answer while the desk closes leaves the person with somebody or first in line, never with nobody', async () => {
  useNightClock();
  for (let round = 0; round < 8; round += 1) {
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { contactId } = await aCaller(town);
    await Promise.all([answerContact(staff.viewer, contactId), staff.goes().then(aSecondPasses)]);
    await aSecondPasses();
    expect(await contactRow(contactId)).toMatchObject({ state: 'waiting', owner_account_id: null });
    expect(await faults()).toEqual([]);
  }
});

test('whoever leaves while the answer is given leaves nothing behind', async () => {
  useNightClock();
  for (let round = 0; round < 8; round += 1) {
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { viewer, contactId } = await aCaller(town);
    const [answered, left] = await Promise.all([
      answerContact(staff.viewer, contactId),
      leaveContact(viewer, contactId),
    ]);
    expect(left).toBe('left');
    expect(await contactRow(contactId)).toMatchObject({ state: 'left', first_words: '' });
    if (answered.is === 'answered')
      expect(await latestMessages(staff.viewer, answered.roomId)).toBe('not_found');
    expect(await faults()).toEqual([]);
  }
});

test('an answer and a pass by the same hand are one of the two', async () => {
  useNightClock();
  for (let round = 0; round < 8; round += 1) {
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { contactId } = await aCaller(town);
    const [answered, passed] = await Promise.all([
      answerContact(staff.viewer, contactId),
      passContact(staff.viewer, contactId),
    ]);
    expect([answered.is === 'answered', passed === 'passed'].filter(Boolean)).toHaveLength(1);
    expect(await faults()).toEqual([]);
  }
});

test('when the last one passes the person is told at once, and a new call rings again', async () => {
  useNightClock();
  const town = await aTown();
  const staff = await Promise.all([town.own, town.nearby, town.centre].map((id) => onDutyAt(id)));
  const { viewer, contactId } = await aCaller(town);
  for (const one of staff) expect(await passContact(one.viewer, contactId)).toBe('passed');
  expect(await talkOf(viewer)).toMatchObject({ state: 'waiting', atEnd: true });
  await aSecondPasses();
  expect(await ringingFor(contactId)).toEqual([]);
  expect(await callAgain(viewer, contactId)).toBe('calling');
  expect(await ringingFor(contactId)).toEqual([staff[0]?.viewer.accountId]);
});

test('two presses at once from two pages of one person end in one contact that is shown', async () => {
  useNightClock();
  const town = await aTown();
  const { viewer, contactId } = await aCaller(town);
  const again = await Promise.all([1, 2, 3].map(() => pressTalk(viewer, aPress(town))));
  expect(again.map((one) => one.contactId)).toEqual([contactId, contactId, contactId]);
});

test('a shift that begins while somebody waits rings in the second it begins', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  await db
    .updateTable('shifts')
    .set({ starts_at: new Date(clock.now.getTime() + seconds(7)) })
    .where('account_id', '=', staff.viewer.accountId)
    .execute();
  const { contactId } = await aCaller(town);
  expect(await ringingFor(contactId)).toEqual([]);
  clock.advance(seconds(7));
  await aSecondPasses();
  expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
});

test('a window that ends is rung no more, also where the way of a call led through it before', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const { contactId } = await aCaller(town);
  await ends(town.own);
  clock.advance(seconds(1));
  await aSecondPasses();
  expect(await ringingFor(contactId)).toEqual([]);
  expect(await answerContact(staff.viewer, contactId)).toMatchObject({ is: 'not_found' });
});

test('whoever loses the role in the moment they go on duty is not on duty', async () => {
  const town = await aTown();
  const organisationId = await organisationAt(town.own);
  const admin = await worksAt(town.own, 'admin');
  const viewer = await worksAt(town.own, 'window_staff');
  const { accountId } = viewer;
  const [entering, losing] = await inTransaction(async (trx) => {
    await lockAccount(trx, accountId);
    const enters = enterDuty(viewer, { windowIds: [town.own], until: later(now(), hours(1)) });
    await somebodyWaits();
    const loses = setMemberRoles(admin, { organisationId, accountId }, [], leaveShifts);
    await Promise.race([loses, somebodyWaits(2)]);
    return [[enters] as const, [loses] as const];
  });
  await Promise.all([...entering, ...losing]);
  const after = db.selectFrom('shifts').select('id').where('ends_at', '>', later(now(), 1_000));
  expect(await after.where('account_id', '=', accountId).execute()).toEqual([]);
});

test('until the day on which a window ends its staff go on duty there, and write back', async () => {
  useNightClock();
  const town = await aTown();
  const { viewer } = await onDutyAt(town.own);
  await db
    .updateTable('windows')
    .set({ ended_on: '2026-12-01' })
    .where('id', '=', town.own)
    .execute();
  expect(await dutyWindowsOf(viewer)).toMatchObject([{ windowId: town.own }]);
  const letter = await aLetterAt(town.own, null);
  expect((await deskOf(viewer)).letters).toMatchObject([{ contactId: letter }]);
});
