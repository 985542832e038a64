import { beforeEach, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { auditOf } from '#organisations/server';
import { days, later, now } from '#platform/clock';
import { brokenConstraint, db, inTransaction, sql } from '#platform/db';
import type { SeriesInput, WrittenFields } from '#schedule';
import {
  autosaveWriting,
  discardWriting,
  findSeries,
  otherWriters,
  publishSeries,
  reviseSeries,
  scheduleTasks,
  writingOf,
  writingsOf,
} from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { runDue } from '../support/due.ts';
import { somebodyWaits } from '../support/locks.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aSeries } from '../support/schedule.ts';

let id: OrganisationId;
let publisher: AccountViewer;
let colleague: AccountViewer;

beforeEach(async () => {
  id = await anOrganisation();
  publisher = await anAccount(id, 'publisher');
  colleague = await anAccount(id, 'publisher');
});

const words = (title: string): WrittenFields => [
  ['title', title],
  ['audience', 'family'],
  ['audience', 'sibling'],
];

const evening = (over: Partial<SeriesInput> = {}): SeriesInput => ({
  organisationId: id,
  kind: 'group_session',
  title: 'ふたりで直す会',
  format: 'online',
  capacity: 8,
  signUpPolicy: 'open',
  rules: [
    { repeats: 'week', weekdays: [3], from: '2026-12-02', startsAt: '20:00', endsAt: '21:00' },
  ],
  ...over,
});

async function published(): Promise<string> {
  const series = await publishSeries(publisher, evening());
  if (typeof series !== 'string' || series === 'not_found') throw new Error(JSON.stringify(series));
  return series;
}

async function kept(
  viewer: AccountViewer,
  seriesId: string | null,
  { title = '書きかけ', seen = null as string | null, basis = null as number | null } = {},
) {
  const answer = await autosaveWriting(viewer, seriesId, { fields: words(title), basis, seen });
  if (typeof answer === 'string' || 'elsewhere' in answer) throw new Error(JSON.stringify(answer));
  return answer;
}

/** As a list that is taken back does, at the very moment in which `act` has found it. */
async function whileItGoes(series: string, act: () => Promise<unknown>): Promise<unknown> {
  const [answer] = await inTransaction(async (trx) => {
    await trx.deleteFrom('series').where('id', '=', series).execute();
    const acting = act();
    await somebodyWaits();
    // Handed out in a list: a promise alone would be waited for in here.
    return [acting];
  });
  return answer;
}

const forgetOld = (at: Date) => runDue(scheduleTasks, 'old-writings', at);

describe('what is being written', () => {
  test('at a series that goes at this very moment is kept nowhere, and is no fault', async () => {
    const series = await aSeries({ organisation_id: id, state: 'draft' });
    const keeping = () =>
      autosaveWriting(publisher, series, { fields: words('会'), basis: null, seen: null });
    expect(await whileItGoes(series, keeping)).toBe('not_found');
  });

  test('is kept as typed, finished or not, for whoever writes it and nobody else', async () => {
    const { mark } = await kept(publisher, null, { title: '' });
    expect(await writingOf(publisher, null)).toMatchObject({
      fields: words(''),
      mark,
      basis: null,
    });
    expect(await writingOf(colleague, null)).toBeNull();
    expect(await writingsOf(colleague)).toEqual([]);
    expect(await writingsOf(publisher)).toMatchObject([{ seriesId: null, title: '' }]);
  });

  test('is not written over by a screen that has not seen it', async () => {
    const first = await kept(publisher, null, { title: '一つ目の画面' });
    const late = await autosaveWriting(publisher, null, {
      fields: words('二つ目の画面'),
      basis: null,
      seen: null,
    });
    expect(late).toEqual({ elsewhere: { mark: first.mark, at: first.at } });
    expect(await writingOf(publisher, null)).toMatchObject({ fields: words('一つ目の画面') });
    const knowing = await kept(publisher, null, { title: '二つ目の画面', seen: first.mark });
    expect(knowing.mark).not.toBe(first.mark);
    const stale = await autosaveWriting(publisher, null, {
      fields: words('一つ目の画面、つづき'),
      basis: null,
      seen: first.mark,
    });
    expect(stale).toMatchObject({ elsewhere: { mark: knowing.mark } });
  });

  test('of twenty screens at once one is kept, and nineteen are told', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        autosaveWriting(publisher, null, { fields: words(`画面 ${n}`), basis: null, seen: null }),
      ),
    );
    expect(answers.filter((one) => typeof one !== 'string' && 'mark' in one)).toHaveLength(1);
    expect(answers.filter((one) => typeof one !== 'string' && 'elsewhere' in one)).toHaveLength(19);
  });

  test('is kept anew where another screen has let go of it', async () => {
    const { mark } = await kept(publisher, null);
    await discardWriting(publisher, null, mark);
    expect(await kept(publisher, null, { title: 'まだ書いている', seen: mark })).toBeTruthy();
  });

  test('goes when its writer says so, but not what was written since', async () => {
    const { mark } = await kept(publisher, null);
    const { mark: next } = await kept(publisher, null, { seen: mark });
    expect(await discardWriting(publisher, null, mark)).toBe(false);
    expect(await discardWriting(colleague, null, next)).toBe(false);
    expect(await discardWriting(publisher, null, 'no mark')).toBe(false);
    expect(await discardWriting(publisher, null, next)).toBe(true);
    expect(await writingOf(publisher, null)).toBeNull();
  });

  test('waits thirty days, and goes with the next look', async () => {
    const { at } = await kept(publisher, null);
    await forgetOld(later(at, days(30) - 1000));
    expect(await writingOf(publisher, null)).not.toBeNull();
    await forgetOld(later(at, days(30) + 1000));
    expect(await writingOf(publisher, null)).toBeNull();
  });

  test('takes what no column takes, and refuses what no form is', async () => {
    const odd: WrittenFields = [['title', 'a\u0000b']];
    expect(
      await autosaveWriting(publisher, null, { fields: odd, basis: null, seen: 'x' }),
    ).toHaveProperty('mark');
    expect(await writingOf(publisher, null)).toMatchObject({ fields: [['title', 'ab']] });
    const long: WrittenFields = [['summary', 'あ'.repeat(200_000)]];
    expect(await autosaveWriting(publisher, null, { fields: long, basis: null, seen: null })).toBe(
      'too_long',
    );
  });

  test('is refused to those who cannot publish there, and the try is written down', async () => {
    const series = await published();
    const stranger = await anAccount(await anOrganisation(), 'publisher');
    const supporter = await anAccount(id, 'peer_supporter');
    const keeping = { fields: words('のっとり'), basis: 1, seen: null };
    expect(await autosaveWriting(stranger, series, keeping)).toBe('not_found');
    expect(await autosaveWriting(supporter, series, keeping)).toBe('not_found');
    expect(await autosaveWriting(supporter, null, keeping)).toBe('not_found');
    expect(await autosaveWriting(publisher, 'no-such-id', keeping)).toBe('not_found');
    const admin = await anAccount(id, 'admin');
    expect(await auditOf(admin, id)).toMatchObject([
      { act: 'series.refused' },
      { act: 'series.refused' },
    ]);
  });
});

describe('two people at one series', () => {
  const save = (viewer: AccountViewer, series: string, title: string, basis: number) =>
    reviseSeries(viewer, series, evening({ title }), {
      publish: true,
      promote: promoteWaiting,
      basis,
    });

  test('whoever saves second is told, and nothing of the first is lost', async () => {
    const series = await published();
    const { revision } = (await findSeries(publisher, series)) ?? { revision: 0 };
    expect(await save(colleague, series, '同僚の題', revision)).toBe('saved');
    expect(await save(publisher, series, 'わたしの題', revision)).toBe('changed_meanwhile');
    expect(await findSeries(publisher, series)).toMatchObject({
      title: '同僚の題',
      revision: revision + 1,
      revised: { by: 'ゆき' },
    });
    expect(await save(publisher, series, 'わたしの題', revision + 1)).toBe('saved');
  });

  test('of ten who save at once one is first, and nine are told', async () => {
    const series = await published();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => save(publisher, series, `題 ${n}`, 1)),
    );
    expect(answers.filter((one) => one === 'saved')).toHaveLength(1);
    expect(answers.filter((one) => one === 'changed_meanwhile')).toHaveLength(9);
  });

  test('who is still writing hears of it with the next keeping, and who else writes', async () => {
    const series = await published();
    expect(await kept(publisher, series, { basis: 1 })).toMatchObject({ changedMeanwhile: false });
    expect(await otherWriters(colleague, series)).toMatchObject([{ name: 'ゆき' }]);
    expect(await otherWriters(publisher, series)).toEqual([]);
    await save(colleague, series, '同僚の題', 1);
    const { mark } = (await writingOf(publisher, series)) ?? {};
    expect(await kept(publisher, series, { basis: 1, seen: mark ?? null })).toMatchObject({
      changedMeanwhile: true,
    });
  });
});

test('whoever saved last is told to be themselves, and is somebody else to a colleague', async () => {
  const series = await published();
  const how = { publish: true, promote: promoteWaiting };
  expect(await reviseSeries(publisher, series, evening({ title: '別の題' }), how)).toBe('saved');
  const revisedFor = async (viewer: AccountViewer) => (await findSeries(viewer, series))?.revised;
  expect(await revisedFor(publisher)).toMatchObject({ by: publisher.displayName, own: true });
  expect(await revisedFor(colleague)).toMatchObject({ by: publisher.displayName, own: false });
});

describe('the database', () => {
  const refusal = (broken: Promise<unknown>) => broken.then(() => 'taken', brokenConstraint);

  test('lets no revision fall, stay out or leap', async () => {
    const series = await published();
    const set = (revision: number) =>
      refusal(db.updateTable('series').set({ revision }).where('id', '=', series).execute());
    expect(await set(3)).toBe('series_revision_rises');
    expect(await set(2)).toBe('taken');
    expect(await set(1)).toBe('series_revision_rises');
  });

  test('keeps one writing of a person at a series, and one at what is not there yet', async () => {
    const series = await published();
    const row = { account_id: publisher.accountId, fields: '[]', kept_at: now() };
    const put = (more: { series_id: string | null; basis: number | null }) =>
      refusal(
        db
          .insertInto('series_writings')
          .values({ ...row, ...more })
          .execute(),
      );
    expect(await put({ series_id: null, basis: null })).toBe('taken');
    expect(await put({ series_id: null, basis: null })).toBe('series_writings_one');
    expect(await put({ series_id: series, basis: 1 })).toBe('taken');
    expect(await put({ series_id: series, basis: 1 })).toBe('series_writings_one');
    expect(await put({ series_id: null, basis: 1 })).toBe('series_writings_begin_somewhere');
    expect(await put({ series_id: series, basis: null })).toBe('series_writings_begin_somewhere');
    expect(await refusal(sql`update series_writings set fields = '{}'::jsonb`.execute(db))).toBe(
      'series_writings_fields',
    );
  });
});

test('whoever publishes there no more reads no title of it in what they once began', async () => {
  const series = await published();
  await kept(publisher, series, { title: '' });
  expect(await writingsOf(publisher)).toMatchObject([
    { seriesId: series, title: 'ふたりで直す会' },
  ]);
  const elsewhere = await anAccount(await anOrganisation(), 'publisher');
  expect(await writingsOf({ ...publisher, memberships: elsewhere.memberships })).toEqual([]);
});

test('a form whose fields are named as no form names them is kept or refused, and breaks nothing', async () => {
  const fields: WrittenFields = [['ti\u0000tle', 'あ\u0000']];
  expect(
    await autosaveWriting(publisher, null, { fields, basis: null, seen: null }),
  ).toHaveProperty('mark');
  expect((await writingOf(publisher, null))?.fields).toEqual([['title', 'あ']]);
});
