/** Two clicks, a page sent again, a line that breaks before the answer: the same form of staff makes one thing, and moves it once. */
import { beforeAll, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { later, minutes, now } from '#platform/clock';
import { newFormId } from '#platform/made-once';
import { db } from '#platform/db';
import type { SeriesInput } from '#schedule';
import { changeDates, publishSeries, saveDraft } from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import type { WindowInput } from '#windows';
import { addWindow } from '#windows/server';
import { UNSAID } from '../../src/windows/imports/imported-window.ts';
import { loadPlaces } from '../support/places.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { asTyped } from '../support/window-record.ts';

beforeAll(loadPlaces);

const inAMonth = later(now(), minutes(30 * 1440));

const evening = (organisationId: string, over: Partial<SeriesInput> = {}): SeriesInput => ({
  ...{ organisationId, kind: 'group_session', title: '夜のつどい', format: 'online' },
  rules: [
    {
      ...{ repeats: 'week', weekdays: [4], from: inAMonth.toISOString().slice(0, 10) },
      ...{ startsAt: '20:00', endsAt: '21:30' },
    },
  ],
  ...over,
});

const seriesOf = (organisation_id: string) =>
  db
    .selectFrom('series')
    .select(['id', 'state'])
    .where('organisation_id', '=', organisation_id)
    .execute();

async function aPublisher(over: { wants_approval?: boolean } = {}) {
  const organisationId = await anOrganisation(over);
  return { organisationId, publisher: await anAccount(organisationId, 'publisher') };
}

test.each([
  ['published', publishSeries, {}],
  ['submitted', publishSeries, { wants_approval: true }],
  ['draft', saveDraft, {}],
])(
  'a series sent five times at once is %s once, and each is led to it',
  async (state, verb, of) => {
    const { organisationId, publisher } = await aPublisher(of);
    const formId = newFormId();
    const send = () => verb(publisher, evening(organisationId), formId);
    const answers = await Promise.all(Array.from({ length: 5 }, send));
    const rows = await seriesOf(organisationId);
    expect(rows).toEqual([{ id: answers[0], state }]);
    expect(new Set([...answers, await send()])).toEqual(new Set([rows[0]?.id]));
    const { many } = await db
      .selectFrom('series_submissions')
      .select(({ fn }) => fn.countAll<string>().as('many'))
      .where('series_id', '=', rows[0]?.id ?? '')
      .executeTakeFirstOrThrow();
    expect(Number(many)).toBe(state === 'submitted' ? 1 : 0);
  },
);

test('other words, another act, another rendering or another’s hands make another', async () => {
  const { organisationId, publisher } = await aPublisher();
  const colleague = await anAccount(organisationId, 'publisher');
  const formId = newFormId();
  const made = [
    await publishSeries(publisher, evening(organisationId), formId),
    await publishSeries(publisher, evening(organisationId, { title: '昼のつどい' }), formId),
    await saveDraft(publisher, evening(organisationId), formId),
    await publishSeries(publisher, evening(organisationId), newFormId()),
    await publishSeries(colleague, evening(organisationId), formId),
  ];
  expect(new Set(made).size).toBe(5);
  expect(await seriesOf(organisationId)).toHaveLength(5);
});

test('a desk sent five times at once is one', async () => {
  const organisationId = await anOrganisation();
  const admin = await anAccount(organisationId, 'admin');
  const desk: WindowInput = {
    ...asTyped({ ...UNSAID, organisationId, methods: ['phone'] }),
    ...{ name: 'よりみち', level: 'nationwide', familyOnly: true },
  };
  const formId = newFormId();
  const send = (viewer: AccountViewer) => addWindow(viewer, desk, formId);
  const answers = await Promise.all(Array.from({ length: 5 }, () => send(admin)));
  const rows = await db
    .selectFrom('windows')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .execute();
  expect(rows).toHaveLength(1);
  expect(answers).toEqual(Array(5).fill(rows[0]));
  expect(await send(await anAccount(organisationId, 'window_staff'))).toBe('not_found');
});

test('dates put off by a day are one day late, however often that was pressed', async () => {
  const organisation_id = await anOrganisation();
  const publisher = await anAccount(organisation_id, 'publisher');
  const series_id = await aSeries({ organisation_id });
  const changed_at = later(now(), -minutes(2));
  const id = await anOccurrence({ series_id, starts_at: inAMonth, changed_at });
  const asOf = later(now(), -minutes(1));
  const putOff = (from?: Date) =>
    changeDates(publisher, [id], { act: 'shift', minutes: 1440 }, promoteWaiting, { asOf: from });
  const answers = await Promise.all([putOff(asOf), putOff(asOf)]);
  expect(answers).toContain('changed');
  expect(answers).toContainEqual({ refused: [expect.objectContaining({ id, why: 'changed' })] });
  const starts = async () =>
    (await db.selectFrom('occurrences').select('starts_at').where('id', '=', id).executeTakeFirst())
      ?.starts_at;
  expect(await starts()).toEqual(later(inAMonth, minutes(1440)));
  expect(await putOff(now())).toBe('changed');
  expect(await starts()).toEqual(later(inAMonth, minutes(2 * 1440)));
});
