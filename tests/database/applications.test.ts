import { describe, expect, test } from 'vitest';
import { createAccount, signIn } from '#accounts/server';
import {
  answerOperator,
  applicationFor,
  applicationsFor,
  applicationsWaiting,
  applyToPublish,
  auditOf,
  decideApplication,
  findOrganisation,
  ownApplications,
  withdrawOrganisation,
} from '#organisations/server';
import { db } from '#platform/db';
import type { SeriesInput } from '#schedule';
import {
  findOccurrence,
  findSeries,
  publishSeries,
  reviseSeries,
  searchOccurrences,
  takeDownSeries,
} from '#schedule/server';
import { receiptOf, promoteWaiting } from '#signup/server';
import { endWindows, findWindow } from '#windows/server';
import {
  anOperator,
  applicationForm,
  applied,
  checked,
  newAdmin,
  verified,
} from '../support/applications.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { signedUp } from '../support/signup.ts';

const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const evening = (organisationId: string): SeriesInput => ({
  organisationId,
  kind: 'group_session',
  title: 'こもれびのつどい',
  format: 'online',
  capacity: 8,
  signUpPolicy: 'open',
  rules: [{ repeats: 'once', from: inAWeek, startsAt: '20:00', endsAt: '21:00' }],
});

describe('an application', () => {
  test('makes an organisation that nobody sees, with an admin who is signed in and can sign in again', async () => {
    const account = newAdmin();
    const done = await applyToPublish(null, applicationForm(), account);
    if (done === 'busy' || 'problems' in done) throw new Error(JSON.stringify(done));
    expect(done.cookie).toBeDefined();
    expect(await findOrganisation(done.organisationId)).toMatchObject({
      standing: 'applied',
      shown: false,
      url: 'https://komorebi.example.jp',
    });
    const entered = await signIn(account);
    if (typeof entered === 'string') throw new Error(entered);
    expect(entered.viewer.memberships.map(({ role }) => role).sort()).toEqual([
      'admin',
      'publisher',
    ]);
  });

  test('of somebody signed in makes them its admin, and asks for no new login', async () => {
    const viewer = await anAccount(await anOrganisation(), 'publisher');
    const nobody = { login: '', displayName: '', password: '' };
    const done = await applyToPublish(viewer, applicationForm(), nobody);
    if (done === 'busy' || 'problems' in done) throw new Error(JSON.stringify(done));
    expect(done.cookie).toBeUndefined();
    const admin = await db
      .selectFrom('memberships')
      .select('account_id')
      .where('organisation_id', '=', done.organisationId)
      .where('role', '=', 'admin')
      .executeTakeFirst();
    expect(admin?.account_id).toBe(viewer.accountId);
  });

  test('without one of the promises, or with half of it missing, is told field by field and leaves nothing', async () => {
    const before = await db.selectFrom('organisations').select('id').execute();
    const refused = await applyToPublish(
      null,
      applicationForm({
        promises: ['no_soliciting'],
        fees: ' ',
        prefCode: '',
        url: 'javascript:alert(1)',
      }),
      newAdmin({ password: 'short', login: 'あ' }),
    );
    expect(refused).toEqual({
      problems: {
        promises: 'organisations_problem_promises',
        fees: 'organisations_problem_fees',
        prefCode: 'organisations_problem_area',
        url: 'organisations_problem_url',
        password: 'accounts_problem_password',
        login: 'accounts_problem_login',
      },
    });
    expect(await db.selectFrom('organisations').select('id').execute()).toEqual(before);
  });

  test('with a login that somebody has leaves no organisation behind', async () => {
    const [login, name] = ['taken-by-another', '名前だけの会'];
    await createAccount(newAdmin({ login }));
    expect(
      await applyToPublish(
        null,
        applicationForm({ name }),
        newAdmin({ login: login.toUpperCase() }),
      ),
    ).toEqual({ problems: { login: 'accounts_problem_login_taken' } });
    const left = db.selectFrom('organisations').select('id').where('name', '=', name);
    expect(await left.execute()).toEqual([]);
  });
});

describe('the operator', () => {
  test('verifies what meets every criterion, and then it publishes', async () => {
    const [operator, { id, admin }] = [await anOperator(), await applied()];
    expect(await publishSeries(admin, evening(id))).toMatchObject({ problems: {} });
    const unmet = checked().map((check, at) => ({ ...check, met: at > 0 }));
    expect(await decideApplication(operator, id, { ...verified, checks: unmet })).toBe('unmet');
    expect(await decideApplication(operator, id, { ...verified, checks: [] })).toBe('unmet');
    expect(await decideApplication(operator, id, verified)).toBe('decided');
    expect(await findOrganisation(id)).toMatchObject({ standing: 'verified', shown: true });
    expect(await publishSeries(admin, evening(id))).toEqual(expect.any(String));
    expect(await decideApplication(operator, id, verified)).toBe('not_found');
  });

  test('sends back with a question, which is answered, or declines with a reason', async () => {
    const [operator, { id, admin }] = [await anOperator(), await applied()];
    const ask = { decision: 'asked', checks: checked(false) } as const;
    expect(await decideApplication(operator, id, ask)).toBe('no_reason');
    await decideApplication(operator, id, { ...ask, remark: '福祉課のどなたですか。' });
    expect(await ownApplications(admin)).toMatchObject([{ remark: '福祉課のどなたですか。' }]);
    expect(await answerOperator(admin, id, '  ')).toBe('empty');
    expect(await answerOperator(admin, id, '係長の方です。')).toBe('answered');
    expect(await answerOperator(admin, id, 'もう一度')).toBe('not_found');
    expect(await applicationFor(operator, id)).toMatchObject({
      reply: '係長の方です。',
      organisation: { standing: 'applied' },
    });
    await decideApplication(operator, id, {
      decision: 'declined',
      checks: checked(false),
      remark: '料金がわかりません。',
    });
    expect(await ownApplications(admin)).toMatchObject([
      { remark: '料金がわかりません。', organisation: { standing: 'declined', shown: false } },
    ]);
    expect(await auditOf(admin, id)).toMatchObject([
      { act: 'application.declined' },
      { act: 'application.answered' },
      { act: 'application.asked' },
      { act: 'application.made' },
    ]);
  });

  test('is told how many wait, and nobody else is', async () => {
    const operator = await anOperator();
    const before = await applicationsWaiting(operator);
    const { id, admin } = await applied();
    expect(await applicationsWaiting(operator)).toBe(before + 1);
    expect(await applicationsWaiting(admin)).toBe(0);
    expect(await decideApplication(operator, id, verified)).toBe('decided');
    expect(await applicationsWaiting(operator)).toBe(before);
  });

  test('cannot show two of one name in one place', async () => {
    const [operator, name] = [await anOperator(), 'ふたごの会'];
    const [first, second] = [await applied({ name }), await applied({ name })];
    expect(await decideApplication(operator, first.id, verified)).toBe('decided');
    expect(await decideApplication(operator, second.id, verified)).toBe('name_taken');
  });

  test('is somebody else: nobody reads or decides applications, their own neither, and the tries are written down', async () => {
    const { id, admin } = await applied();
    expect(await applicationsFor(admin)).toBe('not_found');
    expect(await applicationFor(admin, id)).toBe('not_found');
    expect(await decideApplication(admin, id, verified)).toBe('not_found');
    expect(await withdrawOrganisation(admin, id, '理由', [])).toBe('not_found');
    const stranger = await anAccount(await anOrganisation(), 'admin');
    expect(await answerOperator(stranger, id, 'こんにちは')).toBe('not_found');
    const acts = await auditOf(admin, id);
    expect(acts).toMatchObject([
      { act: 'application.refused' },
      { act: 'application.refused' },
      { act: 'application.made' },
    ]);
    const onSite = await db
      .selectFrom('audit_entries')
      .select('act')
      .where('organisation_id', 'is', null)
      .where('account_id', '=', admin.accountId)
      .execute();
    expect(onSite).toEqual([{ act: 'applications.refused' }]);
  });
});

describe('an organisation that is withdrawn', () => {
  test('leaves the public at once; who signed up finds the reason where their place was', async () => {
    const [operator, { id, admin }] = [await anOperator(), await applied()];
    await decideApplication(operator, id, verified);
    const series = await publishSeries(admin, evening(id));
    if (typeof series !== 'string') throw new Error(JSON.stringify(series));
    const { id: occurrence } = await db
      .selectFrom('occurrences')
      .select('id')
      .where('series_id', '=', series)
      .executeTakeFirstOrThrow();
    const { id: window } = await db
      .insertInto('windows')
      .values({ organisation_id: id, name: 'こもれび相談', level: 'nationwide' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { viewer, receipt } = await signedUp(occurrence);

    const parts = [takeDownSeries, endWindows];
    expect(await withdrawOrganisation(operator, id, ' ', parts)).toBe('no_reason');
    expect(await withdrawOrganisation(operator, id, '連絡がとれません。', parts)).toBe('withdrawn');
    expect(await findOrganisation(id)).toMatchObject({ standing: 'withdrawn', shown: false });
    expect(await findOccurrence(occurrence)).toBeUndefined();
    expect(await findWindow(window)).toBeUndefined();
    const { days } = await searchOccurrences({ from: inAWeek, days: 1 });
    expect(JSON.stringify(days)).not.toContain(id);
    expect(await receiptOf(viewer, receipt)).toMatchObject({
      occurrence: { state: 'cancelled', cancelledReason: '連絡がとれません。' },
    });

    expect(await findSeries(admin, series)).toMatchObject({ state: 'withdrawn' });
    const again = { publish: true, promote: promoteWaiting };
    expect(await reviseSeries(admin, series, evening(id), again)).toMatchObject({ problems: {} });
    expect(await decideApplication(operator, id, verified)).toBe('decided');
    expect(await reviseSeries(admin, series, evening(id), again)).toBe('saved');
    expect(await findOccurrence(occurrence)).toMatchObject({ state: 'cancelled' });
  });

  test('and a series published at the same moment: one of the two comes first, nothing of it stays public', async () => {
    const [operator, { id, admin }] = [await anOperator(), await applied()];
    await decideApplication(operator, id, verified);
    const parts = [takeDownSeries, endWindows];
    await Promise.all([
      publishSeries(admin, evening(id)),
      withdrawOrganisation(operator, id, 'おわり', parts),
      publishSeries(admin, evening(id)),
    ]);
    const shown = await db
      .selectFrom('series')
      .select('id')
      .where('organisation_id', '=', id)
      .where('shown', '=', true)
      .execute();
    expect(shown).toEqual([]);
  });
});
