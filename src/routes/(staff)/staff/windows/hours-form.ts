/** Hours as rows of the editor's form, and as rules again. */
import { textOf, textsOf } from '#platform/form';
import { isLocalDate, minutesOf, timeOf } from '#platform/tokyo';
import type { HoursException, HoursRule, Minutes, WindowProblem } from '#windows';
import { typedDate, typedTime } from '../typed.ts';

export interface HoursRow {
  /** None is every day. */
  weekdays: string[];
  /** None is every week; 6 is the last. */
  weeks: string[];
  /** Days of the month, as typed; beside weekdays or weeks, those of them that fall on such a day. */
  monthDays: string;
  opens: string;
  closes: string;
  place: string;
  closedOnHolidays: boolean;
  closedAtYearEnd: boolean;
}

export interface ExceptionRow {
  date: string;
  /** Without times it is closed. */
  opens: string;
  closes: string;
  note: string;
}

export const emptyHours = (): HoursRow => ({
  weekdays: [],
  weeks: [],
  monthDays: '',
  opens: '',
  closes: '',
  place: '',
  closedOnHolidays: true,
  closedAtYearEnd: true,
});

const emptyException = (): ExceptionRow => ({ date: '', opens: '', closes: '', note: '' });

/** More than any list has, and few enough to be looked for one by one. */
const MOST_ROWS = 400;

/** The rows `<name>-0-…`, `<name>-1-…` of a form, until one is missing. */
export function readRows<Row>(
  data: FormData,
  field: (row: number) => string,
  read: (row: number) => Row,
): Row[] {
  const rows: Row[] = [];
  for (let row = 0; row < MOST_ROWS && data.has(field(row)); row += 1) rows.push(read(row));
  return rows;
}

export const readHoursRows = (data: FormData): HoursRow[] =>
  readRows(
    data,
    (row) => `hours-${row}-opens`,
    (row) => ({
      weekdays: textsOf(data, `hours-${row}-weekdays`),
      weeks: textsOf(data, `hours-${row}-weeks`),
      monthDays: textOf(data, `hours-${row}-monthDays`),
      opens: textOf(data, `hours-${row}-opens`),
      closes: textOf(data, `hours-${row}-closes`),
      place: textOf(data, `hours-${row}-place`),
      closedOnHolidays: data.has(`hours-${row}-holidays`),
      closedAtYearEnd: data.has(`hours-${row}-yearEnd`),
    }),
  );

export const readExceptionRows = (data: FormData): ExceptionRow[] =>
  readRows(
    data,
    (row) => `exception-${row}-date`,
    (row) => ({
      date: textOf(data, `exception-${row}-date`),
      opens: textOf(data, `exception-${row}-opens`),
      closes: textOf(data, `exception-${row}-closes`),
      note: textOf(data, `exception-${row}-note`),
    }),
  );

/** Rows in use, with two more to write in. */
export const withBlankHours = (rows: HoursRow[]): HoursRow[] => [
  ...rows.filter(isUsed),
  emptyHours(),
  emptyHours(),
];

export const withBlankExceptions = (rows: ExceptionRow[]): ExceptionRow[] => [
  ...rows.filter(isTold),
  emptyException(),
  emptyException(),
];

const isUsed = (row: HoursRow): boolean =>
  [row.opens, row.closes, row.monthDays, row.place].some((text) => text.trim() !== '') ||
  row.weekdays.length > 0 ||
  row.weeks.length > 0;

const isTold = (row: ExceptionRow): boolean =>
  [row.date, row.opens, row.closes, row.note].some((text) => text.trim() !== '');

/** Times that cannot be read become -1, which no rule admits. */
const minutes = (typed: string): number => {
  const time = typedTime(typed);
  return /^\d{1,2}:\d{2}$/u.test(time) ? minutesOf(time) : -1;
};

export const rulesOf = (rows: HoursRow[]): HoursRule[] => rows.filter(isUsed).map(ruleOf);

function ruleOf(row: HoursRow): HoursRule {
  const days = monthDaysOf(row.monthDays);
  const except = [
    ...(row.closedOnHolidays ? (['holidays'] as const) : []),
    ...(row.closedAtYearEnd ? (['year_end'] as const) : []),
  ];
  return {
    ...(days.length > 0 ? { monthDays: days } : {}),
    ...(row.weekdays.length > 0 ? { weekdays: row.weekdays.map(Number) } : {}),
    ...(row.weeks.length > 0 ? { weeks: row.weeks.map(Number) } : {}),
    opens: minutes(row.opens),
    closes: minutes(row.closes),
    ...(except.length > 0 ? { except } : {}),
    ...(row.place.trim() ? { place: row.place.trim() } : {}),
  };
}

/** 「10日、25日」, 「1〜5」; what is no day stays none, to be refused kindly. */
const monthDaysOf = (typed: string): number[] =>
  typed
    .normalize('NFKC')
    .replace(/日|\s/gu, '')
    .split(/[、,・]/u)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [, from, to] = /^(\d{1,2})(?:[~〜\-–](\d{1,2}))?$/u.exec(part) ?? [];
      const [first, last] = [Number(from ?? NO_DAY), Number(to ?? from ?? NO_DAY)];
      return first <= last && last <= LAST_DAY
        ? Array.from({ length: last - first + 1 }, (_, at) => first + at)
        : [NO_DAY];
    });

const LAST_DAY = 31;
const NO_DAY = 0;

/** Rows of one date are its hours together; one without times closes it. */
export function exceptionsOf(rows: ExceptionRow[]): HoursException[] {
  const dates = new Map<string, HoursException>();
  for (const row of rows.filter(isTold)) {
    const date = typedDate(row.date);
    const before = dates.get(date) ?? { date, hours: [], note: '' };
    dates.set(date, {
      date,
      hours: [...before.hours, ...spanOf(row)],
      note: before.note || row.note,
    });
  }
  return [...dates.values()];
}

const spanOf = ({ opens, closes }: ExceptionRow): Minutes[] =>
  opens.trim() === '' && closes.trim() === ''
    ? []
    : [{ opens: minutes(opens), closes: minutes(closes) }];

const LONGEST_PLACE = 120;
const LONGEST_NOTE = 200;

/** Fields of the rows that cannot be taken as they were typed, by name; what is refused is told there. */
export const hoursProblems = (rows: HoursRow[]): Record<string, WindowProblem> =>
  Object.fromEntries(
    rows
      .filter(isUsed)
      .flatMap((row, n) => [
        ...spanProblems(row).map((field): Problem => [`hours-${n}-${field}`, 'times']),
        ...when(monthDaysOf(row.monthDays).includes(NO_DAY), `hours-${n}-monthDays`, 'month_days'),
        ...when(row.place.trim().length > LONGEST_PLACE, `hours-${n}-place`, 'long'),
      ]),
  );

export const exceptionProblems = (rows: ExceptionRow[]): Record<string, WindowProblem> =>
  Object.fromEntries(
    rows
      .filter(isTold)
      .flatMap((row, n) => [
        ...when(!isLocalDate(typedDate(row.date)), `exception-${n}-date`, 'date'),
        ...(spanOf(row).length > 0 ? spanProblems(row) : []).map((field): Problem => [
          `exception-${n}-${field}`,
          'times',
        ]),
        ...when(row.note.trim().length > LONGEST_NOTE, `exception-${n}-note`, 'long'),
      ]),
  );

type Problem = [field: string, problem: WindowProblem];

const when = (wrong: boolean, field: string, problem: WindowProblem): Problem[] =>
  wrong ? [[field, problem]] : [];

const LAST_OPENING = 1439;
const LAST_CLOSING = 2880;

/** An end that comes before the beginning is told at the end. */
function spanProblems(typed: { opens: string; closes: string }): ('opens' | 'closes')[] {
  const [opens, closes] = [minutes(typed.opens), minutes(typed.closes)];
  const begins = opens >= 0 && opens <= LAST_OPENING;
  const ends = closes > 0 && closes <= LAST_CLOSING && !(begins && closes <= opens);
  return [...(begins ? [] : (['opens'] as const)), ...(ends ? [] : (['closes'] as const))];
}

export const hoursRowOf = (rule: HoursRule): HoursRow => ({
  weekdays: (rule.weekdays ?? []).map(String),
  weeks: (rule.weeks ?? []).map(String),
  monthDays: (rule.monthDays ?? []).join('、'),
  opens: timeOf(rule.opens),
  closes: timeOf(rule.closes),
  place: rule.place ?? '',
  closedOnHolidays: rule.except?.includes('holidays') ?? false,
  closedAtYearEnd: rule.except?.includes('year_end') ?? false,
});

export const exceptionRowsOf = ({ date, hours, note }: HoursException): ExceptionRow[] =>
  hours.length === 0
    ? [{ date, opens: '', closes: '', note }]
    : hours.map(({ opens, closes }) => ({
        date,
        opens: timeOf(opens),
        closes: timeOf(closes),
        note,
      }));
