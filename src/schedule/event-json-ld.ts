/** One occurrence as search engines read it: schema.org's Event, or the Place that is open then. */
import { jsonLd } from '#platform/json-ld';
import type { Format, OccurrenceDetail } from './occurrence.ts';
import { addressOf, placeOf, tokyoTime } from './place-json-ld.ts';
import { schedulesOf } from './schedule-json-ld.ts';

const MODES: Record<Format, string> = {
  onsite: 'OfflineEventAttendanceMode',
  online: 'OnlineEventAttendanceMode',
  hybrid: 'MixedEventAttendanceMode',
};

/** `url` is the page's own address: an online session's location points there, never into the room. */
export function jsonLdOf(occurrence: OccurrenceDetail, url: string): string {
  const thing =
    occurrence.kind === 'gathering_place' ? placeOf(occurrence, url) : eventOf(occurrence, url);
  return jsonLd(thing);
}

function eventOf(occurrence: OccurrenceDetail, url: string) {
  return {
    '@type': 'Event',
    name: occurrence.title,
    description: occurrence.summary || occurrence.whatChanges || undefined,
    url,
    startDate: tokyoTime(occurrence.startsAt),
    endDate: tokyoTime(occurrence.endsAt),
    ...statusOf(occurrence),
    eventAttendanceMode: `https://schema.org/${MODES[occurrence.format]}`,
    location: locationOf(occurrence, url),
    organizer: organisersOf(occurrence, url),
    offers: offerOf(occurrence, url),
    maximumAttendeeCapacity: occurrence.capacity ?? undefined,
    isAccessibleForFree: priceOf(occurrence.fee) === 0 || undefined,
    inLanguage: occurrence.languages,
    superEvent: seriesOf(occurrence),
  };
}

/** Its own organisation, then whoever it says to organise it with. */
function organisersOf({ parts, organisation, organisationId }: OccurrenceDetail, url: string) {
  const own = { id: organisationId, name: organisation };
  const named = parts
    .filter(({ part }) => part === 'organiser' || part === 'co_organiser')
    .filter(({ id, name }) => id !== own.id && name !== own.name);
  const organisers = [own, ...named].map(({ id, name }) => ({
    '@type': 'Organization',
    name,
    url: id === null ? undefined : new URL(`/organisations/${id}`, url).href,
  }));
  return organisers.length === 1 ? organisers[0] : organisers;
}

function statusOf({ state, movedFrom }: OccurrenceDetail) {
  if (state === 'cancelled') return { eventStatus: 'https://schema.org/EventCancelled' };
  if (!movedFrom) return { eventStatus: 'https://schema.org/EventScheduled' };
  return {
    eventStatus: 'https://schema.org/EventRescheduled',
    previousStartDate: tokyoTime(movedFrom),
  };
}

function locationOf(occurrence: OccurrenceDetail, url: string) {
  const online = { '@type': 'VirtualLocation', url };
  const place = {
    '@type': 'Place',
    name: occurrence.placeName || occurrence.area || occurrence.organisation,
    address: addressOf(occurrence),
  };
  if (occurrence.format === 'online') return online;
  return occurrence.format === 'onsite' ? place : [place, online];
}

const AVAILABLE: Partial<Record<OccurrenceDetail['signUp'], string>> = {
  none: 'InStock',
  open: 'InStock',
  full: 'SoldOut',
  not_yet: 'PreOrder',
};

/** Where something can be said of price or places; a cancelled date offers nothing. */
function offerOf(occurrence: OccurrenceDetail, url: string) {
  const { state, fee, signUp, signUpOpensAt, signUpClosesAt } = occurrence;
  const price = priceOf(fee);
  const availability = AVAILABLE[signUp];
  if (state === 'cancelled' || !availability || (signUp === 'none' && price === undefined)) return;
  return {
    '@type': 'Offer',
    url,
    availability: `https://schema.org/${availability}`,
    ...(price !== undefined && { price, priceCurrency: 'JPY' }),
    ...(signUpOpensAt && { validFrom: tokyoTime(signUpOpensAt) }),
    ...(signUp !== 'none' && { validThrough: tokyoTime(signUpClosesAt) }),
  };
}

/** Organisers write the fee themselves: free, or the one sum that is named; several sums are no price. */
function priceOf(fee: string): number | undefined {
  const text = fee.normalize('NFKC');
  if (text.startsWith('無料')) return 0;
  const [sum, ...more] = text.matchAll(/(\d[\d,]*)\s*円/g);
  return sum && more.length === 0 ? Number(sum[1]?.replaceAll(',', '')) : undefined;
}

/** The rhythm belongs to the series: the date itself happens once. */
function seriesOf({ title, rules }: OccurrenceDetail) {
  const eventSchedule = schedulesOf(rules);
  return eventSchedule.length > 0
    ? { '@type': 'EventSeries', name: title, eventSchedule }
    : undefined;
}
