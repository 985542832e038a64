import { beforeAll, describe, expect, test } from 'vitest';
import { loadDemonstrationAccounts } from '#accounts/server';
import {
  demonstrationOrganisation,
  findOrganisation,
  loadDemonstrationOrganisations,
  verifyAsEntry,
} from '#organisations/server';
import { db, sql } from '#platform/db';
import { loadDemonstrationSchedule, placesWithoutHours, searchOccurrences } from '#schedule/server';
import { anOperator, applied } from '../support/applications.ts';
import { MET, TAKING_OVER } from '../support/claims.ts';
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

describe('the next start', () => {
  const loadAgain = async () => {
    await loadDemonstrationOrganisations();
    await loadDemonstrationAccounts(demonstrationOrganisation);
    await loadDemonstrationSchedule();
  };
  const organisations = () =>
    db.selectFrom('organisations').select(['id', 'name']).orderBy('id').execute();
  const series = () => db.selectFrom('series').select(['id', 'title']).orderBy('id').execute();
  const named = async (name: string) => {
    const id = await demonstrationOrganisation(name);
    if (!id) throw new Error(`${name} is not listed`);
    return id;
  };

  test('does not list an entry again that was taken over under another name', async () => {
    await loadDemonstrationSchedule();
    const entry = await named('KHJ徳島県つばめの会');
    const { id } = await applied({
      claims: entry,
      name: 'つばめの会',
      prefCode: '36',
      code5: null,
    });
    const operator = await anOperator();
    expect(await verifyAsEntry(operator, id, entry, MET, TAKING_OVER)).toBe('decided');
    const [before, gatherings] = [await organisations(), await series()];
    await loadAgain();
    expect(await organisations()).toEqual(before);
    expect(await series()).toEqual(gatherings);
    expect(await findOrganisation(entry)).toMatchObject({ name: 'つばめの会' });
    expect(await named('KHJ徳島県つばめの会')).toBe(entry);
  });

  test('nor a gathering that has another title by now', async () => {
    await loadDemonstrationSchedule();
    const [one] = await series();
    await db
      .updateTable('series')
      .set({ title: '名前をかえた会' })
      .where('id', '=', one?.id ?? '')
      .execute();
    const before = await series();
    await loadAgain();
    expect(await series()).toEqual(before);
  });

  test('nor the applicant, once it has become an entry', async () => {
    const [applicant, entry] = [await named('ひだまりの会（見本）'), await named('横浜ばらの会')];
    const operator = await anOperator();
    expect(await verifyAsEntry(operator, applicant, entry, MET, TAKING_OVER)).toBe('decided');
    const before = await organisations();
    await loadAgain();
    expect(await organisations()).toEqual(before);
  });

  test('nor what was loaded before it had an id of its own: that is known by its name', async () => {
    const entry = await named('沖縄てぃんさぐぬ花の会');
    await sql`update organisations set id = gen_random_uuid() where id = ${entry}`.execute(db);
    const before = await organisations();
    await loadAgain();
    expect(await organisations()).toEqual(before);
  });
});
