/** Hours as a sentence, in either language: 「月〜金 8:30–17:15（祝日・年末年始は休み）」. */
import { addDays, timeOf } from '#platform/tokyo';
import { m } from '#paraglide/messages';
import { getLocale, type Locale } from '#paraglide/runtime';
import { formatDay, formatWeekday } from '#ui';
import type { HoursOfDay, HoursRule, Minutes } from './hours.ts';

const aMonday = '2026-11-23';

/** Rules that differ in their times alone are one part: "Mon 10:00–12:00, 13:00–16:00". Empty for no rules. */
export function describeHours(rules: HoursRule[], locale: Locale = getLocale()): string {
  const closed = closedWords(rules[0]?.except ?? [], locale);
  const sameClosed = rules.every((rule) => closedWords(rule.except ?? [], locale) === closed);
  const parts = new Map<string, string[]>();
  for (const rule of rules) {
    const [before, after] = [dayWords(rule, locale), sameClosed ? '' : closedOf(rule, locale)];
    const key = JSON.stringify([before, `${after}${placeOf(rule)}`]);
    parts.set(key, [...(parts.get(key) ?? []), timeWords(rule, locale)]);
  }
  const said = [...parts].map(([key, times]) => {
    const [days, after] = JSON.parse(key) as [string, string]; // As written above.
    return `${days} ${times.join(m.ui_comma({}, { locale }))}${after}`;
  });
  return said.join(m.windows_hours_between({}, { locale })) + (sameClosed ? closed : '');
}

const closedOf = (rule: HoursRule, locale: Locale) => closedWords(rule.except ?? [], locale);
const placeOf = ({ place }: HoursRule) => (place ? ` ${place}` : '');

function dayWords({ weekdays, weeks, monthDays }: HoursRule, locale: Locale): string {
  if (!monthDays) return weekWords({ weekdays, weeks }, locale);
  const dates = m.windows_hours_month_days({ days: joined(monthDays, locale) }, { locale });
  if (!weekdays && !weeks) return dates;
  return m.windows_hours_month_days_on(
    { dates, days: weekWords({ weekdays, weeks }, locale) },
    { locale },
  );
}

type Weekly = Pick<HoursRule, 'weekdays' | 'weeks'>;

function weekWords(
  { weekdays, weeks }: { [key in keyof Weekly]: Weekly[key] | undefined },
  locale: Locale,
): string {
  const days = weekdays ?? [1, 2, 3, 4, 5, 6, 7];
  if (weeks)
    return m.windows_hours_weeks(
      {
        weeks: joined(
          weeks.map((week) => weekWord(week, locale)),
          locale,
        ),
        days: dayList(days, locale),
      },
      { locale },
    );
  if (days.length === 7) return m.windows_hours_daily({}, { locale });
  const [only, ...others] = days;
  return only && others.length === 0
    ? m.windows_hours_weekday({ day: dayName(only, locale) }, { locale })
    : dayList(days, locale);
}

const dayName = (day: number, locale: Locale): string =>
  formatWeekday(addDays(aMonday, day - 1), locale);

const joined = (words: (string | number)[], locale: Locale): string =>
  words.join(m.windows_hours_and({}, { locale }));

/** Three or more in a row are "from–to". */
function dayList(days: number[], locale: Locale): string {
  const sorted = [...days].sort((a, b) => a - b);
  const [first = 1] = sorted;
  const last = sorted.at(-1) ?? first;
  if (sorted.length >= 3 && last - first === sorted.length - 1)
    return m.windows_hours_run(
      { from: dayName(first, locale), to: dayName(last, locale) },
      { locale },
    );
  return joined(
    sorted.map((day) => dayName(day, locale)),
    locale,
  );
}

const weekWord = (week: number, locale: Locale): string =>
  week === 6
    ? m.windows_hours_last({}, { locale })
    : m.windows_hours_nth({ n: ordinal(week, locale) }, { locale });

const ordinal = (n: number, locale: Locale): string =>
  locale === 'en' ? (['1st', '2nd', '3rd'][n - 1] ?? `${n}th`) : String(n);

function timeWords({ opens, closes }: Minutes, locale: Locale): string {
  if (opens === 0 && closes === 1440) return m.windows_hours_around_the_clock({}, { locale });
  return `${timeOf(opens)}–${closingWord(closes, locale)}`;
}

/** A Japanese reader knows 26:00; an English one does not. */
const closingWord = (minutes: number, locale: Locale): string =>
  locale === 'en' && minutes > 1440
    ? m.windows_hours_next_day({ time: timeOf(minutes - 1440) }, { locale })
    : timeOf(minutes);

function closedWords(except: NonNullable<HoursRule['except']>, locale: Locale): string {
  if (except.length === 0) return '';
  const words = { holidays: m.windows_hours_holidays, year_end: m.windows_hours_year_end };
  const when = [...except].sort().map((one) => words[one]({}, { locale }));
  return m.windows_hours_closed({ when: joined(when, locale) }, { locale });
}

/** 「11月25日（水） 10:00–12:00」, 「11月26日（木） 休み」. */
export function dayOfHoursWords({ date, spans, note }: HoursOfDay, locale = getLocale()): string {
  const times = spans.map((span) => timeWords(span, locale) + placeOf(span));
  const said =
    times.length > 0
      ? times.join(m.ui_comma({}, { locale }))
      : m.windows_hours_none({}, { locale });
  return `${formatDay(date, { locale })} ${said}${note ? m.windows_hours_note({ note }, { locale }) : ''}`;
}
