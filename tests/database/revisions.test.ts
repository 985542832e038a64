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
  previewFates,
  previewRules,
  reviseSeries,
  saveDraft,
  searchOccurrences,
} from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
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

describe('a change that is looked at first', () => {
  const told = async (viewer: AccountViewer, id: string, input: SeriesInput) => {
    const fates = await previewFates(viewer, id, input);
    if (fates === 'not_found' || 'problems' in fates) throw new Error('not previewed');
    return fates;
  };

  async function publishedMondays(onHoliday: 'held' | 'day_after' = 'held') {
    useFakeClock('2026-11-21T12:00:00+09:00');
    const { viewer, id, input } = await newDraft();
    const mondays = (over: object): SeriesInput => ({
      ...input,
      rules: [
        {
          repeats: 'week',
          weekdays: [1],
          from: '2026-11-21',
          until: '2026-12-07',
          startsAt: '20:00',
          endsAt: '21:30',
          ...over,
        },
      ],
    });
    await reviseSeries(viewer, id, mondays({ onHoliday }), published);
    return { viewer, id, mondays };
  }

  test('says what becomes of each date and changes nothing', async () => {
    const { viewer, id, mondays } = await publishedMondays();
    const before = (await findSeries(viewer, id))?.occurrences ?? [];
    await signedUp(before[0]?.id ?? '');
    const fates = await told(viewer, id, mondays({ onHoliday: 'day_after', until: '2026-12-01' }));
    expect(fates).toMatchObject({
      mustBeSeen: true,
      dates: [
        { id: before[0]?.id, fate: 'moves', touched: true, taken: 1 },
        { id: before[1]?.id, fate: 'stays' },
        { id: before[2]?.id, fate: 'goes' },
      ],
    });
    expect((await findSeries(viewer, id))?.occurrences.map((one) => one.startsAt)).toEqual(
      before.map((one) => one.startsAt),
    );
  });

  test('a holiday’s shift moves a date with its people, and back; its address stays', async () => {
    const { viewer, id, mondays } = await publishedMondays();
    const [first] = (await findSeries(viewer, id))?.occurrences ?? [];
    const { receipt } = await signedUp(first?.id ?? '');
    for (const [onHoliday, start] of [
      ['day_after', '2026-11-24T11:00:00.000Z'],
      ['day_before', '2026-11-22T11:00:00.000Z'],
      ['held', '2026-11-23T11:00:00.000Z'],
    ] as const) {
      const { seen } = await told(viewer, id, mondays({ onHoliday }));
      expect(await reviseSeries(viewer, id, mondays({ onHoliday }), { ...published, seen })).toBe(
        'saved',
      );
      const dates = (await findSeries(viewer, id))?.occurrences ?? [];
      expect(dates).toHaveLength(3);
      expect(dates[0]).toMatchObject({ id: first?.id, taken: 1, moved: false });
      expect(dates[0]?.startsAt.toISOString()).toBe(start);
    }
    const kept = await db
      .selectFrom('signups')
      .select(['occurrence_id', 'state'])
      .where('id', '=', receipt)
      .executeTakeFirst();
    expect(kept).toEqual({ occurrence_id: first?.id, state: 'confirmed' });
  });

  test('is not saved once somebody signed up meanwhile for a date that would go', async () => {
    const { viewer, id, mondays } = await publishedMondays();
    const until = mondays({ until: '2026-11-30' });
    const { seen } = await told(viewer, id, until);
    const last = (await findSeries(viewer, id))?.occurrences.at(-1);
    await signedUp(last?.id ?? '');
    expect(await reviseSeries(viewer, id, until, { ...published, seen })).toBe('unseen');
    expect((await findSeries(viewer, id))?.input.rules[0]?.until).toBe('2026-12-07');
    const shown = await told(viewer, id, until);
    expect(shown.dates.at(-1)).toMatchObject({ id: last?.id, fate: 'kept', taken: 1 });
    const again = { ...published, seen: shown.seen };
    expect(await reviseSeries(viewer, id, until, again)).toBe('saved');
    expect((await findSeries(viewer, id))?.occurrences.at(-1)).toMatchObject({
      id: last?.id,
      origin: 'kept',
      taken: 1,
    });
  });

  test('a date that was never shown to go does not go', async () => {
    const { viewer, id, mondays } = await publishedMondays();
    expect(
      await reviseSeries(viewer, id, mondays({ until: '2026-11-30' }), { ...published, seen: '' }),
    ).toBe('unseen');
    expect((await findSeries(viewer, id))?.occurrences).toHaveLength(3);
  });

  test('is shown to nobody of another organisation', async () => {
    const { id, mondays } = await publishedMondays();
    const stranger = await anAccount(await anOrganisation(), 'publisher', 'admin');
    expect(await previewFates(stranger, id, mondays({}))).toBe('not_found');
    expect(await previewFates(stranger, 'garbage', mondays({}))).toBe('not_found');
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
    .select(['name', 'source_url', 'source_date'])
    .where('demonstration', '=', true)
    .where('standing', '=', 'listed')
    .execute();
  expect(rows).toHaveLength(66);
  expect(rows.every((row) => row.source_date)).toBe(true);
  // Known from a meeting's paper that we have without an address.
  expect(rows.filter((row) => !row.source_url).map(({ name }) => name)).toEqual(['八王子市']);
  const behind = await demonstrationOrganiserOf('33208 居場所「ほっとタッチ」');
  expect(await findOrganisation(behind ?? '')).toMatchObject({ name: '総社市社会福祉協議会' });
});
