import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { hours, later, now } from '#platform/clock';
import { roomOf } from '#rooms/server';
import { enterRoomAsHost } from '#signup/server';
import { anAccount, anOccurrence, anOrganisation, aSeries } from '../support/schedule.ts';

async function aSession() {
  const organisationId = await anOrganisation();
  const series_id = await aSeries({ organisation_id: organisationId });
  const occurrenceId = await anOccurrence({ series_id, starts_at: later(now(), hours(20)) });
  return { organisationId, occurrenceId };
}

test('who runs the programme comes into the session’s one room as its host, long before it starts', async () => {
  const { organisationId, occurrenceId } = await aSession();
  const [publisher, admin] = [
    await anAccount(organisationId, 'publisher'),
    await anAccount(organisationId, 'admin'),
  ];
  const roomId = await enterRoomAsHost(publisher, occurrenceId);
  expect(await enterRoomAsHost(admin, occurrenceId)).toBe(roomId);
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
    expect(await enterRoomAsHost(viewer, occurrenceId)).toBe('not_found');
  const publisher = await anAccount(organisationId, 'publisher');
  expect(await enterRoomAsHost(publisher, randomUUID())).toBe('not_found');
});
