/** The admin of one organisation reaches for everything of another: 404 each time, and its admin sees who tried. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import {
  agreeToEndApproval,
  answerNaming,
  answerOperator,
  appearOnPage,
  applicationFor,
  askToEndApproval,
  decideApplication,
  invitationsOf,
  inviteMember,
  keepApproval,
  setMemberRoles,
  verifyAsEntry,
  wantApproval,
  withdrawInvitation,
  withdrawOrganisation,
  writePage,
} from '#organisations/server';
import { db } from '#platform/db';
import {
  addDate,
  changeDates,
  approveSeries,
  previewFates,
  sendSeriesBack,
  submissionOf,
  consultationsOf,
  laysSlots,
  leaveConsultations,
  limitRepeats,
  nameStandBy,
  previewSeries,
  showPortraitAt,
  slotsOfSupporter,
  slotsUncovered,
  standByFor,
  welcomeAt,
} from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { appearAtDesk, showPortraitAtDesk } from '#windows/server';
import { NAMERS } from '../../src/namers.server.ts';
import { aConsultation } from '../support/consultations.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { aWindow } from '../support/towns.ts';

interface Theirs {
  id: OrganisationId;
  admin: AccountViewer;
  member: AccountViewer;
  supporter: AccountViewer;
  series: string;
  consultation: string;
  desk: string;
  occurrence: string;
  invitation: string;
}

let theirs: Theirs;
let intruder: AccountViewer;

beforeAll(async () => {
  const id = await anOrganisation();
  const admin = await anAccount(id, 'admin');
  const member = await anAccount(id, 'publisher');
  const application = { recommender: '市', fees: '無料', applied_at: new Date() };
  const promises = ['no_soliciting', 'no_pull_out', 'fees_published'];
  await db
    .insertInto('applications')
    .values({ organisation_id: id, promises, ...application })
    .execute();
  await inviteMember(admin, id, ['expert']);
  const open = await invitationsOf(admin, id);
  if (open === 'not_found') throw new Error(open);
  const series = await aSeries({ organisation_id: id });
  const occurrence = await anOccurrence({ series_id: series, starts_at: new Date('2030-01-01') });
  const { consultation, supporter } = await theirSlots(id);
  const desk = await aWindow({ organisation_id: id, level: 'nationwide' });
  const invitation = open[0]?.id ?? '';
  const people = { admin, member, supporter };
  theirs = { id, ...people, series, consultation, desk, occurrence, invitation };
  intruder = await anAccount(
    await anOrganisation(),
    'admin',
    'publisher',
    'approver',
    'supervisor',
  );
});

/** One of a supporter who listens there, and one of somebody who does no more. */
async function theirSlots(
  id: OrganisationId,
): Promise<{ consultation: string; supporter: AccountViewer }> {
  const consultation = await aConsultation(id);
  const [supporter, left] = [await anAccount(id, 'peer_supporter'), await anAccount(id)];
  for (const { accountId } of [supporter, left])
    await anOccurrence({
      series_id: consultation,
      kind: 'peer_consultation',
      supporter_account_id: accountId,
      starts_at: new Date('2030-01-02'),
      taken: 1,
    });
  return { consultation, supporter };
}

const input = (organisationId: string) => ({
  organisationId,
  kind: 'group_session' as const,
  title: 'よその会',
  format: 'online' as const,
  rules: [{ repeats: 'once' as const, from: '2030-01-05', startsAt: '10:00', endsAt: '11:00' }],
});

const hours = { startsAt: '10:00', endsAt: '11:00' };
const page = { summary: '別の団体', url: '', face: null, message: '', messageBy: '' };
const decision = { decision: 'declined' as const, checks: [], remark: 'x' };

const host = { nickname: 'x', message: '', relation: '', drawing: null, consents: false };

const talksOf = ({ consultation, supporter }: Theirs) => ({
  seriesId: consultation,
  supporterAccountId: supporter.accountId,
});

const organisationOf = (viewer: AccountViewer): string =>
  viewer.memberships[0]?.organisationId ?? 'none';

type Verb = (viewer: AccountViewer, at: Theirs) => Promise<unknown>;

/** Those of series, dates, slots and rosters are in `refusals.test.ts`. */
const VERBS: Record<string, Verb> = {
  addDate: (viewer, at) => addDate(viewer, at.series, { date: '2030-01-05', ...hours }),
  changeDates: (viewer, at) =>
    changeDates(viewer, [at.occurrence], { act: 'cancel', reason: 'x' }, promoteWaiting),
  answerNaming: (viewer, at) =>
    answerNaming(viewer, at.id, { kind: 'series', id: at.series, ours: true, parts: [] }, NAMERS),
  answerOperator: (viewer, at) => answerOperator(viewer, at.id, 'x'),
  appearOnPage: (viewer, at) => appearOnPage(viewer, at.id, { nickname: 'x', words: '' }),
  applicationFor: (viewer, at) => applicationFor(viewer, at.id),
  approveSeries: (viewer, at) =>
    approveSeries(viewer, at.series, { submission: 'x', seen: '', promote: promoteWaiting }),
  agreeToEndApproval: (viewer, at) => agreeToEndApproval(viewer, at.id),
  askToEndApproval: (viewer, at) => askToEndApproval(viewer, at.id),
  keepApproval: (viewer, at) => keepApproval(viewer, at.id),
  decideApplication: (viewer, at) => decideApplication(viewer, at.id, decision),
  invitationsOf: (viewer, at) => invitationsOf(viewer, at.id),
  inviteMember: (viewer, at) => inviteMember(viewer, at.id, ['admin']),
  previewSeries: (viewer, at) => previewSeries(viewer, input(organisationOf(viewer)), at.series),
  previewFates: (viewer, at) => previewFates(viewer, at.series, input(at.id)),
  sendSeriesBack: (viewer, at) =>
    sendSeriesBack(viewer, at.series, { submission: 'x', remark: 'x' }),
  setMemberRoles: (viewer, at) =>
    setMemberRoles(
      viewer,
      { organisationId: at.id, accountId: at.member.accountId },
      ['admin'],
      leaveConsultations,
    ),
  standByFor: (viewer, at) => standByFor(viewer, talksOf(at)),
  limitRepeats: (viewer, at) =>
    limitRepeats(viewer, at.consultation, { mostHeld: 1, mostIn30Days: null }),
  nameStandBy: (viewer, at) => nameStandBy(viewer, talksOf(at), organisationOf(viewer)),
  submissionOf: async (viewer, at) => {
    const { waiting, remark } = await submissionOf(viewer, at.series);
    return waiting === null && remark === '' ? 'not_found' : waiting;
  },
  verifyAsEntry: (viewer, at) =>
    verifyAsEntry(
      viewer,
      at.id,
      at.id,
      { checks: [] },
      { handOver: [], leave: leaveConsultations },
    ),
  wantApproval: (viewer, at) => wantApproval(viewer, at.id),
  withdrawInvitation: (viewer, at) => withdrawInvitation(viewer, at.invitation),
  withdrawOrganisation: (viewer, at) => withdrawOrganisation(viewer, at.id, 'x', []),
  showPortraitAt: (viewer, at) => showPortraitAt(viewer, at.series),
  appearAtDesk: (viewer, at) =>
    appearAtDesk(viewer, at.desk, { nickname: 'x', message: '', drawing: null }),
  showPortraitAtDesk: (viewer, at) => showPortraitAtDesk(viewer, at.desk),
  writePage: (viewer, at) => writePage(viewer, at.id, page),
  welcomeAt: (viewer, at) => welcomeAt(viewer, at.series, host),
};

test.each(Object.entries(VERBS))(
  "%s finds nothing of another organisation's, however often, and its admin sees once who tried",
  async (_name, verb) => {
    await db.deleteFrom('audit_entries').execute();
    for (let n = 0; n < 5; n += 1) expect(await verb(intruder, theirs)).toBe('not_found');
    const tried = await db
      .selectFrom('audit_entries')
      .select(['organisation_id', 'account_id', 'act'])
      .execute();
    expect(tried).toEqual([
      {
        organisation_id: theirs.id,
        account_id: intruder.accountId,
        act: expect.stringMatching(/^[a-z]+\.refused$/) as string,
      },
    ]);
  },
);

test('what was tried changed nothing', async () => {
  const { wants_approval, standing, summary } = await db
    .selectFrom('organisations')
    .selectAll()
    .where('id', '=', theirs.id)
    .executeTakeFirstOrThrow();
  expect({ wants_approval, standing, summary }).toEqual({
    wants_approval: false,
    standing: 'verified',
    summary: '',
  });
  expect(await invitationsOf(theirs.admin, theirs.id)).toHaveLength(1);
});

test("lists of slots hold none of another organisation's, whoever is asked for", async () => {
  expect(await consultationsOf(intruder)).toEqual([]);
  expect(await laysSlots(intruder)).toBe(false);
  expect(await slotsUncovered(intruder)).toEqual([]);
  expect(await slotsOfSupporter(intruder, theirs.supporter.accountId)).toEqual([]);
  expect(await consultationsOf(theirs.admin)).toHaveLength(1);
  expect(await laysSlots(theirs.admin)).toBe(true);
  expect(await slotsUncovered(theirs.admin)).toHaveLength(1);
  expect(await slotsOfSupporter(theirs.admin, theirs.supporter.accountId)).toHaveLength(1);
});

/** Those of the test above. */
const LISTS = ['consultationsOf', 'laysSlots', 'slotsOfSupporter', 'slotsUncovered'];

/** Of the viewer's own alone, or of the whole site: no id of another organisation goes in; and what verbs ask or answer with. */
const OWN = [
  ...['acceptInvitation', 'applicationsFor', 'applyToPublish', 'organisationsOf', 'ownAppearance'],
  ...[
    'changeOwnPassword',
    'applicationsWaiting',
    'approvalEndsFor',
    'namingsFor',
    'ownApplications',
    'hidePortraitAt',
    'hidePortraitAtDesk',
    'refuseDistricts',
    'mayKeep',
    'refuseDistrict',
    'ownAppearanceAtDesk',
    'ownHosting',
    'portraitAt',
    'recordOnDistrict',
    'recordOnWindow',
    'refuse',
    'refuseApplication',
    'refuseImports',
    'refuseImport',
    'refuseOrganisation',
    'refuseOnSite',
    'refuseSeries',
    'refuseWindow',
    // Only what colleagues ask of the viewer: another's is not found (`colleague-calls.test.ts`).
    'standByRequests',
    'standsBy',
    'agreeToStandBy',
    'declineToStandBy',
    'waitingFor',
  ],
];

test('no verb of organisations, series, windows and imports that takes a viewer is left out of these tables', () => {
  const root = path.join(import.meta.dirname, '../..');
  const verbs = ['organisations', 'schedule', 'windows', 'imports'].flatMap((feature) =>
    readdirSync(path.join(root, 'src', feature), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.server.ts'))
      .map((name) => readFileSync(path.join(root, 'src', feature, name), 'utf8'))
      .flatMap((text) => [...text.matchAll(VERB)].map(([, name, other]) => name ?? other ?? '')),
  );
  const elsewhere = readdirSync(import.meta.dirname)
    .filter((name) => !name.startsWith('foreign-admin'))
    .map((name) => readFileSync(path.join(import.meta.dirname, name), 'utf8'))
    .filter((text) => text.includes('.refused'))
    .join();
  const left = verbs.filter(
    (verb) =>
      !(verb in VERBS) &&
      ![...OWN, ...LISTS].includes(verb) &&
      !new RegExp(`\\b${verb}\\b`).test(elsewhere),
  );
  expect(verbs).toEqual(
    expect.arrayContaining(['publishSeries', 'saveAvailability', 'addDistrict', 'confirmImport']),
  );
  expect(left).toEqual([]);
});

const VERB =
  /export (?:async )?(?:function (\w+)\s*\(|const (\w+) = (?:async )?\()\s*viewer: AccountViewer/g;
