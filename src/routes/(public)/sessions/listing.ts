/** The days of the strip or of the month, and the words above the list. */
import { m } from '#paraglide/messages';
import { getLocale } from '#paraglide/runtime';
import { addDays } from '#platform/tokyo';
import {
  categoryWord,
  nextMonth,
  previousMonth,
  queryOf,
  type Category,
  type PageFilter,
} from '#schedule';
import type { Listing } from '#schedule/server';
import { formatDay, formatWeekday } from '#ui';

export const dayAnchor = (date: string): string => `day-${date}`;

/** A day on the page is jumped to; a day without anything, or on a later page, starts a week of its own. */
export function dayLinks(listing: Listing, filter: PageFilter) {
  const onPage = new Set(listing.days.map(({ date }) => date));
  return listing.overview.map((day) => ({
    href: onPage.has(day.date)
      ? `#${dayAnchor(day.date)}`
      : queryOf({ ...filter, view: 'week', from: day.date, page: 1 }) || '?',
    weekday: formatWeekday(day.date) + (day.holiday && day.weekday !== 7 ? holidayMark() : ''),
    day: Number(day.date.slice(8)),
    label: labelOf(day),
    tone: toneOf(day),
    marks: marksOf(day.categories),
    selected: day.date === (listing.days.length > 0 ? listing.today : listing.from),
  }));
}

/** Where the page before and the page after begin. */
export const turning = ({ from }: Listing, { view }: PageFilter) =>
  view === 'month'
    ? { previous: previousMonth(from), next: nextMonth(from) }
    : { previous: addDays(from, -7), next: addDays(from, 7) };

const holidayMark = (): string => (getLocale() === 'ja' ? '祝' : '*');

function toneOf(day: Listing['overview'][number]): 'saturday' | 'holiday' | undefined {
  if (day.holiday || day.weekday === 7) return 'holiday';
  return day.weekday === 6 ? 'saturday' : undefined;
}

type Mark = 'family' | 'peer' | 'place';

const MARKS: Record<Category, Mark | undefined> = {
  family: 'family',
  person: 'family',
  together: 'family',
  peer: 'peer',
  place: 'place',
  lecture: undefined,
};

/** One mark for each kind a day has; a day of one kind shows up to three. */
function marksOf(categories: Listing['overview'][number]['categories']): Mark[] {
  const marks = Object.entries(categories).flatMap(([category, count]) => {
    const mark = MARKS[category as Category]; // Keys of `categories` are categories.
    return mark ? Array.from({ length: count }, () => mark) : [];
  });
  const kinds = (['family', 'peer', 'place'] as const).filter((mark) => marks.includes(mark));
  return kinds.length > 1 ? kinds : marks.slice(0, 3);
}

function labelOf(day: Listing['overview'][number]): string {
  const kinds = Object.entries(day.categories).map(([category, count]) =>
    m.schedule_count_of({ what: categoryWord(category as Category), count }),
  );
  const holiday = day.holiday ? [m.schedule_holiday()] : [];
  return [
    formatDay(day.date),
    ...holiday,
    ...(kinds.length > 0 ? kinds : [m.schedule_count_none()]),
  ].join(m.schedule_and());
}

/** What stands in the field again: the town with its prefecture, so that the same one is found. */
export function areaText(place: Listing['place'], typed: string): string {
  if (place.kind === 'area') return `${place.area.prefecture}${place.area.name}`;
  return place.kind === 'prefecture' ? place.name : typed;
}

/** The place in words that mean the same next year; an area not understood shows everything, and so does its feed. */
export function areaAsked(place: Listing['place']): string {
  if (place.kind === 'area') return place.area.code5;
  return place.kind === 'prefecture' ? place.name : '';
}
