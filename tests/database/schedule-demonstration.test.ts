import { beforeAll, expect, test } from 'vitest';
import { loadDemonstrationAccounts } from '#accounts/server';
import { demonstrationOrganisation, loadDemonstrationOrganisations } from '#organisations/server';
import { db } from '#platform/db';
import { loadDemonstrationSchedule, placesWithoutHours, searchOccurrences } from '#schedule/server';
import { useFakeClock } from '../support/clock.ts';

beforeAll(async () => {
  await loadDemonstrationOrganisations();
  await loadDemonstrationAccounts(demonstrationOrganisation);
});

test('loading it twice is the same as once; every real gathering is there with its source', async () => {
  useFakeClock('2026-11-21T03:00:00Z');
  await loadDemonstrationSchedule();
  const count = () =>
    db
      .selectFrom('occurrences')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
  const before = await count();
  await loadDemonstrationSchedule();
  expect(await count()).toEqual(before);
  const seen = await db
    .selectFrom('series')
    .select('title')
    .where('source_url', 'is not', null)
    .execute();
  expect(seen).toHaveLength(15);
});

test('tonight holds a meeting with room and free slots; nobody can sign up to a real gathering', async () => {
  useFakeClock('2026-11-21T03:00:00Z');
  await loadDemonstrationSchedule();
  const { days } = await searchOccurrences({ from: '2026-11-21', days: 1 });
  const tonight = days[0]?.rows ?? [];
  expect(tonight.filter((row) => row.kind === 'peer_consultation')).toHaveLength(2);
  expect(tonight).toContainEqual(
    expect.objectContaining({
      startTime: '20:00',
      signUp: 'open',
      demonstration: true,
      capacity: 12,
    }),
  );
  const bookable = await db
    .selectFrom('series')
    .select('id')
    .where('source_url', 'is not', null)
    .where('sign_up_policy', '=', 'open')
    .execute();
  expect(bookable).toEqual([]);
});

test('what is over stays over, and no time of day is invented', async () => {
  useFakeClock('2026-11-21T03:00:00Z');
  await loadDemonstrationSchedule();
  const past = await searchOccurrences({ from: '2022-03-01', days: 1 });
  expect(past.days[0]?.rows).toMatchObject([
    { title: 'ひきこもり家族セミナー', startTime: '13:30' },
  ]);
  const quiet = await placesWithoutHours({});
  expect(quiet.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['フリースペースひだまり', 'こもりびとの居場所']),
  );
});
