/** Pages of staff that only show a record: offers, shifts and sign-ups that refer to its row never wait for them. */
import { expect, test } from 'vitest';
import { addDistrictOnce } from '#areas/server';
import { hours, later, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { previewAvailability, readAvailability } from '#schedule/server';
import { roomCodeOf } from '#signup/server';
import { correctionsOf, districtToKeep, windowToKeep } from '#windows/server';
import { anOperator } from '../support/applications.ts';
import { aListener, wednesdays } from '../support/consultations.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { aTown, aWindow } from '../support/towns.ts';

/** Who locked a row is written into it, and stays there. */
const locked = async (table: 'windows' | 'districts' | 'series' | 'occurrences', id: string) =>
  (
    await sql<{ by: string }>`
      select xmax::text as by from ${sql.table(table)} where id = ${id}`.execute(db)
  ).rows[0]?.by;

test('looking at a desk, and at what is said to be wrong with it, locks nothing', async () => {
  const operator = await anOperator();
  const id = await aWindow({ level: 'nationwide' });
  const before = await locked('windows', id);
  expect(await windowToKeep(operator, id)).toMatchObject({ mayRevise: true });
  expect(await correctionsOf(operator, id)).toEqual([]);
  expect(await locked('windows', id)).toBe(before);
});

test('looking at a district locks nothing', async () => {
  const { code5 } = await aTown();
  const id = await addDistrictOnce({ kind: 'ward', code5, name: '中区' });
  const before = await locked('districts', id);
  expect(await districtToKeep(await anOperator(), id)).toMatchObject({ district: { id } });
  expect(await locked('districts', id)).toBe(before);
});

test('reading and trying out hours of a supporter locks nothing', async () => {
  const { seriesId, supporter } = await aListener();
  // Saving them held it.
  await sql`update series set title = title where id = ${seriesId}`.execute(db);
  const before = await locked('series', seriesId);
  expect(await readAvailability(supporter, seriesId)).toMatchObject({ slotMinutes: 40 });
  expect(await previewAvailability(supporter, wednesdays(seriesId))).toMatchObject({ clashes: [] });
  expect(await locked('series', seriesId)).toBe(before);
});

test('a host who looks whether the room asks for a number holds up nobody who signs up', async () => {
  const organisation_id = await anOrganisation();
  const host = await anAccount(organisation_id, 'publisher');
  const series_id = await aSeries({ organisation_id });
  const id = await anOccurrence({ series_id, starts_at: later(now(), hours(1)) });
  const before = await locked('occurrences', id);
  expect(await roomCodeOf(host, id)).toEqual({ code: null });
  expect(await locked('occurrences', id)).toBe(before);
});
