import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { db } from '#platform/db';
import {
  AUDIENCES,
  CATEGORIES,
  CONSULTATION_METHODS,
  FIRST_STEPS,
  FORMATS,
  SERIES_KINDS,
  TIMES_OF_DAY,
  TOPICS,
  WAYS,
  categoryOf,
  filterOf,
  type Audience,
  type Choices,
  type SeriesKind,
} from '#schedule';
import { browse, calendarFeed, saveAvailability, searchOccurrences } from '#schedule/server';
import { useFakeClock } from '../support/clock.ts';
import { aListener, wednesdays } from '../support/consultations.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aSeries, anOccurrence } from '../support/schedule.ts';

const NOW = '2026-11-21T03:00:00Z';
/** Wednesday noon, Thursday evening, Saturday. */
const STARTS = ['2026-11-25T03:00:00Z', '2026-11-26T10:00:00Z', '2026-11-28T05:00:00Z'];

const BOXES: { [Group in keyof Choices]: readonly Choices[Group][number][] } = {
  kinds: CATEGORIES,
  ways: WAYS,
  methods: CONSULTATION_METHODS,
  audience: AUDIENCES,
  topics: TOPICS,
  firstSteps: FIRST_STEPS,
  times: TIMES_OF_DAY,
};
const GROUPS = Object.keys(BOXES) as (keyof Choices)[];

/** Every third, fifth … one: many different series, the same in every run. */
const someOf = <T>(values: readonly T[], n: number): T[] =>
  values.filter((_, at) => (n >> (at % 5)) % 2 === 1 || (n + at) % 7 === 0);

beforeAll(async () => {
  const organisation_id = await anOrganisation();
  for (let n = 0; n < 48; n++) {
    const kind = (['group_session', 'gathering_place', 'lecture'] as const)[n % 3] ?? 'lecture';
    const series_id = await aSeries({
      organisation_id,
      kind,
      format: FORMATS[n % 4] ?? 'onsite',
      pref_code: '13',
      code5: '13116',
      audience: [...someOf(AUDIENCES, n), 'family'],
      topics: someOf(TOPICS, n * 5),
      first_steps: someOf(FIRST_STEPS, n * 3),
    });
    for (const start of STARTS.slice(n % 2))
      await anOccurrence({ series_id, kind, starts_at: new Date(start) });
  }
});

const around = { areas: ['13116'], prefCode: '13' };

test('each box shows as many as it says, whatever else is ticked', async () => {
  useFakeClock(NOW);
  for (const methods of [[], ['voice'], ['voice', 'video']] as const)
    await aListener({
      methods: [...methods],
      ...(methods.length > 0 && { link: 'https://meet.example/yoru' }),
    });
  const choices = fc.record(
    {
      kinds: fc.subarray([...CATEGORIES]),
      ways: fc.subarray([...WAYS]),
      methods: fc.subarray([...CONSULTATION_METHODS]),
      audience: fc.subarray([...AUDIENCES]),
      topics: fc.subarray([...TOPICS]),
      firstSteps: fc.subarray([...FIRST_STEPS], { maxLength: 2 }),
      times: fc.subarray([...TIMES_OF_DAY]),
    },
    { requiredKeys: [] },
  );
  const box = fc
    .constantFrom(...GROUPS)
    .chain((group) => fc.tuple(fc.constant(group), fc.constantFrom<string>(...BOXES[group])));
  await fc.assert(
    fc.asyncProperty(choices, box, async (ticked, [group, value]) => {
      const { counts } = await searchOccurrences({ ...around, ...ticked });
      const kept = group === 'firstSteps' ? (ticked.firstSteps ?? []) : [];
      const alone = { ...ticked, [group]: [...kept, value] };
      const { total, days } = await searchOccurrences({ ...around, ...alone });
      expect(new Map(Object.entries(counts[group])).get(value)).toBe(total);
      const shown = days.reduce((sum, { rows }) => sum + rows.length, 0);
      expect(shown).toBe(Math.min(total, 60));
    }),
    { numRuns: 80 },
  );
});

test('one of each group is enough, but every first step must be there', async () => {
  useFakeClock(NOW);
  const series_id = await aSeries({
    title: '夜だけの会',
    format: 'hybrid',
    pref_code: '13',
    audience: ['family'],
    first_steps: ['text_only', 'watch_only'],
  });
  await anOccurrence({ series_id, starts_at: new Date('2026-11-26T10:00:00Z') });
  const totalOf = async (choices: Partial<Choices>) =>
    (await searchOccurrences({ text: '夜だけの会', ...choices })).total;
  expect(await totalOf({ kinds: ['peer', 'family'], ways: ['onsite'] })).toBe(1);
  expect(await totalOf({ kinds: ['peer'] })).toBe(0);
  expect(await totalOf({ firstSteps: ['text_only', 'watch_only'] })).toBe(1);
  expect(await totalOf({ firstSteps: ['text_only', 'doorstep'] })).toBe(0);
  expect(await totalOf({ times: ['weekday_evening', 'weekend'] })).toBe(1);
  expect(await totalOf({ times: ['weekday_day'] })).toBe(0);
});

test('a slot is by what its own supporter offers, in the list, in feeds, and for the next day', async () => {
  useFakeClock(NOW);
  const writing = await aListener();
  const url = { link: 'https://meet.example/asa' };
  const speaking = await anAccount(writing.organisationId, 'peer_supporter');
  const thursdays = [{ weekday: 4 as const, startsAt: '19:00', endsAt: '19:40' }];
  const hours = { week: thursdays, methods: ['voice' as const], ...url };
  await saveAvailability(speaking, wednesdays(writing.seriesId, hours));
  await db
    .updateTable('series')
    .set({ title: '二人で聞く夜' })
    .where('id', '=', writing.seriesId)
    .execute();
  const found = async (method: string) => {
    const asked = new URLSearchParams({ q: '二人で聞く夜', method });
    const listing = await browse(filterOf(asked));
    const feed = await calendarFeed(asked);
    const entries = feed === 'not_found' ? [] : (await feed.read()).entries;
    expect(entries.length).toBe(listing.total);
    return {
      total: listing.total,
      days: listing.days.map(({ date }) => date),
      nextDate: listing.nextDate,
    };
  };
  expect(await found('text')).toMatchObject({ total: 3, days: ['2026-11-25', '2026-11-26'] });
  expect(await found('voice')).toMatchObject({ total: 1, days: ['2026-11-26'] });
  expect(await found('video')).toEqual({ total: 0, days: [], nextDate: null });
  const { counts } = await browse(
    filterOf(new URLSearchParams({ q: '二人で聞く夜', method: 'voice' })),
  );
  expect(counts.methods).toEqual({ text: 3, voice: 1, video: 0 });
});

test('the table sorts series as the code does, whatever their kind and whoever they are for', async () => {
  const organisation_id = await anOrganisation();
  const rows = SERIES_KINDS.flatMap((kind) =>
    Array.from({ length: 2 ** AUDIENCES.length }, (_, n) => ({
      organisation_id,
      kind,
      state: 'draft',
      title: '分類',
      has_room: true,
      format: 'online',
      audience: AUDIENCES.filter((_, at) => (n >> at) % 2 === 1),
    })),
  );
  const stored = await db
    .insertInto('series')
    .values(rows)
    .returning(['kind', 'audience', 'category'])
    .execute();
  expect(stored).toEqual(
    stored.map((row) => ({
      ...row,
      // CHECK series_kind and series_audience
      category: categoryOf(row.kind as SeriesKind, row.audience as Audience[]),
    })),
  );
});
