import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { auditOf, auditPagesOf, membersOf, recordAct, refuse } from '#organisations/server';
import { minutes } from '#platform/clock';
import { db } from '#platform/db';
import type { SeriesInput } from '#schedule';
import {
  cancelOccurrence,
  colleaguesFor,
  endSeries,
  findSeries,
  moveOccurrence,
  publishSeries,
  reviseSeries,
  previewAvailability,
  readAvailability,
  saveAvailability,
  saveDraft,
  seriesOf,
} from '#schedule/server';
import { hostOccurrenceRoom, signupsAt, promoteWaiting, standIn } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { aConsultation, wednesdays } from '../support/consultations.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aSeries, anOccurrence } from '../support/schedule.ts';

interface Theirs {
  organisationId: OrganisationId;
  seriesId: string;
  consultationId: string;
  slotId: string;
  occurrenceId: string;
}

let theirs: Theirs;
let intruder: AccountViewer;

beforeAll(async () => {
  const organisationId = await anOrganisation();
  const mine = await anOrganisation();
  const seriesId = await aSeries({ organisation_id: organisationId });
  const consultationId = await aConsultation(organisationId);
  const { accountId } = await anAccount(organisationId, 'peer_supporter');
  theirs = {
    organisationId,
    seriesId,
    consultationId,
    slotId: await anOccurrence({
      series_id: consultationId,
      kind: 'peer_consultation',
      supporter_account_id: accountId,
      starts_at: inAWeek,
    }),
    occurrenceId: await anOccurrence({ series_id: seriesId, starts_at: inAWeek }),
  };
  intruder = await anAccount(mine, 'admin', 'publisher', 'peer_supporter', 'supervisor');
});

const inAWeek = new Date(Date.now() + 7 * 86_400_000);
const day = inAWeek.toISOString().slice(0, 10);
const hours = { startsAt: '20:00', endsAt: '21:00' };

const input = (organisationId: string): SeriesInput => ({
  organisationId,
  kind: 'group_session',
  title: 'よその会',
  format: 'online',
  rules: [{ repeats: 'once', from: day, ...hours }],
});

type Verb = (viewer: AccountViewer, at: Theirs) => Promise<unknown>;

/** Every verb of staff that is told an organisation, or something of one, by its id. */
const VERBS: Record<string, Verb> = {
  auditOf: (viewer, at) => auditOf(viewer, at.organisationId),
  membersOf: (viewer, at) => membersOf(viewer, at.organisationId),
  publishSeries: (viewer, at) => publishSeries(viewer, input(at.organisationId)),
  saveDraft: (viewer, at) => saveDraft(viewer, input(at.organisationId)),
  reviseSeries: (viewer, at) =>
    reviseSeries(viewer, at.seriesId, input(at.organisationId), {
      publish: true,
      promote: promoteWaiting,
    }),
  endSeries: (viewer, at) => endSeries(viewer, at.seriesId, 'x'),
  findSeries: (viewer, at) => findSeries(viewer, at.seriesId),
  seriesOf: (viewer, at) => seriesOf(viewer, at.organisationId),
  cancelOccurrence: (viewer, at) => cancelOccurrence(viewer, at.occurrenceId, 'x'),
  moveOccurrence: (viewer, at) => moveOccurrence(viewer, at.occurrenceId, { date: day, ...hours }),
  saveAvailability: (viewer, at) => saveAvailability(viewer, wednesdays(at.consultationId)),
  previewAvailability: (viewer, at) => previewAvailability(viewer, wednesdays(at.consultationId)),
  readAvailability: (viewer, at) => readAvailability(viewer, at.consultationId),
  colleaguesFor: (viewer, at) => colleaguesFor(viewer, at.slotId),
  standIn: (viewer, at) =>
    standIn(viewer, { occurrenceId: at.slotId, accountId: viewer.accountId }),
  signupsAt: (viewer, at) => signupsAt(viewer, at.occurrenceId),
  hostOccurrenceRoom: (viewer, at) => hostOccurrenceRoom(viewer, at.occurrenceId),
};

const actsOf = (organisationId: OrganisationId) =>
  db
    .selectFrom('audit_entries')
    .select(['account_id', 'act'])
    .where('organisation_id', '=', organisationId)
    .orderBy('id')
    .execute();

const nothing = ['not_found', undefined];

test.each(Object.entries(VERBS))(
  "%s finds nothing of another organisation's, and its admin sees who tried",
  async (_name, verb) => {
    // The same try again is written only once in ten minutes.
    await db.deleteFrom('audit_entries').execute();
    const found = await verb(intruder, theirs);
    expect(nothing.includes(found as string) || (found as unknown[]).length === 0).toBe(true);
    const [tried, ...more] = await actsOf(theirs.organisationId);
    expect(tried).toMatchObject({
      account_id: intruder.accountId,
      act: expect.stringMatching(/^[a-z]+\.refused$/) as string,
    });
    expect(more).toEqual([]);
  },
);

test.each(Object.entries(VERBS))('%s answers the same for what does not exist', async (_, verb) => {
  const nowhere = {
    organisationId: randomUUID() as OrganisationId,
    seriesId: randomUUID(),
    consultationId: randomUUID(),
    slotId: randomUUID(),
    occurrenceId: randomUUID(),
  };
  expect(await verb(intruder, nowhere)).toEqual(await verb(intruder, theirs));
  expect(await actsOf(nowhere.organisationId)).toEqual([]);
});

test('the same try a hundred times fills nobody’s log, and is said again later', async () => {
  const clock = useFakeClock('2026-11-21T12:00:00+09:00');
  const organisationId = await anOrganisation();
  const admin = await anAccount(organisationId, 'admin');
  const tries = async () => {
    for (let n = 0; n < 100; n += 1) await membersOf(intruder, organisationId);
    return auditOf(admin, organisationId);
  };
  expect(await tries()).toHaveLength(1);
  clock.advance(minutes(10));
  expect(await tries()).toHaveLength(2);
});

test('two hundred and fifty different tries push nothing out of sight', async () => {
  const clock = useFakeClock('2026-11-21T12:00:00+09:00');
  const organisationId = await anOrganisation();
  const admin = await anAccount(organisationId, 'admin');
  const act = { organisationId, act: 'member.removed', subject: 'account:x' };
  await recordAct(admin, act);
  const tries = async (viewer: AccountViewer) => {
    for (let n = 0; n < 250; n += 1)
      await refuse(viewer, { ...act, act: 'occurrence.refused', subject: `occurrence:${n}` });
    return (await auditOf(admin, organisationId)) as { act: string }[];
  };
  expect((await tries(intruder)).map((one) => one.act)).toEqual([
    ...Array.from({ length: 20 }, () => 'occurrence.refused'),
    'member.removed',
  ]);
  const other = await anAccount(await anOrganisation(), 'admin');
  expect(await tries(other)).toHaveLength(41);
  clock.advance(minutes(10));
  expect(await tries(intruder)).toHaveLength(61);
});

test('of two hundred and one acts the oldest is on the second page, for the admin alone', async () => {
  const organisationId = await anOrganisation();
  const admin = await anAccount(organisationId, 'admin');
  for (let n = 0; n <= 200; n += 1)
    await recordAct(admin, { organisationId, act: 'roster.read', subject: `occurrence:${n}` });
  expect(await auditOf(admin, organisationId)).toHaveLength(200);
  expect(await auditOf(admin, organisationId, 2)).toMatchObject([{ subject: 'occurrence:0' }]);
  expect(await auditPagesOf(admin, organisationId)).toBe(2);
  expect(await auditPagesOf(intruder, organisationId)).toBe(0);
});

test('what was tried changed nothing', async () => {
  const { state } = await db
    .selectFrom('occurrences')
    .select('state')
    .where('id', '=', theirs.occurrenceId)
    .executeTakeFirstOrThrow();
  expect(state).toBe('scheduled');
});
