import { expect, test } from 'vitest';
import { organisationIdsOf } from '#accounts';
import { demonstrationViewer, loadDemonstrationAccounts } from '#accounts/server';
import { awaitDesks, loadDemonstrationDuty, withoutDesk } from '#duty/server';
import { demonstrationOrganisation, loadDemonstrationOrganisations } from '#organisations/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { auditContacts, deskOf, handOverRecords, loadDemonstrationContacts } from '#urgent/server';
import { loadDemonstrationWindows } from '#windows/server';
import { useFakeClock } from '../support/clock.ts';

const theirs = async (login: string) => {
  const viewer = await demonstrationViewer(login);
  if (!viewer) throw new Error(`${login} is not there`);
  return viewer;
};

test('shows a desk with words that wait, and once a talk that its person let another desk hand on to it', async () => {
  useFakeClock('2026-11-26T20:00:00+09:00');
  await loadDemonstrationOrganisations();
  await loadDemonstrationAccounts(demonstrationOrganisation);
  await loadDemonstrationWindows();
  await loadDemonstrationDuty();
  for (let start = 0; start < 2; start += 1) await loadDemonstrationContacts();

  const desk = await deskOf(await theirs('yuri'));
  expect(desk.letters.map(({ name }) => name)).toEqual(['ひいらぎ']);
  expect(desk.callbacks.map(({ name }) => name).sort()).toEqual(['つくし', 'なずな']);
  const aoi = await theirs('aoi');
  const [organisationId] = organisationIdsOf(aoi, 'read_audit');
  expect(organisationId && (await handOverRecords(aoi, organisationId))).toMatchObject([
    { what: 'talk', over: false },
  ]);
  expect(await auditContacts(db, now())).toEqual([]);
});

test('leaves nobody on duty: a portal that begins right after rings at no desk that nobody has opened', async () => {
  useFakeClock('2026-11-26T20:00:01+09:00');
  await awaitDesks();
  const { accountId } = await theirs('kaede');
  expect(await withoutDesk([accountId], now())).toEqual([accountId]);
});
