/** How many came: a number of each date, by those who published it, and nothing of anybody. */
import { expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { auditOf } from '#organisations/server';
import { days, hours, later, minutes } from '#platform/clock';
import { db, sql } from '#platform/db';
import type { Attendance } from '#signup';
import { attendanceIn, countAttendance, enterOccurrenceRoom } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';
import { statementsOf } from '../support/statements.ts';

const EVENING = new Date('2026-11-14T10:00:00Z');

interface Circle {
  organisationId: OrganisationId;
  series_id: string;
  publisher: AccountViewer;
}

async function aCircle(): Promise<Circle> {
  const organisation_id = await anOrganisation();
  const series_id = await aSeries({ organisation_id });
  const publisher = await anAccount(organisation_id, 'publisher');
  return { organisationId: organisation_id, series_id, publisher };
}

async function datesOf(viewer: AccountViewer, month = '2026-11'): Promise<Attendance[]> {
  const dates = await attendanceIn(viewer, month);
  if (dates === 'not_found') throw new Error('publishes nowhere');
  return dates;
}

const count = (viewer: AccountViewer, id: string, people: number | null, month = '2026-11') =>
  countAttendance(viewer, month, new Map([[id, people]]));

test('a date stands in its month from its beginning on, with who is expected and who opened the room', async () => {
  const clock = useFakeClock(later(EVENING, -hours(3)));
  const { publisher, series_id } = await aCircle();
  const id = await anOccurrence({ series_id, starts_at: EVENING });
  const { viewer } = await signedUp(id, { partySize: 2 });
  clock.set(later(EVENING, -minutes(1)));
  await enterOccurrenceRoom(viewer, id);
  expect(await datesOf(publisher)).toEqual([]);
  expect(await count(publisher, id, 3)).toBe('not_begun');
  clock.set(EVENING);
  expect(await datesOf(publisher)).toMatchObject([{ id, expected: 2, entered: 1, came: null }]);
  expect(await count(publisher, id, 3)).toBe('counted');
  expect(await datesOf(publisher)).toMatchObject([{ id, came: 3 }]);
  expect(await datesOf(publisher, '2026-10')).toEqual([]);
});

test('nobody is a number too, and a count is corrected and taken back', async () => {
  useFakeClock(later(EVENING, days(1)));
  const { publisher, series_id, organisationId } = await aCircle();
  const id = await anOccurrence({ series_id, starts_at: EVENING });
  for (const people of [0, 12, null]) {
    await count(publisher, id, people);
    expect((await datesOf(publisher)).map(({ came }) => came)).toEqual([people]);
  }
  const acts = await auditOf(await anAccount(organisationId, 'admin'), organisationId);
  expect(acts).toMatchObject([
    { act: 'attendance.taken_back', subject: `occurrence:${id}` },
    { act: 'attendance.counted' },
    { act: 'attendance.counted' },
  ]);
});

test('a month is written down and stands in the log by as many statements as a date', async () => {
  useFakeClock(later(EVENING, days(1)));
  const { publisher, series_id, organisationId } = await aCircle();
  const ids: string[] = [];
  for (let n = 0; n < 8; n += 1)
    ids.push(await anOccurrence({ series_id, starts_at: later(EVENING, -days(n)) }));
  const asked = (some: string[]) =>
    statementsOf(() => countAttendance(publisher, '2026-11', new Map(some.map((id) => [id, 4]))));
  const ofOne = await asked(ids.slice(0, 1));
  expect(await asked(ids)).toHaveLength(ofOne.length);
  const acts = await auditOf(await anAccount(organisationId, 'admin'), organisationId);
  expect(acts).toHaveLength(1 + ids.length);
});

test('of several dates all are written or none', async () => {
  useFakeClock(later(EVENING, days(1)));
  const { publisher, series_id } = await aCircle();
  const past = await anOccurrence({ series_id, starts_at: EVENING });
  const coming = await anOccurrence({ series_id, starts_at: later(EVENING, days(7)) });
  const both = new Map([past, coming].map((id) => [id, 4]));
  expect(await countAttendance(publisher, '2026-11', both)).toBe('not_begun');
  expect((await datesOf(publisher)).map(({ came }) => came)).toEqual([null]);
});

test('a cancelled date and a one-to-one talk are not counted', async () => {
  useFakeClock(later(EVENING, days(1)));
  const { publisher, series_id, organisationId } = await aCircle();
  const cancelled = await anOccurrence({ series_id, starts_at: EVENING, state: 'cancelled' });
  const consultation = await aSeries({
    organisation_id: organisationId,
    kind: 'peer_consultation',
  });
  const { accountId } = await anAccount(organisationId, 'peer_supporter');
  const slot = await anOccurrence({
    ...{ series_id: consultation, kind: 'peer_consultation', supporter_account_id: accountId },
    starts_at: EVENING,
  });
  expect(await datesOf(publisher)).toEqual([]);
  for (const id of [cancelled, slot]) expect(await count(publisher, id, 1)).toBe('not_begun');
});

test('only who publishes counts, and only at home; a stranger’s try is in the log', async () => {
  useFakeClock(later(EVENING, days(1)));
  const [home, elsewhere] = [await aCircle(), await aCircle()];
  const id = await anOccurrence({ series_id: home.series_id, starts_at: EVENING });
  const supporter = await anAccount(home.organisationId, 'peer_supporter');
  expect(await attendanceIn(supporter, '2026-11')).toBe('not_found');
  for (const stranger of [elsewhere.publisher, supporter])
    expect(await count(stranger, id, 5)).toBe('not_found');
  expect(await datesOf(elsewhere.publisher)).toEqual([]);
  expect(await datesOf(home.publisher)).toMatchObject([{ came: null }]);
  const acts = await auditOf(await anAccount(home.organisationId, 'admin'), home.organisationId);
  expect(acts).toMatchObject([{ act: 'attendance.refused' }, { act: 'attendance.refused' }]);
  expect(await count(home.publisher, 'no-date', 5)).toBe('not_found');
});

test('nothing is kept but the number, and it goes with its date', async () => {
  useFakeClock(later(EVENING, days(1)));
  const { publisher, series_id } = await aCircle();
  const id = await anOccurrence({ series_id, starts_at: EVENING });
  await count(publisher, id, 5);
  const kept = await db
    .selectFrom('attendances')
    .selectAll()
    .where('occurrence_id', '=', id)
    .execute();
  expect(kept).toEqual([{ occurrence_id: id, people: 5 }]);
  await sql`delete from occurrences where id = ${id}`.execute(db);
  const left = await db
    .selectFrom('attendances')
    .selectAll()
    .where('occurrence_id', '=', id)
    .execute();
  expect(left).toEqual([]);
});
