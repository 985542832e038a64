import { describe, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { hours, later, now, seconds } from '#platform/clock';
import { db, sql } from '#platform/db';
import { answerContact, auditContacts, boardOf, deskOf, endTalk } from '#urgent/server';
import { lookAfterHealth } from '../../src/health.server.ts';
import { useNightClock } from '../support/clock.ts';
import { statementsOf } from '../support/statements.ts';
import { aCaller, aSecondPasses } from '../support/contacts.ts';
import { onDutyAt, worksAt } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';
import { rowsRead } from '../support/visits.ts';

describe('the auditor', () => {
  test.each([
    ['long_past_due', sql`update contacts set due_at = due_at - interval '2 minutes'`],
    ['ringing_without_a_ring', sql`delete from offers`],
    ['handed_over_by_nobody', sql`update offers set purpose = 'hand_over', stage = null`],
    [
      'handed_over_for_long',
      sql`insert into contact_hand_overs (contact_id, window_id, state, up_to_seq, days, stands_until)
        select id, owner_window_id, 'ringing', 0, 30, '2026-11-26T22:58:00+09:00' from contacts where state = 'talking'`,
    ],
    ['stands_still', sql`update offers set offered_at = offered_at - interval '3 minutes'`],
    [
      'two_hosts',
      sql`update room_members set account_id = (select id from accounts order by id limit 1) where role = 'host'
        and account_id <> (select id from accounts order by id limit 1)`,
    ],
    [
      'two_readers_of_one_line',
      sql`insert into contact_spans (contact_id, account_id, from_seq, to_seq)
        select contact_id, (select id from accounts where id <> account_id limit 1), 1, 1 from contact_spans`,
    ],
    ['over_capacity', sql`update shifts set capacity = 1`],
    ['without_a_room', sql`delete from rooms`],
    [
      'left_but_not_erased',
      sql`update contacts set state = 'left', first_words = '', nickname = '', ended_at = created_at, due_at = null,
        owner_account_id = null, owner_window_id = null`,
    ],
    [
      'open_room_though_over',
      sql`update contacts set state = 'ended', ended_at = now(), due_at = null, owner_account_id = null,
        owner_window_id = null`,
    ],
  ])('finds a contact that is %s', async (fault, plant) => {
    const clock = useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    for (let talks = 0; talks < 2; talks += 1)
      await answerContact(staff.viewer, (await aCaller(town)).contactId);
    await onDutyAt(town.own);
    await aCaller(town);
    const faults = await db
      .transaction()
      .execute(async (trx) => {
        const before = await auditContacts(trx, clock.now);
        await plant.execute(trx);
        const after = await auditContacts(trx, clock.now);
        throw { before, after };
      })
      .catch((thrown: { before: { fault: string }[]; after: { fault: string }[] }) => thrown);
    expect(faults.before.map((f) => f.fault)).not.toContain(fault);
    expect(faults.after.map((f) => f.fault)).toContain(fault);
  });

  test('finds a talk whose owner has no desk, and one with another reader', async () => {
    const clock = useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const other = await onDutyAt(town.own);
    const { contactId } = await aCaller(town);
    await answerContact(staff.viewer, contactId);
    expect(await auditContacts(db, clock.now)).toEqual([]);
    await sql`update contact_spans set account_id = ${other.viewer.accountId} where contact_id = ${contactId}`.execute(
      db,
    );
    clock.advance(hours(1));
    const faults = (await auditContacts(db, clock.now)).map((finding) => finding.fault);
    expect(faults).toContain('owner_without_desk');
    expect(faults).toContain('reader_is_not_owner');
    await endTalk(staff.viewer, contactId);
  });
});

/** The most rows of one table that any statement of the auditor, the look of each second, a desk and the board reads. */
async function mostRowsRead(staff: AccountViewer, supervisor: AccountViewer): Promise<number> {
  const asked = await statementsOf(async () => {
    await auditContacts(db, now());
    await aSecondPasses();
    await deskOf(staff);
    expect((await boardOf(supervisor))?.windows).toHaveLength(1);
  });
  expect(asked.length).toBeGreaterThan(5);
  const read = await Promise.all(asked.map(rowsRead));
  return Math.max(...read.flatMap((tables) => [...tables.values()]));
}

test('the auditor, each second, desks and the board look at what is open or ended lately, however much is over; in a flood that the planner does not know yet at each ring a few times, not once for each contact or desk', async () => {
  useNightClock();
  await db.deleteFrom('contacts').execute();
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const { contactId } = await aCaller(town);
  const { accountId } = staff.viewer;
  await sql`update offers set state = 'accepted', closed_at = offered_at`.execute(db);
  await sql`update contacts set state = 'ended', ended_at = created_at, due_at = null`.execute(db);
  await sql`insert into contacts (state, route, seen_at, created_at, ended_at)
    select 'ended', route, seen_at, created_at, created_at - n * interval '1 hour'
    from contacts, generate_series(1, 20000) n where id = ${contactId}`.execute(db);
  const over = sql`contacts where pseudonym is null`;
  await sql`insert into rooms (contact_id, scope, title, state, closed_at)
    select id, 'contact:' || id, '', 'closed', ended_at from ${over}`.execute(db);
  await sql`insert into offers (contact_id, account_id, window_id, stage, offered_at, state, closed_at)
    select id, ${accountId}, ${town.own}, 0, created_at, 'accepted', created_at from ${over}`.execute(
    db,
  );
  await sql`insert into contact_spans (contact_id, account_id, from_seq, to_seq)
    select id, ${accountId}, 1, 5 from ${over}`.execute(db);
  await sql`vacuum analyze`.execute(db);
  const supervisor = await worksAt(town.own, 'supervisor');
  expect(await mostRowsRead(staff.viewer, supervisor)).toBeLessThan(1_000);

  for (let others = 0; others < 2; others += 1) await onDutyAt(town.own);
  for (let others = 0; others < 40; others += 1) await onDutyAt(town.centre);
  await sql`insert into contacts (state, route, pseudonym, seen_at, created_at, due_at)
    select 'ringing', route, pseudonym, seen_at, created_at, ${later(now(), seconds(20))}
    from contacts, generate_series(1, 1000) where id = ${contactId}`.execute(db);
  await sql`insert into offers (contact_id, account_id, window_id, stage, offered_at)
    select c.id, s.account_id, s.window_id, 0, c.created_at from contacts c, shifts s
    where c.state = 'ringing' and s.window_id = ${town.own}`.execute(db);
  expect(await mostRowsRead(staff.viewer, supervisor)).toBeLessThan(100_000);
});

test('however many ask in one moment how contacts are, they are looked through once', async () => {
  const asked = await statementsOf(() =>
    Promise.all(Array.from({ length: 30 }, () => lookAfterHealth())),
  );
  expect(asked.filter(({ text }) => text.includes('nobody_s'))).toHaveLength(1);
});

describe('the database refuses', () => {
  const planted = async () => {
    useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    return { staff, town, ...(await aCaller(town)) };
  };

  test('an open contact that is nobody’s', async () => {
    const { contactId } = await planted();
    await expect(
      sql`update contacts set due_at = null where id = ${contactId}`.execute(db),
    ).rejects.toMatchObject({ constraint: 'contacts_open_has_owner_or_due' });
  });
  test('a talk without an owner, and an owner without a talk', async () => {
    const { contactId, staff, town } = await planted();
    await expect(
      sql`update contacts set state = 'talking' where id = ${contactId}`.execute(db),
    ).rejects.toMatchObject({ constraint: 'contacts_talking_has_owner' });
    await expect(
      sql`update contacts set owner_account_id = ${staff.viewer.accountId}, owner_window_id = ${town.own}
        where id = ${contactId}`.execute(db),
    ).rejects.toMatchObject({ constraint: 'contacts_talking_has_owner' });
  });
  test('two rings of one contact at one account', async () => {
    const { contactId } = await planted();
    await expect(
      sql`insert into offers (contact_id, account_id, window_id, stage, offered_at)
        select contact_id, account_id, window_id, stage, now() from offers where contact_id = ${contactId}`.execute(
        db,
      ),
    ).rejects.toMatchObject({ constraint: 'offers_ring_once' });
  });
  test('two readers of one talk', async () => {
    const { contactId, staff } = await planted();
    await answerContact(staff.viewer, contactId);
    await expect(
      sql`insert into contact_spans (contact_id, account_id, from_seq) values (${contactId}, ${staff.viewer.accountId}, 1)`.execute(
        db,
      ),
    ).rejects.toMatchObject({ constraint: 'contact_spans_one_open' });
  });
  test('a left contact with words', async () => {
    const { contactId } = await planted();
    await expect(
      sql`update contacts set state = 'left', ended_at = now() where id = ${contactId}`.execute(db),
    ).rejects.toMatchObject({ constraint: 'contacts_left_is_erased' });
  });
});
