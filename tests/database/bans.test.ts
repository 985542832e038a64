import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { organisationScope, type ParticipantViewer } from '#participants';
import { derivedPseudonym } from '#participants/server';
import { db, inTransaction, sql } from '#platform/db';
import type { RoomId } from '#rooms';
import {
  admitMember,
  banMember,
  bansOf,
  deleteBansOver,
  liftBan,
  messagesAfter,
  roomOf,
  roomOfContact,
} from '#rooms/server';
import { enterOccurrenceRoom, receiptOf, signUp } from '#signup/server';
import { answerContact, pressTalk } from '#urgent/server';
import { useFakeClock } from '../support/clock.ts';
import { somebodyWaits } from '../support/locks.ts';
import { actsIn } from '../support/audit-log.ts';
import { adminOf } from '../support/reports.ts';
import { aRoom, say, type RoomGuest, type TestRoom } from '../support/rooms.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aDateSoon } from '../support/schedule.ts';
import { filledForm } from '../support/signup.ts';
import { aPress } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';

const EVENING = new Date('2026-11-21T11:00:00Z');

const ban = (
  { host, roomId }: Pick<TestRoom, 'host' | 'roomId'>,
  { memberId }: RoomGuest,
  reason = '',
) => banMember(host, { roomId, memberId, reason });
const trySigningUp = (viewer: ParticipantViewer, occurrence: string) =>
  signUp(viewer, filledForm(occurrence));

describe('somebody whom a host keeps out of the organisation', () => {
  test('is out of this room and every other of it, and comes into none again', async () => {
    const room = await aRoom();
    const guest = await room.guest('あらし');
    const [here, later] = [
      await aDateSoon(room.organisationId),
      await aDateSoon(room.organisationId),
    ];
    for (const id of [here, later]) await trySigningUp(guest.viewer, id);
    const other = await enterOccurrenceRoom(guest.viewer, here);
    expect(await roomOf(guest.viewer, other)).toBeDefined();
    expect(await ban(room, guest)).toBe('banned');
    for (const roomId of [room.roomId, String(other) as RoomId]) {
      expect(await roomOf(guest.viewer, roomId)).toBeUndefined();
      expect(await messagesAfter(guest.viewer, { roomId, after: 0 })).toBe('not_found');
    }
    expect(await say(guest.viewer, room.roomId, 'まだ')).toBe('not_found');
    for (const id of [here, later])
      expect(await enterOccurrenceRoom(guest.viewer, id)).toBe('kept_out');
  });

  test('signs up there no more, and does with everybody else', async () => {
    const room = await aRoom();
    const guest = await room.guest('あらし');
    await ban(room, guest);
    expect(await trySigningUp(guest.viewer, await aDateSoon(room.organisationId))).toBe('banned');
    const elsewhere = await trySigningUp(guest.viewer, await aDateSoon());
    expect(elsewhere).toHaveProperty('receipt');
    const bystander = await room.guest('K');
    expect(
      await trySigningUp(bystander.viewer, await aDateSoon(room.organisationId)),
    ).toHaveProperty('receipt');
  });

  test('until the clock has given their places back, the receipt says that the door is closed, and names no link', async () => {
    const room = await aRoom();
    const guest = await room.guest('あらし');
    const id = await aDateSoon(room.organisationId);
    const signedUp = await trySigningUp(guest.viewer, id);
    if (typeof signedUp === 'string' || !('receipt' in signedUp)) throw new Error('no receipt');
    expect(await receiptOf(guest.viewer, signedUp.receipt)).toMatchObject({ keptOut: false });
    await ban(room, guest);
    expect(await receiptOf(guest.viewer, signedUp.receipt)).toMatchObject({
      ...{ state: 'confirmed', keptOut: true, meetingUrl: null },
    });
    expect(await trySigningUp(guest.viewer, id)).toEqual({ receipt: signedUp.receipt });
  });

  test('talks with an urgent desk as before, also at a desk of that very organisation', async () => {
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { organisation_id } = await db
      .selectFrom('windows')
      .select('organisation_id')
      .where('id', '=', town.own)
      .executeTakeFirstOrThrow();
    const room = await aRoom();
    const guest = await room.guest('あらし');
    await ban(room, guest);
    const face = derivedPseudonym(guest.viewer, organisationScope(String(organisation_id)));
    await sql`insert into bans (scope, pseudonym, nickname, reason, made_by, since, until)
      values (${organisationScope(String(organisation_id))}, ${face}, 'x', '', ${staff.viewer.accountId}, now(),
        now() + interval '1 year')`.execute(db);
    const { contactId } = await pressTalk(guest.viewer, aPress(town));
    await answerContact(staff.viewer, contactId);
    const talk = await roomOfContact(db, contactId);
    expect(await say(guest.viewer, talk?.id ?? room.roomId, '聞いてください')).toHaveProperty(
      'seq',
    );
  });

  test('is at the door as the ban is made: it waits until they are in, and puts them out', async () => {
    const room = await aRoom();
    const guest = await room.guest('あらし');
    const { roomId } = await aRoom({ organisationId: room.organisationId });
    const pseudonym = derivedPseudonym(guest.viewer, organisationScope(room.organisationId));
    const [banned] = await inTransaction(async (trx) => {
      await admitMember(trx, roomId, { pseudonym, nickname: 'あらし', role: 'participant' });
      const banning = [ban(room, guest)] as const;
      await somebodyWaits();
      return banning;
    });
    expect(await banned).toBe('banned');
    const stays = db.selectFrom('room_members').select('id').where('pseudonym', '=', pseudonym);
    expect(await stays.where('removed_at', 'is', null).execute()).toEqual([]);
  });

  test('comes in while the ban is being made: whichever was first, they are out', async () => {
    for (let n = 0; n < 10; n += 1) {
      const room = await aRoom();
      const guest = await room.guest('あらし');
      const id = await aDateSoon(room.organisationId);
      await trySigningUp(guest.viewer, id);
      const [entered] = await Promise.all([
        enterOccurrenceRoom(guest.viewer, id),
        ban(room, guest),
      ]);
      expect(await roomOf(guest.viewer, entered)).toBeUndefined();
      const { rows } = await sql`select from room_members m join rooms r on r.id = m.room_id
        where r.occurrence_id = ${id} and m.removed_at is null`.execute(db);
      expect(rows).toHaveLength(0);
    }
  });
});

describe('a ban', () => {
  test('is made by hosts, of participants, in rooms of sessions', async () => {
    const room = await aRoom();
    const other = await aRoom();
    const [guest, k] = [await room.guest('あおい'), await room.guest('K')];
    const { roomId } = room;
    for (const viewer of [k.viewer, other.host, await adminOf(room)])
      expect(await banMember(viewer, { roomId, memberId: guest.memberId, reason: '' })).toBe(
        'not_found',
      );
    const hostItself = { roomId, memberId: room.hostMemberId, reason: '' };
    expect(await banMember(room.host, hostItself)).toBe('not_found');
    expect(await bansOf(await adminOf(room), room.organisationId)).toEqual([]);
  });

  test('is read by the admin with the name of then, since when, why and by whom', async () => {
    useFakeClock(EVENING);
    const room = await aRoom();
    await ban(room, await room.guest('あらし'), '同じ方を何度も責めました。');
    expect(await bansOf(await adminOf(room), room.organisationId)).toMatchObject([
      {
        ...{ nickname: 'あらし', reason: '同じ方を何度も責めました。', by: 'ゆき' },
        ...{ since: EVENING, until: new Date('2027-11-21T11:00:00Z') },
      },
    ]);
  });

  test('is neither read nor lifted by anybody else, and the try stands in the log', async () => {
    const room = await aRoom();
    await ban(room, await room.guest('あらし'));
    const { organisationId } = room;
    const [one] = (await bansOf(await adminOf(room), organisationId)) as { id: string }[];
    const stranger = await anAccount(await anOrganisation(), 'admin');
    for (const viewer of [room.host, stranger]) {
      expect(await bansOf(viewer, organisationId)).toBe('not_found');
      expect(await liftBan(viewer, one?.id ?? '')).toBe('not_found');
    }
    for (const id of [randomUUID(), '1 OR 1=1', ''])
      expect(await liftBan(stranger, id)).toBe('not_found');
    expect(await actsIn(organisationId)).toEqual(['ban.made', 'bans.refused', 'bans.refused']);
  });

  test('that is lifted lets them sign up again; the room they were asked out of stays closed', async () => {
    const room = await aRoom();
    const guest = await room.guest('あらし');
    await ban(room, guest);
    const admin = await adminOf(room);
    const [one] = (await bansOf(admin, room.organisationId)) as { id: string }[];
    expect(await liftBan(admin, one?.id ?? '')).toBe('lifted');
    expect(await liftBan(admin, one?.id ?? '')).toBe('not_found');
    const id = await aDateSoon(room.organisationId);
    expect(await trySigningUp(guest.viewer, id)).toHaveProperty('receipt');
    expect(await roomOf(guest.viewer, await enterOccurrenceRoom(guest.viewer, id))).toBeDefined();
    expect(await roomOf(guest.viewer, room.roomId)).toBeUndefined();
  });

  test('ends after twelve months, not a moment before, and nothing of it is left', async () => {
    const clock = useFakeClock(EVENING);
    const room = await aRoom();
    const guest = await room.guest('あらし');
    await ban(room, guest);
    const rowsLeft = async () => (await db.selectFrom('bans').select('id').execute()).length;
    const before = await rowsLeft();
    clock.advance(new Date('2027-11-21T11:00:00Z').getTime() - EVENING.getTime() - 1);
    await deleteBansOver(clock.now);
    expect(await rowsLeft()).toBe(before);
    const id = await aDateSoon(room.organisationId);
    expect(await trySigningUp(guest.viewer, id)).toBe('banned');
    clock.advance(1);
    expect(await trySigningUp(guest.viewer, id)).toHaveProperty('receipt');
    await deleteBansOver(clock.now);
    expect(await rowsLeft()).toBeLessThan(before);
  });
});

describe('the database itself refuses', () => {
  const tried = async (over: { scope?: string; reason?: string; until?: string }) => {
    const { organisationId, host } = await aRoom();
    const scope = over.scope ?? `organisation:${organisationId}`;
    return sql`insert into bans (scope, pseudonym, nickname, reason, made_by, since, until)
      values (${scope}, gen_random_uuid(), 'x', ${over.reason ?? ''}, ${host.accountId}, '2026-01-01',
        ${over.until ?? '2027-01-01'}::timestamptz)`.execute(db);
  };

  test('a ban from a contact, one without an end, too long a reason', async () => {
    const constraint = (name: string) => ({ constraint: name });
    const contact = { scope: `contact:${randomUUID()}` };
    await expect(tried(contact)).rejects.toMatchObject(constraint('bans_of_organisations'));
    const never = { until: '2026-01-01' };
    await expect(tried(never)).rejects.toMatchObject(constraint('bans_forward'));
    const long = { reason: 'あ'.repeat(2_001) };
    await expect(tried(long)).rejects.toMatchObject(constraint('bans_reason_length'));
  });
});
