/** How a rule is said. */
import { timeOf, type LocalDate } from '#platform/tokyo';
import { m } from '#paraglide/messages';
import type { Locale } from '#paraglide/runtime';
import { readRrule, type Recurrence, type Weekday } from './recurrence.ts';
import type { OnHoliday, Rule } from './rule.ts';

/**
 * 「毎月 第2・第4木曜日 20:00–21:30（祝日のときは翌週、年末年始は休み）」; where dates are listed they stand there, with
 * the year where it changes among them.
 */
export function describeRule(rule: Rule, locale: Locale): string {
  const times = `${timeOf(rule.startsAtMinute)}–${timeOf(rule.endsAtMinute)}`;
  const days =
    rule.rrule === null ? describeDates(rule.dates, locale) : describeRrule(rule.rrule, locale);
  const notes = notesOf(rule, locale).join(locale === 'ja' ? '、' : '; ');
  const sentence = m.schedule_rule_sentence({ days, times }, { locale });
  return notes ? sentence + m.schedule_rule_notes({ notes }, { locale }) : sentence;
}

function describeRrule(rrule: string, locale: Locale): string {
  const recurrence = readRrule(rrule);
  if (!recurrence) return rrule;
  const { interval } = recurrence;
  if (recurrence.every === 'day')
    return interval === 1
      ? m.schedule_rule_daily({}, { locale })
      : m.schedule_rule_every_days({ interval }, { locale });
  if (recurrence.every === 'week')
    return describeWeeks(interval, describeWeekdays(recurrence.weekdays, locale), locale);
  const days =
    recurrence.every === 'month' ? ordinals(recurrence, locale) : monthDays(recurrence, locale);
  return describeMonths(interval, days, locale);
}

function describeWeeks(interval: number, days: string, locale: Locale): string {
  if (interval === 1) return m.schedule_rule_weekly({ days }, { locale });
  if (interval === 2) return m.schedule_rule_fortnightly({ days }, { locale });
  return m.schedule_rule_every_weeks({ days, interval }, { locale });
}

function describeMonths(interval: number, days: string, locale: Locale): string {
  if (interval === 1) return m.schedule_rule_monthly({ days }, { locale });
  if (interval === 2) return m.schedule_rule_bimonthly({ days }, { locale });
  return m.schedule_rule_every_months({ days, interval }, { locale });
}

type Of<Every extends Recurrence['every']> = Extract<Recurrence, { every: Every }>;

function ordinals({ weekdays, weeks }: Of<'month'>, locale: Locale): string {
  const named = weeks.map((week) =>
    week === -1
      ? m.schedule_rule_last({}, { locale })
      : m.schedule_rule_nth({ n: locale === 'en' ? ordinal(week) : week }, { locale }),
  );
  const day = describeWeekdays(weekdays, locale);
  return m.schedule_rule_nth_days({ weeks: enumerate(named, locale), day }, { locale });
}

function monthDays({ monthDays: days }: Of<'month_day'>, locale: Locale): string {
  const numbers = days.filter((day) => day > 0);
  const last = m.schedule_rule_last_day({}, { locale });
  if (locale === 'en')
    return enumerate([...numbers.map(ordinal), ...(days.includes(-1) ? [last] : [])], 'en');
  const named = numbers.length > 0 ? [`${numbers.join('・')}日`] : [];
  return [...named, ...(days.includes(-1) ? [last] : [])].join('・');
}

/** 1st, 2nd, 3rd, 11th, 22nd */
function ordinal(n: number): string {
  const endings = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };
  return `${n}${endings[ORDINALS.select(n)]}`;
}

const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });

function describeWeekdays(weekdays: Weekday[], locale: Locale): string {
  if (weekdays.join('') === '12345') return m.schedule_rule_weekdays({}, { locale });
  const style = locale === 'ja' ? 'short' : 'long';
  const names = weekdays.map((day) => weekdayName(day, locale, style));
  return locale === 'ja' ? `${names.join('・')}曜日` : enumerate(names, 'en');
}

/** "木" or "Thursday"; day 1 is Monday. */
export const weekdayName = (day: number, locale: Locale, style: 'short' | 'long'): string =>
  WEEKDAY_NAMES[locale][style].format(Date.UTC(2026, 10, 22 + day));

// To make one takes a hundred times as long as to ask it, and a list of places asks at every line.
const weekdays = (locale: Locale, weekday: 'short' | 'long') =>
  new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' });
const WEEKDAY_NAMES = {
  ja: { short: weekdays('ja', 'short'), long: weekdays('ja', 'long') },
  en: { short: weekdays('en', 'short'), long: weekdays('en', 'long') },
};

function notesOf(rule: Rule, locale: Locale): string[] {
  const moved = MOVES[rule.onHoliday]?.(locale);
  const rests = restsOf(rule, locale);
  const rest = locale === 'ja' ? rests.join('・') : CHOICE.format(rests);
  const until = rule.rrule === null ? null : rule.validUntil;
  return [
    ...(moved ? [moved] : []),
    ...(rest ? [m.schedule_rule_rests({ rest }, { locale })] : []),
    ...(until ? [m.schedule_rule_until({ date: withYear(until, locale) }, { locale })] : []),
  ];
}

const MOVES: Partial<Record<OnHoliday, (locale: Locale) => string>> = {
  day_before: (locale) => m.schedule_rule_holiday_before({}, { locale }),
  day_after: (locale) => m.schedule_rule_holiday_after({}, { locale }),
  week_after: (locale) => m.schedule_rule_holiday_week({}, { locale }),
};

const restsOf = (rule: Rule, locale: Locale): string[] => [
  ...(rule.onHoliday === 'skipped' ? [m.schedule_rule_rest_holidays({}, { locale })] : []),
  ...(rule.closedAtYearEnd ? [m.schedule_rule_rest_year_end({}, { locale })] : []),
  ...(rule.closedMonths.length > 0
    ? [m.schedule_rule_rest_months({ months: monthNames(rule.closedMonths, locale) }, { locale })]
    : []),
];

const monthNames = (months: number[], locale: Locale): string =>
  locale === 'ja'
    ? months.map((month) => `${month}月`).join('・')
    : CHOICE.format(months.map(monthName));

/** "August" */
const monthName = (month: number): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2026, month - 1),
  );

const CHOICE = new Intl.ListFormat('en-GB', { type: 'disjunction' });

const enumerate = (names: string[], locale: Locale): string =>
  locale === 'ja' ? names.join('・') : new Intl.ListFormat('en-GB').format(names);

function describeDates(dates: LocalDate[], locale: Locale): string {
  const named = dates.map((date, at) => {
    const before = dates[at - 1];
    return before && before.slice(0, 4) !== date.slice(0, 4)
      ? withYear(date, locale)
      : describeDate(date, locale);
  });
  return locale === 'ja' ? named.join('、') : enumerate(named, 'en');
}

/** 「11月26日（木）」 / "Thursday 26 November". */
export function describeDate(date: LocalDate, locale: Locale): string {
  const at = new Date(`${date}T00:00:00Z`);
  if (locale === 'en') return ENGLISH_DATE.format(at);
  const weekday = weekdayName(at.getUTCDay() || 7, 'ja', 'short');
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日（${weekday}）`;
}

const ENGLISH_DATE = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
});

const withYear = (date: LocalDate, locale: Locale): string =>
  m.schedule_rule_date_of_year(
    { date: describeDate(date, locale), year: date.slice(0, 4) },
    { locale },
  );
