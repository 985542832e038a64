import { beforeEach, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { agreeToEndApproval, askToEndApproval, auditOf, wantApproval } from '#organisations/server';
import { brokenConstraint, db } from '#platform/db';
import type { SeriesId, SeriesInput } from '#schedule';
import {
  addDate,
  approveSeries,
  cancelOccurrence,
  changeDates,
  endSeries,
  findOccurrence,
  findSeries,
  publishSeries,
  reviseSeries,
  saveDraft,
  sendSeriesBack,
  submissionOf,
  waitingFor,
} from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { signedUp } from '../support/signup.ts';

const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const later = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);

let id: OrganisationId;
let publisher: AccountViewer;
let approver: AccountViewer;
let admin: AccountViewer;

beforeEach(async () => {
  id = await anOrganisation();
  admin = await anAccount(id, 'admin');
  publisher = await anAccount(id, 'publisher');
  approver = await anAccount(id, 'approver');
  expect(await wantApproval(admin, id)).toBe('set');
});

const evening = (over: Partial<SeriesInput> = {}): SeriesInput => ({
  organisationId: id,
  kind: 'group_session',
  title: '決裁のいる会',
  format: 'online',
  capacity: 8,
  signUpPolicy: 'open',
  rules: [{ repeats: 'once', from: inAWeek, startsAt: '20:00', endsAt: '21:00' }],
  ...over,
});

async function submitted(viewer = publisher): Promise<SeriesId> {
  const series = await publishSeries(viewer, evening());
  if (typeof series !== 'string' || series === 'not_found') throw new Error(JSON.stringify(series));
  return series;
}

async function waiting(series: string, viewer = approver) {
  const { waiting: found } = await submissionOf(viewer, series);
  if (!found) throw new Error('nothing waits');
  return found;
}

async function approve(
  series: string,
  viewer = approver,
  found?: Awaited<ReturnType<typeof waiting>>,
) {
  const { id: submission, fates } = found ?? (await waiting(series, viewer));
  return approveSeries(viewer, series, {
    submission,
    seen: fates.seen,
    promote: promoteWaiting,
  });
}

const datesOf = (series: string) =>
  db.selectFrom('occurrences').selectAll().where('series_id', '=', series).execute();

const publish = { publish: true, promote: promoteWaiting };

describe('where an organisation wants approval', () => {
  test('what is submitted is seen by nobody until somebody else approves it', async () => {
    const series = await submitted();
    expect(await findSeries(publisher, series)).toMatchObject({ state: 'submitted' });
    expect(await datesOf(series)).toEqual([]);
    expect(await waitingFor(approver)).toMatchObject([{ seriesId: series, own: false }]);
    expect(await approve(series)).toBe('approved');
    const [date] = await datesOf(series);
    expect(await findOccurrence(date?.id ?? '')).toMatchObject({ title: '決裁のいる会' });
    expect(await waitingFor(approver)).toEqual([]);
    expect((await auditOf(admin, id)) as object[]).toMatchObject([
      { act: 'series.approved' },
      { act: 'series.submitted' },
      { act: 'approval.wanted' },
    ]);
  });

  test('nobody approves what they submitted, whatever their roles, and the table says so too', async () => {
    const both = await anAccount(id, 'publisher', 'approver', 'admin');
    const series = await submitted(both);
    expect(await approve(series, both)).toBe('own');
    const raw = db
      .updateTable('series_submissions')
      .set({ decision: 'approved', decided_by: both.accountId, decided_at: new Date() })
      .where('series_id', '=', series)
      .execute();
    expect(brokenConstraint(await raw.catch((error: unknown) => error))).toBe(
      'series_submissions_four_eyes',
    );
    expect(await approve(series, admin)).toBe('approved');
  });

  test('neither a publisher nor a supporter approves, nor an approver of another organisation', async () => {
    const series = await submitted();
    const { id: submission, fates } = await waiting(series);
    const approving = { submission, seen: fates.seen, promote: promoteWaiting };
    const other = await anOrganisation();
    for (const viewer of [
      await anAccount(id, 'publisher', 'peer_supporter', 'supervisor', 'window_staff'),
      await anAccount(other, 'admin', 'approver'),
    ]) {
      expect(await approveSeries(viewer, series, approving)).toBe('not_found');
      const back = { submission, remark: 'だめ' };
      expect(await sendSeriesBack(viewer, series, back)).toBe('not_found');
      expect(await waitingFor(viewer)).toEqual([]);
    }
    const stranger = await anAccount(other, 'admin', 'approver');
    expect(await submissionOf(stranger, series)).toEqual({ waiting: null, remark: '' });
    expect(await findSeries(publisher, series)).toMatchObject({ state: 'submitted' });
  });

  test('what is sent back is a draft again, with the remark, until it is submitted anew', async () => {
    const series = await submitted();
    const { id: submission } = await waiting(series);
    expect(await sendSeriesBack(approver, series, { submission, remark: ' ' })).toBe('no_remark');
    const remark = '会場の行き方を入れてください。';
    expect(await sendSeriesBack(approver, series, { submission, remark })).toBe('sent_back');
    expect(await findSeries(publisher, series)).toMatchObject({ state: 'draft' });
    expect(await submissionOf(publisher, series)).toEqual({ waiting: null, remark });
    expect(await reviseSeries(publisher, series, evening(), publish)).toBe('submitted');
    expect(await submissionOf(publisher, series)).toMatchObject({ remark: '' });
  });

  test('an approver approves what they read: something newer waits to be read first', async () => {
    const series = await submitted();
    const { id: submission, fates } = await waiting(series);
    await reviseSeries(publisher, series, evening({ title: 'べつの会' }), publish);
    const old = { submission, seen: fates.seen, promote: promoteWaiting };
    expect(await approveSeries(approver, series, old)).toBe('changed_meanwhile');
    expect(await approve(series)).toBe('approved');
    expect(await findSeries(publisher, series)).toMatchObject({ title: 'べつの会' });
  });

  test('a submission saved as a draft waits no more', async () => {
    const series = await submitted();
    const draft = { publish: false, promote: promoteWaiting };
    expect(await reviseSeries(publisher, series, evening(), draft)).toBe('saved');
    expect(await findSeries(publisher, series)).toMatchObject({ state: 'draft' });
    expect(await submissionOf(publisher, series)).toEqual({ waiting: null, remark: '' });
  });

  test('a change of what is public waits as well; everybody sees the old one, and nobody loses a place', async () => {
    const series = await submitted();
    await approve(series);
    const [date] = await datesOf(series);
    await signedUp(date?.id ?? '');
    const changed = evening({
      title: 'あたらしい名前の会',
      rules: [{ repeats: 'once', from: later, startsAt: '10:00', endsAt: '11:00' }],
    });
    for (const how of [publish, { ...publish, publish: false }])
      expect(await reviseSeries(publisher, series, changed, how)).toBe('submitted');
    expect(await findOccurrence(date?.id ?? '')).toMatchObject({ title: '決裁のいる会' });
    expect(await datesOf(series)).toHaveLength(1);
    expect(await approve(series)).toBe('approved');
    expect(await findOccurrence(date?.id ?? '')).toMatchObject({
      title: 'あたらしい名前の会',
      taken: 1,
    });
  });

  test('a look at what saving would do takes nothing back of what waits', async () => {
    const series = await submitted();
    await approve(series);
    const [date] = await datesOf(series);
    await signedUp(date?.id ?? '');
    await reviseSeries(publisher, series, evening({ title: 'あたらしい名前の会' }), publish);
    await askToEndApproval(admin, id);
    expect(await agreeToEndApproval(approver, id)).toBe('ended');
    const rules: SeriesInput['rules'] = [
      { repeats: 'once', from: later, startsAt: '10:00', endsAt: '11:00' },
    ];
    const looked = await reviseSeries(publisher, series, evening({ rules }), {
      ...publish,
      seen: '',
    });
    expect(looked).toBe('unseen');
    expect((await waiting(series)).input.title).toBe('あたらしい名前の会');
  });

  test('calling one date off does not wait: those who would come must know', async () => {
    const series = await submitted();
    await approve(series);
    const [date] = await datesOf(series);
    expect(await cancelOccurrence(publisher, date?.id ?? '', '台風のため')).toBe('cancelled');
  });

  test('one more date and a note do not wait either: the log says who did it', async () => {
    const series = await submitted();
    await approve(series);
    const [date] = await datesOf(series);
    const more = { date: '2030-02-02', startsAt: '20:00', endsAt: '21:00' };
    expect(await addDate(publisher, series, more)).toBe('added');
    const note = { act: 'note' as const, note: '入口は裏手です' };
    expect(await changeDates(publisher, [date?.id ?? ''], note, promoteWaiting)).toBe('changed');
    expect(((await auditOf(admin, id)) as object[]).slice(0, 2)).toMatchObject([
      { act: 'occurrence.noted', by: publisher.displayName, subject: `occurrence:${date?.id}` },
      { act: 'occurrence.added', by: publisher.displayName },
    ]);
  });

  test('of two approvers at once one approves, and the dates are there once', async () => {
    const series = await submitted();
    const seen = await waiting(series);
    const answers = await Promise.all([
      approve(series, approver, seen),
      approve(series, admin, seen),
    ]);
    expect(answers.sort()).toEqual(['approved', 'changed_meanwhile']);
    expect(await datesOf(series)).toHaveLength(1);
  });
});

describe('the table of submissions', () => {
  const broken = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => brokenConstraint(error),
    );

  test('takes one waiting version of a series, a known decision, and a decision by somebody', async () => {
    const series = await saveDraft(publisher, evening());
    if (typeof series !== 'string') throw new Error(JSON.stringify(series));
    const row = {
      series_id: series,
      input: JSON.stringify({}),
      submitted_by: publisher.accountId,
      submitted_at: new Date(),
    };
    await db.insertInto('series_submissions').values(row).execute();
    expect(await broken(db.insertInto('series_submissions').values(row).execute())).toBe(
      'series_submissions_one_waits',
    );
    const decide = (over: object) =>
      broken(
        db.updateTable('series_submissions').set(over).where('series_id', '=', series).execute(),
      );
    const by = { decided_by: approver.accountId, decided_at: new Date() };
    expect(await decide({ decision: 'maybe', ...by })).toBe('series_submissions_decision');
    expect(await decide({ decision: 'approved' })).toBe('series_submissions_decided');
  });
});

test('only what is public comes to its end, and what waited for approval then waits no more', async () => {
  const series = await submitted();
  expect(await endSeries(publisher, series, '会をとじます')).toBe('not_found');
  expect(await waitingFor(approver)).toHaveLength(1);
  expect(await approve(series)).toBe('approved');
  await reviseSeries(publisher, series, evening({ title: 'あたらしい名前' }), publish);
  expect(await waitingFor(approver)).toHaveLength(1);
  expect(await endSeries(publisher, series, '会をとじます')).toBe('ended');
  expect(await waitingFor(approver)).toEqual([]);
  expect(await endSeries(publisher, series, '会をとじます')).toBe('not_found');
});
