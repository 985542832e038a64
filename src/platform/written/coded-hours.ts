/**
 * Codes of days and hours: the weekday codes of the government's date and time model (行政基本情報データ連携モデル 日付及び時刻), where
 * "13Mo" is the first and third Monday. Ours beside them: `daily`, `day10`, the times, what is left out ("except 4Mo
 * holidays") and where ("@市役所"); parts stand between semicolons.
 */
import { minutesOf } from '../tokyo.ts';

/** Weekdays are 1 for Monday … 7; weeks of the month 1–5, 6 for the last. */
export type CodedDays =
  | { every: 'day' }
  | { every: 'week' | 'other_week'; weekdays: number[] }
  | { every: 'month'; weekdays: number[]; weeks: number[] }
  | { every: 'month_day'; monthDays: number[] };

export type CodedClosure = 'holidays' | 'year_end';

export interface CodedHours {
  days: CodedDays[];
  /** Minutes from midnight, which they may pass. */
  spans: { opens: number; closes: number }[];
  /** Undefined where the code says nothing of closed days. */
  closed: CodedClosure[] | undefined;
  place: string | undefined;
}

/** Ours have fifty signs; each part is as many rules as its days times its hours. */
const LONGEST = 500;

/** A code's parts; undefined where one of them cannot be read. An empty code has none. */
export function readCodedHours(code: string): CodedHours[] | undefined {
  if (code.length > LONGEST) return undefined;
  const texts = code.split(';').map((text) => text.trim());
  return allOf(texts.filter((text) => text !== '').map(readPart));
}

function readPart(text: string): CodedHours | undefined {
  const [said = '', place] = text.split(/\s*@/u);
  const [coded = '', times = '', except, ...words] = said.split(/\s+/u);
  if (except !== undefined && (except !== 'except' || words.length === 0)) return undefined;
  const leftOut = allOf(words.filter((word) => !isClosure(word)).map(readLeftOut));
  const days = leftOut && readDays(coded, leftOut.flat());
  const spans = allOf(times.split(',').map(readSpan));
  if (!days || !spans) return undefined;
  const closed = words.filter(isClosure);
  return { days, spans, closed: closed.length > 0 ? closed : undefined, place };
}

const allOf = <T>(read: (T | undefined)[]): T[] | undefined => {
  const known = read.filter((one) => one !== undefined);
  return known.length === read.length ? known : undefined;
};

const isClosure = (word: string): word is CodedClosure =>
  word === 'holidays' || word === 'year_end';

interface CodedDay {
  weekday: number;
  /** 0 every, 1–5, 6 last, 7 every other. */
  weeks: string;
}

const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const DAYS = new RegExp(`^(?:\\d+(?:${WEEKDAYS.join('|')}))+$`, 'u');

const codedDays = (text: string): CodedDay[] | undefined =>
  DAYS.test(text)
    ? (text.match(/\d+[A-Z][a-z]/gu) ?? []).map((one) => ({
        weekday: WEEKDAYS.indexOf(one.slice(-2)) + 1,
        weeks: one.slice(0, -2),
      }))
    : undefined;

/** The last of a month is none that one could leave out: in some it is the fourth, in others the fifth. */
function readLeftOut(text: string): CodedDay[] | undefined {
  const days = codedDays(text);
  return days?.every(({ weeks }) => /^[1-5]+$/u.test(weeks)) ? days : undefined;
}

function readDays(text: string, leftOut: CodedDay[]): CodedDays[] | undefined {
  const others = otherDays(text);
  if (others) return leftOut.length === 0 ? [others] : undefined;
  const days = codedDays(text)?.map((day) => without(day, leftOut));
  return days && allOf([...Map.groupBy(days, ({ weeks }) => weeks)].map(inWeeks));
}

function otherDays(text: string): CodedDays | undefined {
  if (text === 'daily') return { every: 'day' };
  const day = Number(/^day(\d{1,2})$/u.exec(text)?.[1] ?? 0);
  return day >= 1 && day <= 31 ? { every: 'month_day', monthDays: [day] } : undefined;
}

/** "0Mo" without "4Mo" is "1235Mo". */
function without({ weekday, weeks }: CodedDay, leftOut: CodedDay[]): CodedDay {
  const gone = leftOut.filter((one) => one.weekday === weekday).flatMap((one) => [...one.weeks]);
  if (gone.length === 0) return { weekday, weeks };
  const all = weeks === '0' ? '12345' : weeks;
  return { weekday, weeks: [...all].filter((week) => !gone.includes(week)).join('') };
}

const inWeeks = ([weeks, days]: [string, CodedDay[]]): CodedDays | undefined => {
  const weekdays = [...new Set(days.map(({ weekday }) => weekday))];
  if (weeks === '0') return { every: 'week', weekdays };
  if (weeks === '7') return { every: 'other_week', weekdays };
  return /^[1-6]+$/u.test(weeks)
    ? { every: 'month', weekdays, weeks: [...new Set(weeks)].map(Number) }
    : undefined;
};

function readSpan(text: string): CodedHours['spans'][number] | undefined {
  const [, from, until] = /^(\d{1,2}:\d{2})-(\d{1,2}:\d{2})$/u.exec(text) ?? [];
  if (!from || !until) return undefined;
  const span = { opens: minutesOf(from), closes: minutesOf(until) };
  return span.opens < span.closes && span.opens < 1440 && span.closes <= 2880 ? span : undefined;
}
