/** Read back by `ical.js`, which knows nothing of the writer. */
import ICAL from 'ical.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readableLine } from '#platform/text';
import { aFeedEntry, nastyText } from '../../../tests/support/feed-entry.ts';
import { calendarText, type FeedAbout } from './calendar-feed.ts';
import { tells } from './discreet.ts';
import type { FeedEntry } from './feed-entry.ts';

const about: FeedAbout = {
  title: 'つどい、豊島区の近く',
  description: '中止や変更もここにうつります。',
  source: 'https://tsudoi.example/feeds/tsudoi.ics?area=13116&kind=family',
  home: 'https://tsudoi.example/sessions',
  addressOf: ({ id }) => `https://tsudoi.example/sessions/${id}`,
};

const read = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]);
const eventsOf = (text: string) =>
  read(text)
    .getAllSubcomponents('vevent')
    .map((component) => ({ component, event: new ICAL.Event(component) }));

function onlyEvent(over: Partial<FeedEntry>) {
  const [found, ...more] = eventsOf(calendarText(about, [aFeedEntry(over)]));
  if (!found || more.length > 0) throw new Error('not one entry');
  const value = (name: string) => found.component.getFirstPropertyValue(name)?.toString() ?? null;
  return { ...found, value };
}

describe('a calendar', () => {
  test('says what it is, where it comes from and how often to ask', () => {
    const calendar = read(calendarText(about, []));
    const value = (name: string) => calendar.getFirstPropertyValue(name)?.toString();
    expect(value('method')).toBe('PUBLISH');
    expect(value('version')).toBe('2.0');
    expect(value('name')).toBe(about.title);
    expect(value('x-wr-calname')).toBe(about.title);
    expect(value('source')).toBe(about.source);
    expect(value('refresh-interval')).toBe('PT1H');
    expect(calendar.getFirstProperty('refresh-interval')?.type).toBe('duration');
    expect(value('x-published-ttl')).toBe('PT1H');
  });

  test('is the same octet for octet while nothing changes', () => {
    const entries = [aFeedEntry(), aFeedEntry({ slot: 'b' })];
    expect(calendarText(about, entries)).toBe(calendarText(about, entries));
  });

  test('has one entry for each date, no rule, nobody invited, nobody named', () => {
    const second = { originalStart: new Date('2026-12-10T11:00:00Z') };
    const found = eventsOf(
      calendarText(about, [aFeedEntry(), aFeedEntry(second), aFeedEntry({ slot: 'x' })]),
    );
    expect(new Set(found.map(({ event }) => event.uid)).size).toBe(3);
    for (const { component } of found)
      for (const name of ['rrule', 'rdate', 'exdate', 'recurrence-id', 'attendee', 'organizer'])
        expect(component.hasProperty(name), name).toBe(false);
  });
});

describe('an entry', () => {
  test('says when, where, what kind and at which address', () => {
    const { event, component, value } = onlyEvent({
      format: 'hybrid',
      area: '豊島区',
      placeName: '中央公民館 2階',
      placeAddress: '南池袋1-1',
    });
    expect(event.summary).toBe('夜のオンライン家族のつどい');
    expect(event.startDate.toJSDate()).toEqual(new Date('2026-11-26T11:00:00Z'));
    expect(event.endDate.toJSDate()).toEqual(new Date('2026-11-26T12:30:00Z'));
    expect(event.location).toBe('豊島区 中央公民館 2階 南池袋1-1 オンライン');
    expect(value('url')).toBe(about.addressOf(aFeedEntry()));
    expect(value('categories')).toBe('家族のつどい');
    expect(value('status')).toBe('CONFIRMED');
    expect(value('transp')).toBe('TRANSPARENT');
    expect(event.description).toContain('青葉の会');
    expect(component.getFirstPropertyValue('dtstamp')).toEqual(
      component.getFirstPropertyValue('last-modified'),
    );
  });

  test('keeps its identity when it moves, is cancelled and takes place after all; its sequence says how often', () => {
    const states: Partial<FeedEntry>[] = [
      {},
      { startsAt: new Date('2026-11-27T10:00:00Z'), endsAt: new Date('2026-11-27T11:00:00Z') },
      { state: 'cancelled', cancelledReason: '会場の都合' },
      { title: 'べつの名前' },
    ];
    const found = states.map((state, sequence) => onlyEvent({ ...state, sequence }));
    expect(new Set(found.map(({ event }) => event.uid)).size).toBe(1);
    expect(found.map(({ event }) => event.sequence)).toEqual([0, 1, 2, 3]);
  });

  test('that is cancelled says so by its status, its title and with the reason', () => {
    const { event, value } = onlyEvent({ state: 'cancelled', cancelledReason: '会場の都合です。' });
    expect(value('status')).toBe('CANCELLED');
    expect(event.summary).toBe('【中止】夜のオンライン家族のつどい');
    expect(event.description).toContain('会場の都合です。');
  });

  test('never says the word, wherever its organiser wrote it', () => {
    const said = 'ひきこもり家族会';
    const text = calendarText({ ...about, title: 'つどい' }, [
      aFeedEntry({
        title: said,
        organisers: [said],
        placeName: said,
        placeAddress: said,
        note: said,
        cancelledReason: said,
        state: 'cancelled',
        format: 'hybrid',
      }),
    ]);
    expect(tells(text.replaceAll('\r\n ', ''))).toBe(false);
  });
});

describe('whatever people write', () => {
  test('is read back as written, on lines of at most 75 octets that split no character', () => {
    fc.assert(
      fc.property(nastyText, nastyText, nastyText, (title, organisation, placeName) => {
        fc.pre(![title, organisation, placeName].some(tells));
        const over = { title, organisers: [organisation], placeName, format: 'onsite' as const };
        const text = calendarText({ ...about, title }, [aFeedEntry(over)]);
        expectGoodLines(text);
        const [only, ...more] = eventsOf(text);
        expect(more).toEqual([]);
        expect(only?.event.summary).toBe(readableLine(title));
        expect(only?.event.location).toBe(readableLine(placeName));
        expect(only?.event.description).toContain(readableLine(organisation));
        // A property that `ical.js` has no type for comes as it is written.
        const name = read(text).getFirstPropertyValue('name')?.toString();
        expect(name?.replace(/\\([\\;,])/g, '$1')).toBe(readableLine(title));
      }),
      { numRuns: 300 },
    );
  });

  test.each(Array.from({ length: 80 }, (_, lead) => lead))(
    'folds between characters, %i octets in',
    (lead) => {
      const title = 'a'.repeat(lead) + 'つ🏠'.repeat(30);
      const text = calendarText(about, [aFeedEntry({ title })]);
      expectGoodLines(text);
      expect(eventsOf(text)[0]?.event.summary).toBe(title);
    },
  );
});

function expectGoodLines(text: string): void {
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const octets = Buffer.from(text);
  const strict = new TextDecoder('utf-8', { fatal: true });
  for (let from = 0; from < octets.length;) {
    const until = octets.indexOf('\r\n', from);
    expect(until - from).toBeLessThanOrEqual(75);
    strict.decode(octets.subarray(from, until));
    from = until + 2;
  }
}
