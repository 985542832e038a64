/** Dates as iCalendar (RFC 5545, 7986): one entry for each, no rule, so that every reader shows a moved or cancelled one. */
import ical, {
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalEventData,
} from 'ical-generator';
import { m } from '#paraglide/messages';
import { readableLine, readableText } from '#platform/text';
import { categoryOf } from '../occurrence.ts';
import { categoryWord, wayWord } from '../words.ts';
import { discreet, titleOf } from './discreet.ts';
import { uidOf, type FeedEntry } from './feed-entry.ts';

export interface FeedAbout {
  title: string;
  description: string;
  /** The feed's own address. */
  source: string;
  /** The portal's. */
  home: string;
  /** A date's page. */
  addressOf(entry: FeedEntry): string;
}

const HOUR_S = 3600;

/** These dates as a calendar; the same octet for octet while nothing changes. */
export function calendarText(about: FeedAbout, entries: FeedEntry[]): string {
  const calendar = ical({
    prodId: { company: 'tsudoi', product: 'feeds', language: 'JA' },
    method: ICalCalendarMethod.PUBLISH,
    // The library escapes what entries say, but not what the calendar says of itself.
    name: escaped(about.title),
    description: escaped(about.description),
    source: about.source,
    ttl: HOUR_S,
    events: entries.map((entry) => eventOf(entry, about.addressOf(entry))),
  });
  return `${calendar.toString()}\r\n`;
}

const escaped = (text: string): string =>
  readableLine(text).replace(/[\\;,]/g, (character) => `\\${character}`);

function eventOf(entry: FeedEntry, url: string): ICalEventData {
  const cancelled = entry.state === 'cancelled';
  const title = titleOf(entry);
  return {
    id: uidOf(entry),
    sequence: entry.sequence,
    // Of the change, not of the asking: an unchanged calendar is the same octet for octet.
    stamp: entry.changedAt,
    lastModified: entry.changedAt,
    // In UTC: without a rule there is nothing that a time zone would add, and no zone's table to be read wrongly.
    start: entry.startsAt,
    end: entry.endsAt,
    // Some readers drop the status of a cancelled entry, so its title says it too.
    summary: cancelled ? m.schedule_feed_cancelled({ title }) : title,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    // An offer, not an appointment: it makes nobody busy.
    transparency: ICalEventTransparency.TRANSPARENT,
    location: locationOf(entry),
    description: descriptionOf(entry, url),
    categories: [{ name: categoryWord(categoryOf(entry.kind, entry.audience)) }],
    url,
  };
}

export const locationOf = (entry: FeedEntry): string =>
  [
    ...(entry.format === 'online' ? [] : [entry.area ?? '', entry.placeName, entry.placeAddress]),
    ...(entry.format === 'onsite' ? [] : [wayWord('online')]),
  ]
    .map((text) => discreet(text))
    .filter(Boolean)
    .join(' ');

const descriptionOf = (entry: FeedEntry, url: string): string =>
  [...factsOf(entry), m.schedule_feed_more({ url })].map(readableText).join('\n');

/** What there is to know beyond time, title and place: a line each. */
export function factsOf(entry: FeedEntry): string[] {
  const organisation = entry.organisers
    .map((name) => discreet(name))
    .filter(Boolean)
    .join(m.schedule_and());
  return [
    entry.state === 'cancelled'
      ? m.schedule_feed_reason({
          reason: discreet(entry.cancelledReason, m.schedule_feed_reason_page()),
        })
      : '',
    entry.demonstration ? m.schedule_demonstration_note() : '',
    entry.unchecked ? m.schedule_state_unchecked() : '',
    entry.elsewhere ? m.schedule_elsewhere() : '',
    discreet(entry.note),
    organisation && m.schedule_feed_by({ organisation }),
  ].filter(Boolean);
}
