/** Dates as entries of a calendar that anybody may follow. */
import { m } from '#paraglide/messages';
import { writeCalendar, type CalendarEntry } from '#platform/calendar';
import { readableText } from '#platform/text';
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

/** These dates as a calendar; the same octet for octet while nothing changes. */
export const calendarText = (about: FeedAbout, entries: FeedEntry[]): string =>
  writeCalendar(
    about,
    entries.map((entry) => entryOf(entry, about.addressOf(entry))),
  );

function entryOf(entry: FeedEntry, url: string): CalendarEntry {
  const cancelled = entry.state === 'cancelled';
  const title = titleOf(entry);
  return {
    uid: uidOf(entry),
    sequence: entry.sequence,
    changedAt: entry.changedAt,
    startsAt: entry.startsAt,
    endsAt: entry.endsAt,
    // Some readers drop the status of a cancelled entry, so its title says it too.
    title: cancelled ? m.schedule_feed_cancelled({ title }) : title,
    status: cancelled ? 'cancelled' : 'confirmed',
    busy: false,
    location: locationOf(entry),
    description: descriptionOf(entry, url),
    category: categoryWord(categoryOf(entry.kind, entry.audience)),
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
