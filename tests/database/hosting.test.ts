import { describe, expect, test } from 'vitest';
import { db, inTransaction, sql } from '#platform/db';
import {
  acceptHosting,
  closeRoom,
  colleaguesToAsk,
  declineHosting,
  hostingsOf,
  latestMessages,
  offerHosting,
  openRoom,
  peopleOf,
  roomOf,
  withdrawHosting,
} from '#rooms/server';
import { leaveOrganisation } from '#signup/server';

import { aRoom, say } from '../support/rooms.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

/** A host, and a peer supporter of the same organisation. */
async function aScene(stays = false) {
  const room = await aRoom();
  const colleague = await anAccount(room.organisationId, 'peer_supporter');
  const { roomId, host } = room;
  const offer = { roomId, accountId: colleague.accountId, stays };
  return { room, colleague, roomId, host, offer };
}
const rolesIn = async (roomId: string) =>
  (
    await db
      .selectFrom('room_members')
      .select('account_id')
      .where('room_id', '=', roomId)
      .where('role', '=', 'host')
      .where('removed_at', 'is', null)
      .execute()
  ).map((row) => row.account_id);

describe('handing over', () => {
  test('leaves the giver host until the colleague accepts, then the log says who hosts', async () => {
    const { roomId, host, colleague, offer } = await aScene();
    expect(await offerHosting(host, offer)).toBe('asked');
    expect(await rolesIn(roomId)).toEqual([host.accountId]);
    expect(await hostingsOf(colleague)).toMatchObject([{ roomId, askedBy: 'ゆき' }]);
    expect(await roomOf(colleague, roomId)).toBeUndefined();
    expect(await acceptHosting(colleague, roomId)).toBe(roomId);
    expect(await rolesIn(roomId)).toEqual([colleague.accountId]);
    expect(await roomOf(host, roomId)).toBeUndefined();
    const page = await latestMessages(colleague, roomId);
    expect(page !== 'not_found' && page.messages.at(-1)).toMatchObject({
      ...{ kind: 'host_now', text: 'ゆき', authorId: null },
    });
    expect(await closeRoom(colleague, roomId)).toBe('closed');
    expect(await openRoom(colleague, roomId)).toBe('open');
    expect(await hostingsOf(colleague)).toMatchObject([{ roomId, askedBy: null }]);
  });

  test('with the giver staying leaves two hosts', async () => {
    const { roomId, host, colleague, offer } = await aScene(true);
    await offerHosting(host, offer);
    await acceptHosting(colleague, roomId);
    expect((await rolesIn(roomId)).sort()).toEqual([host.accountId, colleague.accountId].sort());
    expect(await say(host, roomId, 'まだいます')).toHaveProperty('seq');
  });

  test('is accepted once, by whoever is asked now, and not after it was taken back', async () => {
    const { room, roomId, host, colleague, offer } = await aScene();
    const other = await anAccount(room.organisationId, 'publisher');
    await offerHosting(host, offer);
    await offerHosting(host, { ...offer, accountId: other.accountId });
    expect(await acceptHosting(colleague, roomId)).toBe('not_found');
    expect(await hostingsOf(colleague)).toEqual([]);
    expect(await peopleOf(host, roomId)).toMatchObject({ asked: 'ゆき' });
    await withdrawHosting(host, roomId);
    expect(await acceptHosting(other, roomId)).toBe('not_found');
    expect(await rolesIn(roomId)).toEqual([host.accountId]);
    await offerHosting(host, offer);
    expect(await declineHosting(colleague, roomId)).toBe('declined');
    expect(await acceptHosting(colleague, roomId)).toBe('not_found');
    await offerHosting(host, offer);
    const both = await Promise.all([1, 2].map(() => acceptHosting(colleague, roomId)));
    expect(both.sort()).toEqual([roomId, 'not_found'].sort());
  });

  test('asks people of the organisation who may be asked, and only a host asks', async () => {
    const { room, roomId, host, colleague, offer } = await aScene();
    const desk = await anAccount(room.organisationId, 'window_staff');
    const stranger = await anAccount(await anOrganisation(), 'publisher');
    for (const { accountId } of [desk, stranger, host])
      expect(await offerHosting(host, { ...offer, accountId })).toBe('not_found');
    const guest = await room.guest('K');
    for (const viewer of [colleague, stranger, guest.viewer]) {
      expect(await offerHosting(viewer, offer)).toBe('not_found');
      expect(await withdrawHosting(viewer, roomId)).toBe('not_found');
      expect(await colleaguesToAsk(viewer, roomId)).toEqual([]);
    }
    expect(await peopleOf(guest.viewer, roomId)).not.toHaveProperty('asked');
    expect((await colleaguesToAsk(host, roomId)).map((one) => one.accountId)).toEqual([
      colleague.accountId,
    ]);
  });

  test('comes to nothing where the colleague has lost the role, the giver the room, or the room is closed', async () => {
    const lost = await aScene();
    await offerHosting(lost.host, lost.offer);
    await db.deleteFrom('memberships').where('account_id', '=', lost.colleague.accountId).execute();
    expect(await acceptHosting(lost.colleague, lost.roomId)).toBe('not_found');

    const gone = await aScene();
    await offerHosting(gone.host, gone.offer);
    const { organisationId } = gone.room;
    const { accountId } = gone.host;
    await inTransaction((trx, afterCommit) =>
      leaveOrganisation(trx, { organisationId, accountId, lost: ['publisher'] }, afterCommit),
    );
    expect(await acceptHosting(gone.colleague, gone.roomId)).toBe('not_found');

    const closed = await aScene();
    await offerHosting(closed.host, closed.offer);
    await closeRoom(closed.host, closed.roomId);
    expect(await acceptHosting(closed.colleague, closed.roomId)).toBe('not_found');
    expect(await hostingsOf(closed.colleague)).toEqual([]);
  });

  test('puts a peer supporter out when the role is lost, though they hosted', async () => {
    const { room, roomId, host, colleague, offer } = await aScene();
    await offerHosting(host, offer);
    await acceptHosting(colleague, roomId);
    const { organisationId } = room;
    const { accountId } = colleague;
    await inTransaction((trx, afterCommit) =>
      leaveOrganisation(trx, { organisationId, accountId, lost: ['peer_supporter'] }, afterCommit),
    );
    expect(await roomOf(colleague, roomId)).toBeUndefined();
  });

  test('is not for the room of two: there is the stand-in', async () => {
    const { roomId, host, offer } = await aScene();
    await db.updateTable('rooms').set({ one_to_one: true }).where('id', '=', roomId).execute();
    expect(await colleaguesToAsk(host, roomId)).toEqual([]);
    expect(await offerHosting(host, offer)).toBe('not_found');
  });

  test('never asks oneself: the database says hand_overs_to_another', async () => {
    const { roomId, host } = await aScene();
    const itself = sql`insert into hand_overs (room_id, from_account_id, to_account_id, stays)
      values (${roomId}, ${host.accountId}, ${host.accountId}, true)`.execute(db);
    await expect(itself).rejects.toMatchObject({ constraint: 'hand_overs_to_another' });
  });
});
