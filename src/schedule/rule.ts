/** When a series takes place, and how that is said. */
import type { LocalDate, LocalTime } from '#platform/tokyo';
import { m } from '#paraglide/messages';
import {
  readRrule,
  rruleOf,
  type Recurrence,
  type WeekOfMonth,
  type Weekday,
} from './recurrence.ts';

export interface Rule {
  /** RFC 5545 RRULE value; null means once, on `validFrom`. */
  rrule: string | null;
  validFrom: LocalDate;
  validUntil: LocalDate | null;
  startsAtMinute: number;
  /** Up to 2880: past 1440 it is the next day. */
  endsAtMinute: number;
  skipsHolidays: boolean;
}

/** The same as an editor's form says it. */
export interface Rhythm {
  repeats: 'once' | 'day' | 'week' | 'month';
  interval: number;
  weekdays: Weekday[];
  weeks: WeekOfMonth[];
  from: LocalDate;
  until: LocalDate | null;
  startsAt: LocalTime;
  endsAt: LocalTime;
  skipsHolidays: boolean;
}

export type Language = 'ja' | 'en';

export function ruleOf(rhythm: Rhythm): Rule {
  const recurrence = recurrenceOf(rhythm);
  return {
    rrule: recurrence && rruleOf(recurrence),
    validFrom: rhythm.from,
    validUntil: recurrence ? rhythm.until : rhythm.from,
    startsAtMinute: minuteOf(rhythm.startsAt),
    endsAtMinute: minuteOf(rhythm.endsAt),
    skipsHolidays: recurrence !== null && rhythm.skipsHolidays,
  };
}

function recurrenceOf({ repeats, interval, weekdays, weeks }: Rhythm): Recurrence | null {
  if (repeats === 'once') return null;
  if (repeats === 'day') return { every: 'day', interval };
  if (repeats === 'week') return { every: 'week', interval, weekdays };
  return { every: 'month', interval, weekdays, weeks };
}

export function rhythmOf(rule: Rule): Rhythm {
  const recurrence = rule.rrule === null ? undefined : readRrule(rule.rrule);
  return {
    repeats: recurrence?.every ?? 'once',
    interval: recurrence?.interval ?? 1,
    weekdays: recurrence && 'weekdays' in recurrence ? recurrence.weekdays : [],
    weeks: recurrence && 'weeks' in recurrence ? recurrence.weeks : [],
    from: rule.validFrom,
    until: rule.validUntil,
    startsAt: timeOf(rule.startsAtMinute),
    endsAt: timeOf(rule.endsAtMinute),
    skipsHolidays: rule.skipsHolidays,
  };
}

const minuteOf = (time: LocalTime): number =>
  Number(time.slice(0, -3)) * 60 + Number(time.slice(-2));

/** 1050 → "17:30", 1560 → "26:00". */
export const timeOf = (minute: number): LocalTime =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

/** 「毎月 第2・第4木曜日 20:00–21:30」; for a single date the date stands there. */
export function describeRule(rule: Rule, locale: Language): string {
  const times = `${timeOf(rule.startsAtMinute)}–${timeOf(rule.endsAtMinute)}`;
  const days =
    rule.rrule === null ? describeDate(rule.validFrom, locale) : describeRrule(rule.rrule, locale);
  const sentence = m.schedule_rule_sentence({ days, times }, { locale });
  return rule.skipsHolidays ? sentence + m.schedule_rule_holidays({}, { locale }) : sentence;
}

function describeRrule(rrule: string, locale: Language): string {
  const recurrence = readRrule(rrule);
  if (!recurrence) return rrule;
  const { interval } = recurrence;
  if (recurrence.every === 'day')
    return interval === 1
      ? m.schedule_rule_daily({}, { locale })
      : m.schedule_rule_every_days({ interval }, { locale });
  const days = describeWeekdays(recurrence.weekdays, locale);
  if (recurrence.every === 'week') return describeWeeks(interval, days, locale);
  return describeMonths(interval, ordinals(recurrence, locale), locale);
}

function describeWeeks(interval: number, days: string, locale: Language): string {
  if (interval === 1) return m.schedule_rule_weekly({ days }, { locale });
  if (interval === 2) return m.schedule_rule_fortnightly({ days }, { locale });
  return m.schedule_rule_every_weeks({ days, interval }, { locale });
}

function describeMonths(interval: number, days: string, locale: Language): string {
  if (interval === 1) return m.schedule_rule_monthly({ days }, { locale });
  if (interval === 2) return m.schedule_rule_bimonthly({ days }, { locale });
  return m.schedule_rule_every_months({ days, interval }, { locale });
}

function ordinals(recurrence: Extract<Recurrence, { every: 'month' }>, locale: Language): string {
  const day = describeWeekdays(recurrence.weekdays, locale);
  const weeks = recurrence.weeks.map((week) =>
    week === -1
      ? m.schedule_rule_last({}, { locale })
      : m.schedule_rule_nth(
          { n: locale === 'en' ? (englishOrdinals[week - 1] ?? '') : week },
          { locale },
        ),
  );
  return m.schedule_rule_nth_days(
    { weeks: weeks.join(locale === 'ja' ? '・' : ' and '), day },
    { locale },
  );
}

const englishOrdinals = ['1st', '2nd', '3rd', '4th', '5th'];

function describeWeekdays(weekdays: Weekday[], locale: Language): string {
  if (weekdays.join('') === '12345') return m.schedule_rule_weekdays({}, { locale });
  const style = locale === 'ja' ? 'short' : 'long';
  const names = weekdays.map((day) => weekdayName(day, locale, style));
  return locale === 'ja' ? `${names.join('・')}曜日` : new Intl.ListFormat('en').format(names);
}

/** "木" or "Thursday"; day 1 is Monday. */
export const weekdayName = (day: number, locale: Language, style: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(
    Date.UTC(2026, 10, 22 + day),
  );

/** 「11月26日（木）」 / "Thursday, 26 November". */
export function describeDate(date: LocalDate, locale: Language): string {
  const at = new Date(`${date}T00:00:00Z`);
  if (locale === 'en')
    return new Intl.DateTimeFormat('en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    }).format(at);
  const weekday = weekdayName(at.getUTCDay() || 7, 'ja', 'short');
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日（${weekday}）`;
}
