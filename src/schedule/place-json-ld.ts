/** A gathering place for search engines: where it is and when it is open. */
import type { OccurrenceDetail } from './occurrence.ts';
import { readRrule } from './recurrence.ts';
import type { Rule } from './rule.ts';
import { clockTime, dayName, staysOpen } from './schedule-json-ld.ts';

export const placeOf = (opening: OccurrenceDetail, url: string) => ({
  '@type': 'Place',
  name: opening.title,
  description: opening.summary || undefined,
  url,
  address: addressOf(opening),
  isAccessibleForFree: opening.fee.startsWith('無料') || undefined,
  // Elsewhere it is open this once only.
  openingHoursSpecification: [
    ...(opening.usualPlace === null ? opening.rules.flatMap(weeklyHours) : []),
    hoursOfTheDay(opening),
  ],
});

/** The prefecture by its ISO 3166-2 code, which is Japan's own with the country before it. */
export const addressOf = ({ prefCode, area, placeAddress }: OccurrenceDetail) => ({
  '@type': 'PostalAddress',
  addressCountry: 'JP',
  addressRegion: prefCode ? `JP-${prefCode}` : undefined,
  addressLocality: area ?? undefined,
  streetAddress: placeAddress || undefined,
});

/** Only what is so every week can be said for weekdays; nth weekdays are told date by date. */
function weeklyHours(rule: Rule) {
  const recurrence = rule.rrule === null ? undefined : readRrule(rule.rrule);
  if (recurrence?.every !== 'week' || recurrence.interval > 1 || !isSayable(rule)) return [];
  const valid = { validFrom: rule.validFrom, validThrough: rule.validUntil ?? undefined };
  const hours = {
    '@type': 'OpeningHoursSpecification',
    dayOfWeek: recurrence.weekdays.map(dayName),
    opens: clockTime(rule.startsAtMinute),
    closes: clockTime(rule.endsAtMinute),
    ...valid,
  };
  return rule.onHoliday === 'skipped' ? [hours, { ...CLOSED_ON_HOLIDAYS, ...valid }] : [hours];
}

const isSayable = (rule: Rule): boolean =>
  staysOpen(rule) && (rule.onHoliday === 'held' || rule.onHoliday === 'skipped');

/** Opening and closing at once is how "closed" is said. */
const CLOSED = { opens: '00:00', closes: '00:00' };
const CLOSED_ON_HOLIDAYS = {
  '@type': 'OpeningHoursSpecification',
  dayOfWeek: 'https://schema.org/PublicHolidays',
  ...CLOSED,
};

const hoursOfTheDay = ({ state, date, startTime, endTime }: OccurrenceDetail) => ({
  '@type': 'OpeningHoursSpecification',
  validFrom: date,
  validThrough: date,
  ...(state === 'cancelled' ? CLOSED : { opens: startTime, closes: endTime }),
});

// Japan has kept UTC+9 without daylight saving since 1952.
export const tokyoTime = (at: Date): string =>
  new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 19) + '+09:00';
