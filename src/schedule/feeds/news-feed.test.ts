/** Read back by a reader that knows nothing of the writer. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readableLine } from '#platform/text';
import { aFeedEntry, nastyText } from '../../../tests/support/feed-entry.ts';
import { all, readXml, textOf } from '../../../tests/support/read-xml.ts';
import { tells } from './discreet.ts';
import type { FeedEntry } from './feed-entry.ts';
import { newsText } from './news-feed.ts';

const about = {
  title: 'つどい & 予定',
  description: '中止や変更もここにうつります。',
  source: 'https://tsudoi.example/feeds/tsudoi.rss?area=13116&kind=family',
  home: 'https://tsudoi.example/sessions',
  addressOf: ({ id }: FeedEntry) => `https://tsudoi.example/sessions/${id}`,
};

function channelOf(entries: FeedEntry[]) {
  const rss = readXml(newsText(about, entries));
  const [channel] = all(rss, 'channel');
  if (rss.name !== 'rss' || rss.attributes['version'] !== '2.0' || !channel)
    throw new Error('no RSS');
  return channel;
}

const itemsOf = (entries: FeedEntry[]) =>
  all(channelOf(entries), 'item').map((item) => ({
    title: textOf(item, 'title'),
    link: textOf(item, 'link'),
    guid: textOf(item, 'guid'),
    permalink: all(item, 'guid')[0]?.attributes['isPermaLink'],
    date: new Date(textOf(item, 'pubDate') ?? ''),
    description: textOf(item, 'description'),
  }));

const onTheNext = (days: number, over: Partial<FeedEntry> = {}) => {
  const at = (hour: string) => new Date(Date.parse(`2026-11-26T${hour}:00Z`) + days * 86_400_000);
  return aFeedEntry({
    originalStart: at('11:00'),
    startsAt: at('11:00'),
    endsAt: at('12:30'),
    ...over,
  });
};

describe('a channel', () => {
  test('has what RSS requires, and its own address', () => {
    const channel = channelOf([aFeedEntry()]);
    expect(textOf(channel, 'title')).toBe(about.title);
    expect(textOf(channel, 'link')).toBe(about.home);
    expect(textOf(channel, 'description')).toBe(about.description);
    expect(textOf(channel, 'language')).toBe('ja');
    expect(all(channel, 'atom:link')[0]?.attributes).toMatchObject({
      rel: 'self',
      href: about.source,
    });
  });

  test('is the same octet for octet while nothing changes, empty too', () => {
    for (const entries of [[], [aFeedEntry()]])
      expect(newsText(about, entries)).toBe(newsText(about, entries));
  });
});

describe('news', () => {
  test('of a newly published meeting is one line, whatever the number of its dates', () => {
    const [item, ...more] = itemsOf([0, 7, 14].map((days) => onTheNext(days)));
    expect(more).toEqual([]);
    expect(item).toMatchObject({
      title: '夜のオンライン家族のつどい、11月26日（木）ほか2回',
      link: about.addressOf(aFeedEntry()),
      permalink: 'false',
      date: aFeedEntry().changedAt,
    });
    expect(item?.description).toContain('12月10日（木） 20:00–21:30');
  });

  test('stays the same news when its first date has passed', () => {
    const [all] = itemsOf([onTheNext(0), onTheNext(7)]);
    const [later] = itemsOf([onTheNext(7)]);
    expect(later?.guid).toBe(all?.guid);
  });

  test('of what was moved, changed or cancelled says so, the latest first, each as news of its own', () => {
    const at = (hour: number) => new Date(`2026-11-21T0${hour}:00:00Z`);
    const items = itemsOf([
      onTheNext(0),
      onTheNext(7, {
        changedAt: at(1),
        edited: true,
        moved: true,
      }),
      onTheNext(14, {
        changedAt: at(2),
        edited: true,
        state: 'cancelled',
        cancelledReason: '雪のため',
      }),
      onTheNext(21, { changedAt: at(3), edited: true }),
    ]);
    expect(items.map(({ title }) => title)).toEqual([
      '【変更】夜のオンライン家族のつどい、12月17日（木）',
      '【中止】夜のオンライン家族のつどい、12月10日（木）',
      '【日時変更】夜のオンライン家族のつどい、12月3日（木）',
      '夜のオンライン家族のつどい、11月26日（木）',
    ]);
    expect(items[1]?.description).toContain('雪のため');
    expect(new Set(items.map(({ guid }) => guid)).size).toBe(4);
  });

  test('of a date cancelled a second time is news again', () => {
    const [first] = itemsOf([onTheNext(0, { state: 'cancelled' })]);
    const later = new Date('2026-11-21T00:00:00Z');
    const [second] = itemsOf([onTheNext(0, { state: 'cancelled', changedAt: later })]);
    expect(second?.guid).not.toBe(first?.guid);
  });
});

test('whatever people write is read back as text, never as markup', () => {
  fc.assert(
    fc.property(nastyText, nastyText, (title, organisation) => {
      fc.pre(!tells(title) && !tells(organisation));
      const [item] = itemsOf([aFeedEntry({ title, organisers: [organisation] })]);
      const said = readableLine(title)
        .replaceAll(']]>', ']] >')
        .replace(/[\ufffe\uffff]/g, '');
      expect(item?.title).toBe(`${said}、11月26日（木）`);
      expect(item?.description?.replaceAll('<br>', '')).not.toMatch(/[<>]/);
    }),
    { numRuns: 300 },
  );
});
