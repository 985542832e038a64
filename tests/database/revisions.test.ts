import { describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import {
  demonstrationOrganiserOf,
  findOrganisation,
  loadDemonstrationOrganisations,
} from '#organisations/server';
import { db } from '#platform/db';
import type { SeriesInput } from '#schedule';
import {
  findSeries,
  previewRules,
  reviseSeries,
  saveDraft,
  searchOccurrences,
} from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { anAccount, anOrganisation } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';

const published = { publish: true, promote: promoteWaiting };

const thursdays = (startsAt = '20:00'): SeriesInput['rules'] => [
  { repeats: 'week', weekdays: [4], from: '2026-11-21', startsAt, endsAt: '21:30' },
];

const inputOf = (organisationId: OrganisationId, more: Partial<SeriesInput> = {}): SeriesInput => ({
  organisationId,
  kind: 'group_session',
  title: '夜のオンライン家族のつどい',
  format: 'online',
  capacity: 10,
  signUpPolicy: 'open',
  rules: thursdays(),
  ...more,
});

async function newDraft(): Promise<{ viewer: AccountViewer; id: string; input: SeriesInput }> {
  const organisationId = await anOrganisation();
  const viewer = await anAccount(organisationId, 'publisher');
  const input = inputOf(organisationId);
  const id = await saveDraft(viewer, input);
  if (typeof id !== 'string' || id === 'not_found') throw new Error('no draft');
  return { viewer, id, input };
}

const starts = async (viewer: AccountViewer, id: string) =>
  ((await findSeries(viewer, id))?.occurrences ?? []).map((one) => one.startsAt.toISOString());

describe('a draft', () => {
  test('is seen by nobody until it is published, then at once', async () => {
    useFakeClock('2026-11-21T12:00:00+09:00');
    const { viewer, id, input } = await newDraft();
    expect(await starts(viewer, id)).toEqual([]);
    expect(await reviseSeries(viewer, id, input, published)).toBe('saved');
    const found = await searchOccurrences({ text: '夜のオンライン家族のつどい' });
    expect(found.days.flatMap((day) => day.rows).some((row) => row.seriesId === id)).toBe(true);
  });

  test("is not to be changed, or found, by another organisation's publisher", async () => {
    const { id, input } = await newDraft();
    const stranger = await anAccount(await anOrganisation(), 'publisher', 'admin');
    expect(await reviseSeries(stranger, id, input, published)).toBe('not_found');
    expect(await saveDraft(stranger, input)).toBe('not_found');
    expect(await reviseSeries(stranger, 'garbage', input, published)).toBe('not_found');
  });

  test('with a date that does not exist is refused by its field', async () => {
    const { viewer, input } = await newDraft();
    const rules = [{ ...thursdays()?.[0], from: '2026-02-30' }] as SeriesInput['rules'];
    expect(await saveDraft(viewer, { ...input, rules })).toEqual({
      problems: { 'rules.0.from': 'schedule_problem_date' },
    });
  });
});

describe('revising a published series', () => {
  test('to more places lets those who wait in, with the revision itself', async () => {
    useFakeClock('2026-11-21T12:00:00+09:00');
    const { viewer, id, input } = await newDraft();
    await reviseSeries(viewer, id, { ...input, capacity: 1 }, published);
    const [first] = (await findSeries(viewer, id))?.occurrences ?? [];
    if (!first) throw new Error('no date');
    for (let people = 0; people < 4; people += 1) await signedUp(first.id);
    const countersOf = async () => {
      const { occurrences = [] } = (await findSeries(viewer, id)) ?? {};
      return occurrences.find((one) => one.id === first.id);
    };
    expect(await countersOf()).toMatchObject({ taken: 1, waiting: 3 });
    const failing = async () => Promise.reject(new Error('in the middle'));
    await expect(
      reviseSeries(viewer, id, { ...input, capacity: 3 }, { publish: true, promote: failing }),
    ).rejects.toThrow('in the middle');
    expect(await countersOf()).toMatchObject({ capacity: 1, taken: 1, waiting: 3 });
    await reviseSeries(viewer, id, { ...input, capacity: 3 }, published);
    expect(await countersOf()).toMatchObject({ capacity: 3, taken: 3, waiting: 1 });
  });

  test('moves its free dates to the new rule and keeps the one somebody signed up for', async () => {
    useFakeClock('2026-11-21T12:00:00+09:00');
    const { viewer, id, input } = await newDraft();
    await reviseSeries(viewer, id, input, published);
    const [first] = (await findSeries(viewer, id))?.occurrences ?? [];
    await signedUp(first?.id ?? '');
    const changed = { ...input, rules: thursdays('19:00') };
    expect(await reviseSeries(viewer, id, changed, published)).toBe('saved');
    const occurrences = (await findSeries(viewer, id))?.occurrences ?? [];
    expect(occurrences.filter((one) => one.origin === 'kept').map((one) => one.id)).toEqual([
      first?.id,
    ]);
    const others = occurrences.filter((one) => one.origin === 'rule');
    expect(new Set(others.map((one) => one.startsAt.toISOString().slice(11, 16)))).toEqual(
      new Set(['10:00']),
    );
  });

  test('leaves the addresses of unchanged dates as they are', async () => {
    useFakeClock('2026-11-21T12:00:00+09:00');
    const { viewer, id, input } = await newDraft();
    await reviseSeries(viewer, id, input, published);
    const before = (await findSeries(viewer, id))?.occurrences.map((one) => one.id);
    await reviseSeries(viewer, id, { ...input, title: 'べつの名前', capacity: 4 }, published);
    const after = (await findSeries(viewer, id))?.occurrences ?? [];
    expect(after.map((one) => one.id)).toEqual(before);
    expect(after[0]?.capacity).toBe(4);
  });

  test('takes no place away from anybody by a smaller capacity', async () => {
    useFakeClock('2026-11-21T12:00:00+09:00');
    const { viewer, id, input } = await newDraft();
    await reviseSeries(viewer, id, input, published);
    const [first] = (await findSeries(viewer, id))?.occurrences ?? [];
    await db
      .updateTable('occurrences')
      .set({ taken: 7 })
      .where('id', '=', first?.id ?? '')
      .execute();
    await reviseSeries(viewer, id, { ...input, capacity: 3 }, published);
    const [again, next] = (await findSeries(viewer, id))?.occurrences ?? [];
    expect([again?.capacity, next?.capacity]).toEqual([7, 3]);
  });
});

test('a rule is read back with its next dates before anything is stored', () => {
  useFakeClock('2026-11-21T12:00:00+09:00');
  expect(previewRules(thursdays(), 2)).toMatchObject({
    dates: [
      { date: '2026-11-26', movedFrom: null },
      { date: '2026-12-03', movedFrom: null },
    ],
  });
  expect(
    previewRules([{ repeats: 'week', from: '2026-11-21', startsAt: '9:00', endsAt: '8:00' }]),
  ).toHaveProperty('problems');
});

test('the demonstration brings real organisers once, each with its source', async () => {
  await loadDemonstrationOrganisations();
  await loadDemonstrationOrganisations();
  const rows = await db
    .selectFrom('organisations')
    .select(['source_url', 'source_date'])
    .where('demonstration', '=', true)
    .execute();
  expect(rows).toHaveLength(65);
  expect(rows.every((row) => row.source_url && row.source_date)).toBe(true);
  const behind = await demonstrationOrganiserOf('33208 居場所「ほっとタッチ」');
  expect(await findOrganisation(behind ?? '')).toMatchObject({ name: '総社市社会福祉協議会' });
});
