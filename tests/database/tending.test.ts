import { beforeAll, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import type { Telling } from '../../src/schedule/tending.server.ts';
import { auditOf } from '#organisations/server';
import { db } from '#platform/db';
import {
  findOccurrence,
  placesOpen,
  placesToTend,
  tellOfPlace,
  tendsPlaces,
} from '#schedule/server';
import { useFakeClock } from '../support/clock.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aSeries, anOccurrence } from '../support/schedule.ts';

/** Saturday, 14:00 in Japan. */
const NOW = '2026-11-21T05:00:00Z';
const AT_13 = new Date('2026-11-21T04:00:00Z');
const AT_18 = new Date('2026-11-21T09:00:00Z');
const TOMORROW = new Date('2026-11-22T04:00:00Z');

let organisation: OrganisationId;
let supporter: AccountViewer;
let series: string;

beforeAll(async () => {
  organisation = await anOrganisation({ name: '居場所 こかげ' });
  supporter = await anAccount(organisation, 'peer_supporter');
  series = await aPlace();
});

const aPlace = () =>
  aSeries({
    organisation_id: organisation,
    kind: 'gathering_place',
    title: 'こかげ',
    format: 'onsite',
    pref_code: '13',
    code5: '13116',
    sign_up_policy: 'none',
    capacity: null,
    has_room: false,
  });

const anOpening = (starts_at: Date, series_id = series) =>
  anOccurrence({ series_id, kind: 'gathering_place', starts_at, capacity: null });

const tell = (id: string, telling: Telling, viewer = supporter) =>
  tellOfPlace(viewer, id, telling, '今日はお休みになりました');

test('who is there tells how it is; it stands with its time, for as long as the place is open', async () => {
  useFakeClock(NOW);
  const id = await anOpening(AT_13);
  expect(await tell(id, 'quiet')).toBe('told');
  expect((await findOccurrence(id))?.liveliness).toEqual({ is: 'quiet', at: new Date(NOW) });
  expect(await tell(id, 'lively')).toBe('told');
  expect((await findOccurrence(id))?.liveliness?.is).toBe('lively');
  useFakeClock('2026-11-21T06:00:00Z');
  expect((await findOccurrence(id))?.liveliness).toBeNull();
  expect(await tell(id, 'quiet')).toBe('not_open');
});

test('closing for today leaves it listed with the reason, and it can open after all', async () => {
  useFakeClock(NOW);
  const place = await aPlace();
  const id = await anOpening(AT_18, place);
  const listed = async () =>
    (await placesOpen({ areas: ['13116'] })).find(({ opening }) => opening.seriesId === place);
  expect(await tell(id, 'quiet')).toBe('not_open');
  expect(await tell(id, 'closed')).toBe('told');
  expect(await findOccurrence(id)).toMatchObject({
    state: 'cancelled',
    cancelledReason: '今日はお休みになりました',
    sequence: 1,
  });
  expect(await tell(id, 'closed')).toBe('told');
  expect((await findOccurrence(id))?.sequence).toBe(1);
  expect((await listed())?.opening.state).toBe('cancelled');
  expect(await tell(id, 'open')).toBe('told');
  expect(await findOccurrence(id)).toMatchObject({ state: 'scheduled', cancelledReason: '' });
  expect((await listed())?.opening.state).toBe('scheduled');
});

test('a place closed in the midst of the day is told of no more', async () => {
  useFakeClock(NOW);
  const id = await anOpening(new Date('2026-11-21T04:30:00Z'));
  await tell(id, 'usual');
  await tell(id, 'closed');
  expect((await findOccurrence(id))?.liveliness).toBeNull();
  expect(await tell(id, 'usual')).toBe('not_open');
});

test('only today is told of, and of gathering places only', async () => {
  useFakeClock(NOW);
  expect(await tell(await anOpening(TOMORROW), 'closed')).toBe('not_open');
  expect(await tell(await anOccurrence({ starts_at: AT_13 }), 'quiet')).toBe('not_found');
  expect(await tell('not-an-id', 'quiet')).toBe('not_found');
});

test("somebody of another organisation finds nothing, and the organisation's log says who tried", async () => {
  useFakeClock(NOW);
  const id = await anOpening(new Date('2026-11-21T04:10:00Z'));
  const stranger = await anAccount(await anOrganisation(), 'admin');
  expect(await tell(id, 'closed', stranger)).toBe('not_found');
  expect(await tell(id, 'closed', await anAccount(organisation, 'expert'))).toBe('not_found');
  expect((await findOccurrence(id))?.state).toBe('scheduled');
  const log = await auditOf(await anAccount(organisation, 'admin'), organisation);
  expect(log).toContainEqual(
    expect.objectContaining({ act: 'occurrence.refused', subject: `occurrence:${id}` }),
  );
  expect(await placesToTend(stranger)).toEqual([]);
});

test('the page of those who are there holds the openings of today, also one that runs over midnight', async () => {
  useFakeClock('2026-12-05T15:30:00Z'); // 00:30 on the sixth
  const night = await anOpening(new Date('2026-12-05T13:00:00Z'));
  await db
    .updateTable('occurrences')
    .set({ ends_at: new Date('2026-12-05T17:00:00Z') })
    .where('id', '=', night)
    .execute();
  const afternoon = await anOpening(new Date('2026-12-06T04:00:00Z'));
  await anOpening(new Date('2026-12-07T04:00:00Z'));
  expect((await placesToTend(supporter)).map(({ id }) => id)).toEqual([night, afternoon]);
  expect(await tell(night, 'lively')).toBe('told');
});

test('who has no place to speak for is not asked to', async () => {
  expect(await tendsPlaces(supporter)).toBe(true);
  expect(await tendsPlaces(await anAccount(organisation, 'expert'))).toBe(false);
  expect(await tendsPlaces(await anAccount(await anOrganisation(), 'window_staff'))).toBe(false);
});

test.each([
  ['occurrences_liveliness', { liveliness: 'crowded', liveliness_at: new Date(NOW) }],
  ['occurrences_liveliness_told', { liveliness: 'quiet' }],
])('the database itself refuses what breaks %s', async (constraint, to) => {
  const id = await anOpening(new Date('2026-11-21T04:20:00Z'));
  await expect(
    db.updateTable('occurrences').set(to).where('id', '=', id).execute(),
  ).rejects.toMatchObject({ constraint });
  await db.deleteFrom('occurrences').where('id', '=', id).execute();
});

test('the database itself keeps a session from being called quiet', async () => {
  const id = await anOccurrence({ starts_at: AT_13 });
  await expect(
    db
      .updateTable('occurrences')
      .set({ liveliness: 'quiet', liveliness_at: new Date(NOW) })
      .where('id', '=', id)
      .execute(),
  ).rejects.toMatchObject({ constraint: 'occurrences_liveliness_of_places' });
});
