/** News of dates as RSS 2.0. */
import { Feed } from 'feed';
import { m } from '#paraglide/messages';
import { getLocale } from '#paraglide/runtime';
import { readableLine } from '#platform/text';
import { formatDay, formatSpan } from '#ui';
import { factsOf, locationOf, type FeedAbout } from './calendar-feed.ts';
import { titleOf } from './discreet.ts';
import type { FeedEntry } from './feed-entry.ts';
import { newsOf, type News } from './news.ts';

const HOUR_MIN = 60;
const DATES_LISTED = 10;

/** The news among these dates as a document; the same octet for octet while nothing changes. */
export function newsText(about: FeedAbout, entries: FeedEntry[]): string {
  const news = newsOf(entries);
  const feed = new Feed({
    title: sayable(about.title),
    description: about.description,
    link: about.home,
    feed: about.source,
    language: getLocale(),
    ttl: HOUR_MIN,
    updated: news[0]?.at ?? EPOCH,
    generator: false,
  });
  for (const one of news)
    feed.addItem({
      title: plain(newsTitle(one)),
      guid: one.id,
      link: about.addressOf(one.first),
      date: one.at,
      description: linesOf(one).map(asHtml).join('<br>'),
    });
  return feed.rss2();
}

const EPOCH = new Date(0);

function newsTitle({ kind, first, entries }: News): string {
  const [title, date] = [titleOf(first), formatDay(first.startsAt)];
  const of = {
    title,
    date: entries.length > 1 ? m.schedule_news_more({ date, count: entries.length - 1 }) : date,
  };
  return {
    new: m.schedule_news_new,
    changed: m.schedule_news_changed,
    moved: m.schedule_news_moved,
    cancelled: m.schedule_news_cancelled,
  }[kind](of);
}

const linesOf = ({ first, entries }: News): string[] => [
  ...entries.slice(0, DATES_LISTED).map(({ startsAt, endsAt }) => formatSpan(startsAt, endsAt)),
  locationOf(first),
  ...factsOf(first),
];

/** Titles are read as text, descriptions as HTML; the library puts both between CDATA marks, which neither may hold. */
const plain = (text: string): string => sayable(text).replaceAll(']]>', ']] >');

const asHtml = (text: string): string =>
  sayable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Two code points that XML forbids are left out. */
const sayable = (text: string): string => readableLine(text).replace(/[\ufffe\uffff]/g, '');
