/** schema.org Event of one occurrence, as search engines read it. */
import type { Format, OccurrenceDetail } from './occurrence.ts';

const MODES: Record<Format, string> = {
  onsite: 'OfflineEventAttendanceMode',
  online: 'OnlineEventAttendanceMode',
  hybrid: 'MixedEventAttendanceMode',
};

/** `url` is the page's own address: an online session's location points there, never into the room. */
export function eventJsonLd(occurrence: OccurrenceDetail, url: string): string {
  const event = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: occurrence.title,
    description: occurrence.summary || undefined,
    url,
    startDate: tokyoTime(occurrence.startsAt),
    endDate: tokyoTime(occurrence.endsAt),
    eventStatus: `https://schema.org/${occurrence.state === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: `https://schema.org/${MODES[occurrence.format]}`,
    location: locationOf(occurrence, url),
    organizer: { '@type': 'Organization', name: occurrence.organisation },
    maximumAttendeeCapacity: occurrence.capacity ?? undefined,
    isAccessibleForFree: occurrence.fee.startsWith('無料') || undefined,
    inLanguage: occurrence.languages,
  };
  return JSON.stringify(event).replaceAll('<', '\\u003c');
}

function locationOf(occurrence: OccurrenceDetail, url: string) {
  const online = { '@type': 'VirtualLocation', url };
  const address = [occurrence.area, occurrence.placeAddress].filter(Boolean).join(' ');
  const place = {
    '@type': 'Place',
    name: occurrence.placeName || occurrence.area || occurrence.organisation,
    address: address || undefined,
  };
  if (occurrence.format === 'online') return online;
  return occurrence.format === 'onsite' ? place : [place, online];
}

// Japan has kept UTC+9 without daylight saving since 1952.
const tokyoTime = (at: Date): string =>
  new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 19) + '+09:00';
