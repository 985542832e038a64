/** What one can subscribe to: the coming dates of a place, a kind, an organisation, a series, of whatever the list page shows. */
import { now } from '#platform/clock';
import { addDays, instantOf, localDate, type LocalDate } from '#platform/tokyo';
import { hoursWithin } from '../time-of-day.ts';
import type { FeedEntry } from './feed-entry.ts';
import { feedEntries, feedVersion, type FeedSelection } from './feed-queries.server.ts';
import { feedScope, type FeedScope } from './feed-scope.server.ts';

export interface Feed {
  title: string;
  /** Differs whenever anything that the feed shows does. */
  version: string;
  changedAt: Date | null;
  /** In order of time; `cut` where there are more than one feed can carry. */
  read(): Promise<{ entries: FeedEntry[]; cut: boolean }>;
}

const MOST = 1_000;
const DAYS_REMEMBERED = 30;
const CALENDAR_DAYS = 400;
const NEWS_DAYS = 60;

/** Thirteen months ahead; cancelled and moved dates stay for thirty days, for readers that ask rarely. */
export const calendarFeed = (parameters: URLSearchParams): Promise<Feed | 'not_found'> =>
  feedOf(parameters, (today) => ({ until: addDays(today, CALENDAR_DAYS), changedSince: null }));

/** Dates of the coming sixty days that were published, changed or cancelled within the last thirty. */
export const newsFeed = (parameters: URLSearchParams): Promise<Feed | 'not_found'> =>
  feedOf(parameters, (today) => ({
    until: addDays(today, NEWS_DAYS),
    changedSince: addDays(today, -DAYS_REMEMBERED),
  }));

interface Span {
  until: LocalDate;
  changedSince: LocalDate | null;
}

async function feedOf(
  parameters: URLSearchParams,
  spanFrom: (today: LocalDate) => Span,
): Promise<Feed | 'not_found'> {
  const scope = await feedScope(parameters);
  if (scope === 'not_found') return scope;
  // By days, not by the second: what was asked a minute ago is still the same.
  const today = localDate(now());
  const selection = selectionOf(scope, today, spanFrom(today));
  return {
    title: scope.title,
    ...(await feedVersion(selection, scope.title)),
    async read() {
      const entries = await feedEntries(selection);
      return { entries: entries.slice(0, MOST), cut: entries.length > MOST };
    },
  };
}

function selectionOf(
  { seriesIds, place, times, methods }: FeedScope,
  today: LocalDate,
  { until, changedSince }: Span,
): FeedSelection {
  const remembered = addDays(today, -DAYS_REMEMBERED);
  return {
    seriesIds,
    place,
    methods,
    from: midnight(today),
    until: midnight(until),
    remembered: midnight(remembered),
    changedSince: changedSince === null ? null : midnight(changedSince),
    hours: times.length > 0 ? hoursWithin(times, remembered, until) : null,
    limit: MOST + 1,
  };
}

const midnight = (date: LocalDate): Date => instantOf(date, '00:00');
