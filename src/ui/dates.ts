/** Dates and times as people read them. Instants are shown in Japan's time. */
import { m } from '#paraglide/messages';
import { getLocale, type Locale } from '#paraglide/runtime';
import { daysBetween, localDate, localTime, type LocalDate } from '#platform/tokyo';

const WEEKDAYS = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A date of the calendar in Japan: of an instant, or as given. */
export const dayOf = (when: Date | LocalDate): LocalDate =>
  typeof when === 'string' ? when : localDate(when);

/** 11月26日（木）, Thu 26 Nov; with the year 2026年11月26日（木）, Thu 26 Nov 2026. */
export function formatDay(
  when: Date | LocalDate,
  options: { year?: boolean; locale?: Locale } = {},
): string {
  const { year, month, day, weekday } = partsOf(when, options.locale);
  if ((options.locale ?? getLocale()) === 'en')
    return `${weekday} ${day} ${MONTHS[month - 1]}${options.year ? ` ${year}` : ''}`;
  return `${options.year ? `${year}年` : ''}${month}月${day}日（${weekday}）`;
}

/** 木, Thu */
export const formatWeekday = (when: Date | LocalDate, locale: Locale = getLocale()): string =>
  partsOf(when, locale).weekday;

/** 2026年12月, Dec 2026 */
export function formatMonth(when: Date | LocalDate, locale: Locale = getLocale()): string {
  const { year, month } = partsOf(when, locale);
  return locale === 'en' ? `${MONTHS[month - 1]} ${year}` : `${year}年${month}月`;
}

/** 20:00, 8:30 */
export const formatTime = (instant: Date): string => localTime(instant).replace(/^0/, '');

/** 11月26日（木） 20:00 */
export const formatMoment = (instant: Date): string =>
  `${formatDay(instant)} ${formatTime(instant)}`;

/** 20:00–21:30, 22:00–24:00, 22:00–翌2:00 */
export function formatTimeRange(start: Date, end: Date, locale: Locale = getLocale()): string {
  return `${formatTime(start)}–${formatEnd(start, end, locale)}`;
}

/** 21:30まで, until 21:30 */
export const formatUntil = (start: Date, end: Date, locale: Locale = getLocale()): string =>
  m.ui_until({ time: formatEnd(start, end, locale) }, { locale });

/** 11月26日（木） 20:00–21:30 */
export const formatSpan = (start: Date, end: Date, locale: Locale = getLocale()): string =>
  `${formatDay(start, { locale })} ${formatTimeRange(start, end, locale)}`;

/** 今日, あす or nothing for other days. */
export function relativeDay(
  when: Date | LocalDate,
  now: Date,
  locale: Locale = getLocale(),
): string | undefined {
  const away = daysBetween(dayOf(now), dayOf(when));
  if (away === 0) return m.ui_today({}, { locale });
  return away === 1 ? m.ui_tomorrow({}, { locale }) : undefined;
}

/** 今夜 and あすの夜 from 18:00, else as `relativeDay`. */
export function relativeTime(
  instant: Date,
  now: Date,
  locale: Locale = getLocale(),
): string | undefined {
  const evening = localTime(instant) >= '18:00';
  const away = daysBetween(dayOf(now), dayOf(instant));
  if (evening && away === 0) return m.ui_tonight({}, { locale });
  if (evening && away === 1) return m.ui_tomorrow_night({}, { locale });
  return relativeDay(instant, now, locale);
}

function formatEnd(start: Date, end: Date, locale: Locale): string {
  const time = formatTime(end);
  if (dayOf(start) === dayOf(end)) return time;
  return time === '0:00' && daysBetween(dayOf(start), dayOf(end)) === 1
    ? '24:00'
    : m.ui_next_day({ time }, { locale });
}

function partsOf(when: Date | LocalDate, locale: Locale = getLocale()) {
  const [year = 0, month = 1, day = 1] = dayOf(when).split('-').map(Number);
  const weekday = WEEKDAYS[locale][new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
  return { year, month, day, weekday };
}
