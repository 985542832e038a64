import ICAL from 'ical.js';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { findOrganisation } from '#organisations/server';
import { db } from '#platform/db';
import type { SeriesInput } from '#schedule';
import {
  calendarFeed,
  calendarText,
  cancelOccurrence,
  endSeries,
  findSeries,
  moveOccurrence,
  newsFeed,
  publishSeries,
  reviseSeries,
  saveDraft,
  type Feed,
  type FeedEntry,
} from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { agrees } from '../support/namings.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';

const NOW = '2026-11-21T12:00:00+09:00';
const DAY = 86_400_000;

let organisation: OrganisationId;
let publisher: AccountViewer;

beforeAll(async () => {
  organisation = await anOrganisation({ name: '青葉の会', verified_at: new Date() });
  publisher = await anAccount(organisation, 'publisher');
});

const inputOf = (more: Partial<SeriesInput> = {}): SeriesInput => ({
  organisationId: organisation,
  kind: 'group_session',
  title: '夜のオンライン家族のつどい',
  audience: ['family'],
  format: 'online',
  capacity: 10,
  signUpPolicy: 'open',
  rules: [
    { repeats: 'week', weekdays: [4], from: '2026-11-21', startsAt: '20:00', endsAt: '21:30' },
  ],
  ...more,
});

async function published(more: Partial<SeriesInput> = {}): Promise<string> {
  const id = await publishSeries(publisher, inputOf(more));
  if (typeof id !== 'string' || id === 'not_found') throw new Error('not published');
  return id;
}

const firstOf = async (id: string): Promise<string> => {
  const [first] = (await findSeries(publisher, id))?.occurrences ?? [];
  if (!first) throw new Error('no date');
  return first.id;
};

const found = (feed: Feed | 'not_found'): Feed => {
  if (feed === 'not_found') throw new Error('no such feed');
  return feed;
};

const calendar = async (query: string): Promise<Feed> =>
  found(await calendarFeed(new URLSearchParams(query)));
const entriesOf = async (query: string): Promise<FeedEntry[]> =>
  (await (await calendar(query)).read()).entries;
const newsOf = async (query: string): Promise<FeedEntry[]> =>
  (await found(await newsFeed(new URLSearchParams(query))).read()).entries;
const titlesOf = async (query: string): Promise<string[]> => [
  ...new Set((await entriesOf(query)).map(({ title }) => title)),
];

/** What a subscriber's calendar keeps of the first date. */
async function firstAsRead(query: string) {
  const text = calendarText(
    {
      title: '',
      description: '',
      source: 'https://a.example/',
      home: '',
      addressOf: () => 'https://a.example/',
    },
    await entriesOf(query),
  );
  const [component] = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents(
    'vevent',
  );
  if (!component) throw new Error('no entry');
  const { uid, sequence, summary, startDate } = new ICAL.Event(component);
  const status = component.getFirstPropertyValue('status')?.toString();
  return { uid, sequence, summary, status, startsAt: startDate.toJSDate().toISOString() };
}

describe('a date that subscribers know', () => {
  test('keeps its identity and raises its sequence when moved, cancelled, restored, renamed and given another place', async () => {
    const clock = useFakeClock(NOW);
    const id = await published();
    const query = `series=${id}`;
    const first = await firstOf(id);
    const seen = [await firstAsRead(query)];
    const look = async () => {
      seen.push(await firstAsRead(query));
      clock.advance(60_000);
    };
    await moveOccurrence(publisher, first, {
      date: '2026-11-27',
      startsAt: '19:00',
      endsAt: '20:30',
    });
    await look();
    await cancelOccurrence(publisher, first, '会場の都合');
    await look();
    await db
      .updateTable('occurrences')
      .set({ state: 'scheduled' })
      .where('id', '=', first)
      .execute();
    await look();
    const act = { publish: true, promote: promoteWaiting };
    await reviseSeries(publisher, id, inputOf({ title: 'べつの名前' }), act);
    await look();
    const place = {
      format: 'hybrid',
      code5: '13116',
      prefCode: '13',
      placeName: '公民館',
    } as const;
    await reviseSeries(publisher, id, inputOf({ title: 'べつの名前', ...place }), act);
    await look();
    expect(new Set(seen.map(({ uid }) => uid)).size).toBe(1);
    const sequences = seen.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    expect(seen.map(({ status }) => status)[2]).toBe('CANCELLED');
    expect(seen.at(-1)).toMatchObject({ status: 'CONFIRMED', summary: 'べつの名前' });
    expect(seen.at(-1)?.startsAt).toBe('2026-11-27T10:00:00.000Z');
  });

  test('keeps it where the table is written past our verbs, and its sequence never falls', async () => {
    useFakeClock(NOW);
    const id = await published();
    const first = await firstOf(id);
    await db
      .updateTable('occurrences')
      .set({ note: '持ち物はいりません', sequence: -5 })
      .where('id', '=', first)
      .execute();
    expect(await firstAsRead(`series=${id}`)).toMatchObject({ sequence: 1 });
  });

  test('of two supporters at one time is two entries', async () => {
    useFakeClock(NOW);
    const series_id = await aSeries({ kind: 'peer_consultation', organisation_id: organisation });
    const slot = {
      series_id,
      kind: 'peer_consultation',
      starts_at: new Date('2026-11-28T10:00:00Z'),
      capacity: 1,
    };
    for (const supporter of [
      await anAccount(organisation, 'peer_supporter'),
      await anAccount(organisation, 'peer_supporter'),
    ])
      await anOccurrence({ ...slot, supporter_account_id: supporter.accountId });
    const slots = (await entriesOf(`series=${series_id}`)).map((entry) => entry.slot);
    expect(new Set(slots).size).toBe(2);
    expect(slots.join()).not.toContain(publisher.accountId.slice(0, 12));
  });
});

describe('the version of a feed', () => {
  interface Case {
    act: (id: string, first: string) => Promise<unknown>;
  }
  const setOf = (first: string, to: object) =>
    db.updateTable('occurrences').set(to).where('id', '=', first).execute();
  const revised = (id: string, more: Partial<SeriesInput>) =>
    reviseSeries(publisher, id, inputOf(more), { publish: true, promote: promoteWaiting });

  const told: Record<string, Case['act']> = {
    'a date moves': (_, first) =>
      moveOccurrence(publisher, first, { date: '2026-11-27', startsAt: '19:00', endsAt: '20:30' }),
    'a date is cancelled': (_, first) => cancelOccurrence(publisher, first, '雪のため'),
    'a date gets a note': (_, first) => setOf(first, { note: '2階です' }),
    'a date is deleted': (_, first) =>
      db.deleteFrom('occurrences').where('id', '=', first).execute(),
    'one date goes and another comes in the same moment': async (series_id, first) => {
      const starts_at = new Date('2026-11-29T01:00:00Z');
      await db.deleteFrom('occurrences').where('id', '=', first).execute();
      await anOccurrence({ series_id, starts_at, changed_at: new Date(0) });
    },
    'a title changes': (id) => revised(id, { title: 'べつの名前' }),
    'a place changes': (id) =>
      revised(id, { format: 'onsite', code5: '13116', placeName: '公民館' }),
    'whom it is for changes': (id) => revised(id, { audience: ['person'] }),
    'the times of its rule change': (id) =>
      revised(id, {
        rules: [
          {
            repeats: 'week',
            weekdays: [4],
            from: '2026-11-21',
            startsAt: '19:00',
            endsAt: '21:30',
          },
        ],
      }),
    'the organisation takes another name': () =>
      db
        .updateTable('organisations')
        .set({ name: `青葉の会 ${Math.random()}` })
        .where('id', '=', organisation)
        .execute(),
    'another organises it too': (id) =>
      revised(id, { organisations: [{ part: 'co_organiser', name: 'あおば区' }] }),
    'the series ends': (id) => endSeries(publisher, id, '会をとじます'),
  };
  test.each(Object.keys(told))('changes when %s', async (name) => {
    useFakeClock(NOW);
    const id = await published();
    const first = await firstOf(id);
    const before = await calendar(`series=${id}`);
    await told[name]?.(id, first);
    expect((await calendar(`series=${id}`)).version).not.toBe(before.version);
  });

  const untold: Record<string, Case['act']> = {
    'somebody signs up': (_, first) => signedUp(first),
    'its places become more': (_, first) => setOf(first, { capacity: 20 }),
    'its host writes another message': (id) => revised(id, { hostMessage: 'お待ちしています' }),
    'it is saved again as it is': (id) => revised(id, {}),
    'nothing happens': () => Promise.resolve(),
  };
  test.each(Object.keys(untold))('stays when %s', async (name) => {
    const clock = useFakeClock(NOW);
    const id = await published();
    const first = await firstOf(id);
    const before = await calendar(`series=${id}`);
    clock.advance(61_000);
    await untold[name]?.(id, first);
    expect((await calendar(`series=${id}`)).version).toBe(before.version);
  });

  test('changes when a day has passed and its date with it', async () => {
    const clock = useFakeClock(NOW);
    const id = await published();
    const before = await calendar(`series=${id}`);
    clock.set(new Date('2026-11-27T00:10:00+09:00'));
    expect((await calendar(`series=${id}`)).version).not.toBe(before.version);
  });
});

describe('a subscription', () => {
  const at = new Date('2026-11-28T01:00:00Z');
  const inTown = (code5: string, title: string) =>
    published({
      title,
      format: 'onsite',
      code5,
      prefCode: code5.slice(0, 2),
      placeName: '公民館',
      rules: [{ repeats: 'once', from: '2026-11-28', startsAt: '10:00', endsAt: '12:00' }],
    });

  test('to a town reaches its neighbours, itself alone or its prefecture, and what is online', async () => {
    useFakeClock(NOW);
    await inTown('13116', 'としまの会');
    await inTown('13104', 'しんじゅくの会');
    await inTown('13201', 'はちおうじの会');
    await inTown('39201', 'こうちの会');
    await published({ title: 'どこからでもの会' });
    const towns = [
      'としまの会',
      'しんじゅくの会',
      'はちおうじの会',
      'こうちの会',
      'どこからでもの会',
    ];
    const among = async (query: string) => {
      const titles = await titlesOf(query);
      return towns.filter((town) => titles.includes(town));
    };
    expect(await among('area=13116&reach=town')).toEqual(['としまの会', 'どこからでもの会']);
    expect(await among('area=13116')).toEqual(['としまの会', 'しんじゅくの会', 'どこからでもの会']);
    expect(await among('area=13116&reach=prefecture')).toEqual([
      ...towns.slice(0, 3),
      'どこからでもの会',
    ]);
    expect(await among('')).toEqual(towns);
    expect((await calendar('area=13116')).title).toBe('つどい、東京都 豊島区の近く');
  });

  test('to a kind, a way, a time of day or words holds what the list shows for them', async () => {
    useFakeClock(NOW);
    await inTown('13116', '土曜の親の会');
    await published({ title: '夜の本人の会', audience: ['person'] });
    expect(await titlesOf('kind=person&q=夜の本人')).toEqual(['夜の本人の会']);
    expect(await titlesOf('way=onsite&q=土曜の親')).toEqual(['土曜の親の会']);
    expect(await titlesOf('time=weekend&q=土曜の親')).toEqual(['土曜の親の会']);
    expect(await titlesOf('time=weekday_evening&q=土曜の親')).toEqual([]);
    expect((await calendar('kind=person&q=ひきこもり')).title).toBe('つどい、本人の会');
  });

  test('to an organisation holds its dates alone', async () => {
    useFakeClock(NOW);
    const other = await anOrganisation({ verified_at: new Date() });
    const series_id = await aSeries({ organisation_id: other, title: 'よその会' });
    await anOccurrence({ series_id, starts_at: at });
    expect(await titlesOf(`organisation=${other}`)).toEqual(['よその会']);
    expect(await titlesOf(`organisation=${organisation}`)).not.toContain('よその会');
  });

  test('to an organisation holds what it agreed to take part in, and says who organises that', async () => {
    useFakeClock(NOW);
    const name = `あおば区 ${Math.random()}`;
    const ward = await anOrganisation({ name });
    const together = (part: 'organiser' | 'co_organiser' | 'commissioner' | 'operating') =>
      published({ title: part, organisations: [{ part, name }] });
    for (const part of ['organiser', 'co_organiser', 'commissioner', 'operating'] as const)
      await agrees(ward, await together(part), part);
    await published({ title: 'ほかの会', organisations: [{ part: 'organiser', name }] });
    const { name: own } = (await findOrganisation(organisation)) ?? { name: '' };
    const entries = await entriesOf(`organisation=${ward}`);
    expect(new Map(entries.map(({ title, organisers }) => [title, organisers]))).toEqual(
      new Map([
        ['organiser', [own, name]],
        ['co_organiser', [own, name]],
        ['commissioner', [own]],
        ['operating', [own]],
      ]),
    );
  });

  test('never shows a draft, or an organisation that nobody has verified', async () => {
    useFakeClock(NOW);
    const draft = await saveDraft(publisher, inputOf({ title: '下書き' }));
    expect(await calendarFeed(new URLSearchParams(`series=${draft as string}`))).toBe('not_found');
    expect(await titlesOf(`organisation=${organisation}`)).not.toContain('下書き');
    for (const state of ['submitted', 'withdrawn']) {
      const hidden = await aSeries({ organisation_id: organisation, state });
      expect(await calendarFeed(new URLSearchParams(`series=${hidden}`)), state).toBe('not_found');
    }
    const unknown = await anOrganisation({ standing: 'applied', verified_at: null });
    expect(await calendarFeed(new URLSearchParams(`organisation=${unknown}`))).toBe('not_found');
  });

  test.each([
    'area=ぬぬぬ町',
    'area=府中市',
    'series=x',
    'organisation=../..',
    `series=${crypto.randomUUID()}`,
  ])('to something unknown (%s) is refused rather than widened', async (query) => {
    expect(await calendarFeed(new URLSearchParams(query))).toBe('not_found');
    expect(await newsFeed(new URLSearchParams(query))).toBe('not_found');
  });

  test('forgets what is over, but not at once what was cancelled or moved', async () => {
    useFakeClock(NOW);
    const series_id = await aSeries({ organisation_id: organisation });
    const ago = (days: number) => new Date(Date.parse(NOW) - days * DAY);
    const over = { series_id, original_start: ago(5), starts_at: ago(5) };
    await anOccurrence(over);
    const cancelled = { starts_at: ago(6), state: 'cancelled', cancelled_reason: '雪' };
    await anOccurrence({ series_id, ...cancelled });
    await anOccurrence({ series_id, starts_at: ago(7), original_start: ago(1), moved: true });
    await anOccurrence({ series_id, ...cancelled, starts_at: ago(40) });
    await anOccurrence({ series_id, starts_at: new Date(Date.parse(NOW) + 500 * DAY) });
    const starts = (await entriesOf(`series=${series_id}`)).map(({ startsAt }) => startsAt);
    expect(starts).toEqual([ago(7), ago(6)]);
  });

  test('to more than it can carry holds the soonest, and says so', async () => {
    useFakeClock(NOW);
    const series_id = await aSeries({ organisation_id: organisation });
    await db
      .insertInto('occurrences')
      .values(
        Array.from({ length: 1_005 }, (_, n) => {
          const starts_at = new Date(Date.parse('2026-12-01T00:00:00Z') + n * 3_600_000);
          const ends_at = new Date(starts_at.getTime() + 1_800_000);
          return {
            series_id,
            kind: 'group_session',
            origin: 'rule',
            original_start: starts_at,
            starts_at,
            ends_at,
          };
        }),
      )
      .execute();
    const { entries, cut } = await (await calendar(`series=${series_id}`)).read();
    expect([entries.length, cut]).toEqual([1_000, true]);
    expect(entries[0]?.startsAt).toEqual(new Date('2026-12-01T00:00:00Z'));
  });
});

describe('news', () => {
  test('are dates of the coming two months that were published or changed of late', async () => {
    const clock = useFakeClock(NOW);
    const id = await published();
    expect(await newsOf(`series=${id}`)).toHaveLength(8);
    await db
      .updateTable('occurrences')
      .set({ changed_at: new Date('2026-09-01') })
      .where('series_id', '=', id)
      .execute();
    await db
      .updateTable('series')
      .set({ facts_changed_at: new Date('2026-09-01') })
      .where('id', '=', id)
      .execute();
    expect(await newsOf(`series=${id}`)).toEqual([]);
    clock.advance(60_000);
    const first = await firstOf(id);
    await cancelOccurrence(publisher, first, '雪のため');
    expect(await newsOf(`series=${id}`)).toMatchObject([
      { id: first, state: 'cancelled', edited: true },
    ]);
  });

  test('of a freshly published date say that it is new, of a renamed one that it changed', async () => {
    useFakeClock(new Date(Date.now() + 60_000));
    const id = await published();
    expect((await newsOf(`series=${id}`)).some(({ edited }) => edited)).toBe(false);
    await db
      .updateTable('occurrences')
      .set({ changed_at: new Date(0) })
      .where('series_id', '=', id)
      .execute();
    await db.updateTable('series').set({ title: 'べつの名前' }).where('id', '=', id).execute();
    expect((await newsOf(`series=${id}`)).every(({ edited }) => edited)).toBe(true);
  });
});
