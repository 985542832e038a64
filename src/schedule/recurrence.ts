/** The part of RFC 5545 recurrence that the portal's rhythms need, read from and written to RRULE text. */

/** Monday 1 … Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
/** Which one of the month: 1–5, or -1 for the last. */
export type WeekOfMonth = 1 | 2 | 3 | 4 | 5 | -1;

export type Recurrence =
  | { every: 'day'; interval: number }
  | { every: 'week'; interval: number; weekdays: Weekday[] }
  | { every: 'month'; interval: number; weekdays: Weekday[]; weeks: WeekOfMonth[] }
  /** Days of the month 1–31, or -1 for its last; a month without the day is passed over. */
  | { every: 'month_day'; interval: number; monthDays: number[] };

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const FREQUENCIES = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', month_day: 'MONTHLY' };
const MOST_INTERVAL = 12;

export function rruleOf(recurrence: Recurrence): string {
  const parts = [`FREQ=${FREQUENCIES[recurrence.every]}`];
  if (recurrence.interval > 1) parts.push(`INTERVAL=${recurrence.interval}`);
  if (recurrence.every === 'week')
    parts.push(`BYDAY=${recurrence.weekdays.map(dayCode).join(',')}`);
  if (recurrence.every === 'month') {
    const days = recurrence.weekdays.flatMap((day) =>
      recurrence.weeks.map((week) => `${week}${dayCode(day)}`),
    );
    parts.push(`BYDAY=${days.join(',')}`);
  }
  if (recurrence.every === 'month_day') parts.push(`BYMONTHDAY=${recurrence.monthDays.join(',')}`);
  return parts.join(';');
}

const dayCode = (day: Weekday): string => DAYS[day - 1] ?? 'MO';

/** Undefined for rules outside this part. */
export function readRrule(text: string): Recurrence | undefined {
  const parts = new Map(text.split(';').map((part) => [keyOf(part), part.split('=')[1] ?? '']));
  const [byday, bymonthday] = [parts.get('BYDAY'), parts.get('BYMONTHDAY')];
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const known = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY'];
  if ([...parts.keys()].some((key) => !known.includes(key))) return;
  if (!Number.isInteger(interval) || interval < 1 || interval > MOST_INTERVAL) return;
  const frequency = parts.get('FREQ');
  if (frequency === 'DAILY' && byday === undefined && bymonthday === undefined)
    return { every: 'day', interval };
  if (frequency === 'WEEKLY' && bymonthday === undefined)
    return readWeekdays('week', interval, byday);
  if (frequency !== 'MONTHLY') return;
  if (bymonthday === undefined) return readWeekdays('month', interval, byday);
  return byday === undefined ? readMonthDays(interval, bymonthday) : undefined;
}

const keyOf = (part: string): string => part.split('=')[0] ?? '';

function readWeekdays(
  every: 'week' | 'month',
  interval: number,
  byday = '',
): Recurrence | undefined {
  const days = byday.split(',').map(readDay);
  const known = days.filter((day) => day !== undefined);
  if (known.length === 0 || known.length !== days.length) return;
  const weekdays = inOrder(known.map((day) => day.weekday)) as Weekday[];
  const weeks = inOrder(known.flatMap((day) => day.week ?? [])) as WeekOfMonth[];
  if (every === 'week') return weeks.length === 0 ? { every, interval, weekdays } : undefined;
  // Only full grids (each weekday in each of the weeks) can be said as one sentence.
  const whole = weeks.length > 0 && known.length === weekdays.length * weeks.length;
  return whole ? { every, interval, weekdays, weeks } : undefined;
}

function readDay(text: string): { weekday: number; week?: number } | undefined {
  const [, week, day] = /^(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text) ?? [];
  if (!day) return;
  const weekday = DAYS.indexOf(day) + 1;
  return week ? { weekday, week: Number(week) } : { weekday };
}

function readMonthDays(interval: number, bymonthday: string): Recurrence | undefined {
  const texts = bymonthday.split(',');
  if (!texts.every((text) => /^(-1|[1-9]|[12]\d|3[01])$/.test(text))) return;
  return { every: 'month_day', interval, monthDays: inOrder(texts.map(Number)) };
}

/** Each once, the last of the month after all others. */
export const inOrder = (numbers: number[]): number[] =>
  [...new Set(numbers)].sort((a, b) => (a < 0 ? 99 : a) - (b < 0 ? 99 : b));
