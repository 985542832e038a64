import { beforeEach, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { days, later, now } from '#platform/clock';
import { localDate } from '#platform/tokyo';
import type { SeriesInput } from '#schedule';
import { findOccurrence, previewSeries, publishSeries } from '#schedule/server';
import { db } from '#platform/db';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aSeries } from '../support/schedule.ts';

let id: OrganisationId;
let publisher: AccountViewer;

beforeEach(async () => {
  id = await anOrganisation();
  publisher = await anAccount(id, 'publisher');
});

const inAWeek = localDate(later(now(), days(7)));

const evening = (over: Partial<SeriesInput> = {}): SeriesInput => ({
  organisationId: id,
  kind: 'group_session',
  title: 'プレビューの会',
  summary: 'ひきこもりのご家族の会です。',
  audience: ['family'],
  format: 'online',
  capacity: 8,
  signUpPolicy: 'open',
  hasRoom: true,
  flow: [{ time: '20:00', title: 'ひとことずつ', text: '' }],
  rules: [{ repeats: 'once', from: inAWeek, startsAt: '20:00', endsAt: '21:30' }],
  ...over,
});

const seriesThere = () =>
  db.selectFrom('series').select('title').where('organisation_id', '=', id).execute();

test('a preview is what everybody sees once it is published, but for the ids of what is not there yet and the hour at which that changes by itself', async () => {
  const preview = await previewSeries(publisher, evening(), null);
  if (typeof preview === 'string' || 'problems' in preview) throw new Error('no preview');
  const series = await publishSeries(publisher, evening());
  const { id: there } = await db
    .selectFrom('occurrences')
    .select('id')
    .where('series_id', '=', String(series))
    .executeTakeFirstOrThrow();
  const shown = await findOccurrence(there);
  const { id: _, seriesId: __, ...before } = preview.detail;
  if (!shown) throw new Error('nobody sees it');
  const { id: ___, seriesId: ____, ...after } = shown;
  expect({ ...before, changesAt: after.changesAt }).toEqual(after);
  expect(before.changesAt).toBeNull();
  expect(preview.isExample).toBe(false);
});

test('a preview of nothing makes nothing, and is not shown to another organisation', async () => {
  const stranger = await anAccount(await anOrganisation(), 'admin');
  expect(await previewSeries(stranger, evening(), null)).toBe('not_found');
  await previewSeries(publisher, evening(), null);
  expect(await seriesThere()).toEqual([]);
});

test('the preview of a consultation names nobody who listens: that is of each slot', async () => {
  const consultation = evening({ kind: 'peer_consultation', hostName: 'さくら', rules: [] });
  expect(await previewSeries(publisher, consultation, null)).toMatchObject({
    detail: { hostName: '', methods: ['text'] },
    isExample: true,
  });
  expect(await previewSeries(publisher, evening({ hostName: 'さくら' }), null)).toMatchObject({
    detail: { hostName: 'さくら', methods: null },
  });
});

test("a preview with the series of one's other organisation is of neither", async () => {
  const other = await anOrganisation();
  const memberships = [...publisher.memberships, { organisationId: other, role: 'admin' as const }];
  const both = { ...publisher, memberships };
  const draft = await aSeries({ organisation_id: other, state: 'draft' });
  expect(await previewSeries(both, evening(), draft)).toBe('not_found');
  const own = { ...evening(), organisationId: other };
  expect(await previewSeries(both, own, draft)).toMatchObject({ detail: { seriesId: draft } });
});

test('without a coming date it says that the date is an example', async () => {
  const rules = [
    { repeats: 'once', from: '2020-01-01', startsAt: '20:00', endsAt: '21:00' },
  ] as const;
  expect(await previewSeries(publisher, evening({ rules: [...rules] }), null)).toMatchObject({
    isExample: true,
  });
  expect(await previewSeries(publisher, evening({ title: '' }), null)).toMatchObject({
    problems: { title: 'schedule_problem_title' },
  });
});
