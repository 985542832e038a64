/**
 * Recurrence codes of the government's date and time model (行政基本情報データ連携モデル 日付及び時刻):
 * digits say the week of the month (0 every, 1–5, 6 last, 7 every other week), then a weekday; "13Mo" is the first and
 * third Monday. Times after it and "except 4Mo" are this project's addition.
 */
import type { LocalDate } from '#platform/tokyo';
import type { Closures } from './closures.ts';
import { rruleOf, type Recurrence, type WeekOfMonth, type Weekday } from './recurrence.ts';
import type { Rule } from './rule.ts';

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

interface CodedDay {
  weeks: number[];
  weekday: Weekday;
}

/** The rules of one code, e.g. "0Tu3Fr 13:00-16:00"; undefined if it cannot be read or names no times. */
export function rulesOfCode(
  code: string,
  { from, until, ...closures }: { from: LocalDate; until: LocalDate | null } & Partial<Closures>,
): Rule[] | undefined {
  const match =
    /^((?:[0-7]+(?:Mo|Tu|We|Th|Fr|Sa|Su))+) (\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})(?: except ((?:[1-6]+(?:Mo|Tu|We|Th|Fr|Sa|Su))+))?$/.exec(
      code.trim(),
    );
  if (!match) return;
  const [, days = '', h1, m1, h2, m2, exceptions = ''] = match;
  return recurrencesOf(daysOf(days), daysOf(exceptions)).map((recurrence) => ({
    rrule: rruleOf(recurrence),
    dates: [],
    validFrom: from,
    validUntil: until,
    startsAtMinute: Number(h1) * 60 + Number(m1),
    endsAtMinute: Number(h2) * 60 + Number(m2),
    onHoliday: 'held',
    closedAtYearEnd: false,
    closedMonths: [],
    ...closures,
  }));
}

const daysOf = (text: string): CodedDay[] =>
  [...text.matchAll(/([0-7]+)(Mo|Tu|We|Th|Fr|Sa|Su)/g)].map(([, digits = '', day = '']) => ({
    weeks: [...digits].map(Number),
    weekday: (DAYS.indexOf(day) + 1) as Weekday,
  }));

function recurrencesOf(days: CodedDay[], exceptions: CodedDay[]): Recurrence[] {
  const plain = days.filter((day) => !exceptions.some((e) => e.weekday === day.weekday));
  const weekly = plain.filter((day) => day.weeks.includes(0)).map((day) => day.weekday);
  const fortnightly = plain.filter((day) => day.weeks.includes(7)).map((day) => day.weekday);
  return [
    ...(weekly.length ? [{ every: 'week', interval: 1, weekdays: weekly } as const] : []),
    ...(fortnightly.length ? [{ every: 'week', interval: 2, weekdays: fortnightly } as const] : []),
    ...days.flatMap((day) => monthly(day, exceptions)),
  ];
}

function monthly(day: CodedDay, exceptions: CodedDay[]): Recurrence[] {
  const leftOut = exceptions.filter((e) => e.weekday === day.weekday).flatMap((e) => e.weeks);
  const named = day.weeks.filter((week) => week >= 1 && week <= 6);
  const all = day.weeks.includes(0) && leftOut.length > 0 ? [1, 2, 3, 4, 5] : named;
  const weeks = all
    .filter((week) => !leftOut.includes(week))
    .map((week) => (week === 6 ? -1 : week));
  if (weeks.length === 0) return [];
  return [{ every: 'month', interval: 1, weekdays: [day.weekday], weeks: weeks as WeekOfMonth[] }];
}
