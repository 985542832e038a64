import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { setMemberRoles } from '#organisations/server';
import { later, minutes, now } from '#platform/clock';
import { db } from '#platform/db';
import { roomOf } from '#rooms/server';
import { hostOccurrenceRoom, leaveOrganisation, signupsAt } from '#signup/server';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';

const soon = () => later(now(), minutes(10));

async function aSession() {
  const organisationId = await anOrganisation();
  const series_id = await aSeries({ organisation_id: organisationId });
  const occurrenceId = await anOccurrence({ series_id, starts_at: soon() });
  return { organisationId, occurrenceId };
}

test('who runs the programme comes into the session’s one room as its host', async () => {
  const { organisationId, occurrenceId } = await aSession();
  const publisher = await anAccount(organisationId, 'publisher');
  const admin = await anAccount(organisationId, 'admin');
  const roomId = await hostOccurrenceRoom(publisher, occurrenceId);
  expect(await hostOccurrenceRoom(admin, occurrenceId)).toBe(roomId);
  expect(await roomOf(publisher, roomId)).toMatchObject({
    state: 'prepared',
    me: { role: 'host', nickname: 'ゆき' },
  });
});

test('staff of another organisation, and those whose work is another, find nothing', async () => {
  const { organisationId, occurrenceId } = await aSession();
  const elsewhere = await anAccount(await anOrganisation(), 'admin', 'publisher');
  const expert = await anAccount(organisationId, 'expert');
  for (const viewer of [elsewhere, expert])
    expect(await hostOccurrenceRoom(viewer, occurrenceId)).toBe('not_found');
  const publisher = await anAccount(organisationId, 'publisher');
  expect(await hostOccurrenceRoom(publisher, randomUUID())).toBe('not_found');
});

test('a one-to-one room is its supporter’s alone, and its sign-up not for other supporters', async () => {
  const organisation_id = await anOrganisation();
  const supporter = await anAccount(organisation_id, 'peer_supporter');
  const kind = 'peer_consultation';
  const id = await anOccurrence({
    series_id: await aSeries({ organisation_id, kind, capacity: 1 }),
    kind,
    supporter_account_id: supporter.accountId,
    starts_at: soon(),
    capacity: 1,
  });
  expect(await hostOccurrenceRoom(supporter, id)).toMatch(/^[0-9a-f-]{36}$/);
  for (const role of ['publisher', 'admin', 'supervisor', 'peer_supporter'] as const)
    expect(await hostOccurrenceRoom(await anAccount(organisation_id, role), id)).toBe('not_found');
  expect(await signupsAt(supporter, id)).toEqual([]);
  const other = await anAccount(organisation_id, 'peer_supporter');
  expect(await signupsAt(other, id)).toBe('not_found');
});

test('whoever was removed while their request was under way finds the door closed', async () => {
  const { organisationId, occurrenceId } = await aSession();
  const admin = await anAccount(organisationId, 'admin');
  // As they were read when the request began.
  const publisher = await anAccount(organisationId, 'publisher');
  await setMemberRoles(admin, { organisationId, ...publisher }, [], leaveOrganisation);
  expect(await hostOccurrenceRoom(publisher, occurrenceId)).toBe('not_found');
  const members = db
    .selectFrom('room_members')
    .select('id')
    .where('account_id', '=', publisher.accountId);
  expect(await members.execute()).toEqual([]);
});

test('removed and entering at once, they are in no room when both are done', async () => {
  for (let n = 0; n < 5; n += 1) {
    const { organisationId, occurrenceId } = await aSession();
    const admin = await anAccount(organisationId, 'admin');
    const publisher = await anAccount(organisationId, 'publisher');
    await Promise.all([
      hostOccurrenceRoom(publisher, occurrenceId),
      setMemberRoles(admin, { organisationId, ...publisher }, [], leaveOrganisation),
    ]);
    const inside = db
      .selectFrom('room_members')
      .select('id')
      .where('account_id', '=', publisher.accountId)
      .where('removed_at', 'is', null);
    expect(await inside.execute()).toEqual([]);
  }
});
