/** While nobody could look, nobody could be seen: the portal stood still, or its clock was set. */
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { dutyTasks, type LeaseId } from '#duty/server';
import { hours, later, minutes, seconds } from '#platform/clock';
import { databaseAnswers, db, sql } from '#platform/db';
import { noteSeen, talkOf, urgentTasks } from '#urgent/server';
import { holdLease, letGoOfLease } from '../../src/duty/held-leases.server.ts';
import { lastSeen, noteLook, noteStillLooking } from '../../src/urgent/watch.server.ts';
import { log } from '#platform/log';
import { administer } from '../support/administer.ts';
import { useNightClock } from '../support/clock.ts';
import { runDue } from '../support/due.ts';
import { aTalkAtADesk } from '../support/talk-at-desk.ts';
import { aCaller, aSecondPasses, contactRow, ringingFor } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';

/** As a socket of this process does. */
async function holdLeaseOf(accountId: string): Promise<void> {
  const row = await db
    .selectFrom('leases')
    .select('id')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  const id = row.id as LeaseId;
  holdLease(id);
  onTestFinished(() => letGoOfLease(id));
}

describe('when nobody could look for a long time', () => {
  const eachSecond = async (clock: ReturnType<typeof useNightClock>, times: number) => {
    for (let second = 0; second < times; second += 1) {
      await runDue(dutyTasks, 'presence', clock.now);
      await runDue(urgentTasks, 'contacts', clock.now);
      clock.advance(seconds(1));
    }
  };

  test.each([
    ['the portal stood still for twenty minutes', minutes(20)],
    ['the clock jumped an hour ahead', hours(1)],
  ])('%s: whoever still waits is not given up, and is rung for', async (_, gap) => {
    const clock = useNightClock();
    const town = await aTown();
    const { viewer, contactId } = await aCaller(town, { words: '' });
    await eachSecond(clock, 2);
    clock.advance(gap);
    const staff = await onDutyAt(town.own);
    await eachSecond(clock, 2);
    expect(await contactRow(contactId)).toMatchObject({ state: 'ringing' });
    await noteSeen(contactId);
    expect(await talkOf(viewer)).toMatchObject({ state: 'ringing' });
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
  });

  test('whichever loop looks first after it, a desk that nobody could ask keeps its talk', async () => {
    const { clock, desk: staff, contactId } = await aTalkAtADesk();
    await holdLeaseOf(staff.viewer.accountId);
    await eachSecond(clock, 2);
    clock.advance(seconds(40));
    await runDue(urgentTasks, 'contacts', clock.now);
    await eachSecond(clock, 2);
    expect(await contactRow(contactId)).toMatchObject({
      state: 'talking',
      owner_account_id: staff.viewer.accountId,
    });
  });

  test('a desk that says goodbye right after it takes no other with it', async () => {
    const clock = useNightClock();
    const town = await aTown();
    const [one, other] = [await onDutyAt(town.own), await onDutyAt(town.own)];
    const { contactId } = await aCaller(town);
    await holdLeaseOf(other.viewer.accountId);
    await eachSecond(clock, 2);
    clock.advance(seconds(40));
    await one.goes();
    await eachSecond(clock, 3);
    expect(await ringingFor(contactId)).toEqual([other.viewer.accountId]);
  });

  test('a desk that answers before the first look after it is missed in its time all the same', async () => {
    const { clock, desk: staff, contactId } = await aTalkAtADesk();
    await holdLeaseOf(staff.viewer.accountId);
    await eachSecond(clock, 2);
    clock.advance(hours(1));
    await staff.acknowledges();
    await eachSecond(clock, 18);
    expect(await contactRow(contactId)).toMatchObject({ state: 'waiting' });
  });

  test('whoever presses in the moment after it, when no desk seems open, is rung for in the next seconds', async () => {
    const clock = useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    await holdLeaseOf(staff.viewer.accountId);
    await eachSecond(clock, 3);
    clock.advance(hours(1));
    const { contactId } = await aCaller(town);
    expect(await ringingFor(contactId)).toEqual([]);
    await eachSecond(clock, 3);
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
  });

  test('whoever does not come back within the usual time is given up then', async () => {
    const clock = useNightClock();
    const { contactId } = await aCaller(await aTown(), { words: '' });
    await eachSecond(clock, 1);
    clock.advance(hours(1));
    await runDue(urgentTasks, 'contacts', clock.now);
    for (let minute = 0; minute < 16; minute += 1) {
      expect(await contactRow(contactId)).toMatchObject({ state: 'waiting' });
      clock.advance(minutes(1));
      await aSecondPasses();
    }
    expect(await contactRow(contactId)).toMatchObject({ state: 'left' });
  });

  test('a look that lasts long because of a flood is no standstill: whoever went is found gone', async () => {
    const went = useNightClock().now;
    let at = later(went, seconds(1));
    await noteLook(at);
    const began = at;
    for (let look = 0; look < 5; look += 1) {
      for (let contact = 0; contact < 10; contact += 1) {
        at = later(at, seconds(2));
        noteStillLooking(at);
      }
      await noteLook(later(at, seconds(1)));
    }
    expect(lastSeen(went) <= began).toBe(true);
  });

  test('the clock stepped an hour back: a dead desk is found in its time, and stages widen in theirs', async () => {
    const clock = useNightClock();
    const town = await aTown();
    const [own, centre] = [await onDutyAt(town.own), await onDutyAt(town.centre)];
    const { contactId } = await aCaller(town);
    await db
      .updateTable('shifts')
      .set({ starts_at: new Date('2026-11-26T00:00:00Z') })
      .execute();
    await eachSecond(clock, 2);
    clock.advance(-hours(1));
    for (let second = 0; second < 20; second += 1) {
      await centre.acknowledges();
      await noteSeen(contactId);
      await eachSecond(clock, 1);
    }
    expect(await ringingFor(contactId)).toEqual([centre.viewer.accountId]);
    expect(await ringingFor(contactId)).not.toContain(own.viewer.accountId);
  });
});

/** Whether the database of this file takes new connections. */
const letIn = (yes: boolean) => {
  const name = new URL(process.env['DATABASE_URL'] ?? '').pathname.slice(1);
  return administer(inject('server'), `alter database ${name} with allow_connections ${yes}`);
};

test('a database that falls silent in the middle of a look is not waited for by each contact, and what was due is done once it answers', async () => {
  const clock = useNightClock();
  await db.deleteFrom('contacts').execute();
  const contactIds = [(await aCaller(await aTown())).contactId];
  contactIds.push((await aCaller(await aTown())).contactId);
  clock.advance(minutes(2));
  await letIn(false);
  await sql`create function fall_silent() returns trigger language plpgsql as $$ begin
    perform pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() order by pid = pg_backend_pid();
    return null; end $$`.execute(db);
  await sql`create trigger falls_silent after update on contacts execute function fall_silent()`.execute(
    db,
  );
  const told = vi.spyOn(log, 'error');
  await expect(aSecondPasses()).resolves.toBeUndefined();
  expect(told.mock.calls.filter(([, said]) => said?.includes('looked at'))).toHaveLength(1);
  await letIn(true);
  await expect.poll(databaseAnswers).toBe(true);
  await sql`drop function fall_silent() cascade`.execute(db);
  await aSecondPasses();
  for (const id of contactIds)
    expect(Number((await contactRow(id)).due_at)).toBeGreaterThan(+clock.now);
});
