/** Dates as people in Japan write them. */
import { isLocalDate, type LocalDate } from '../tokyo.ts';
import { plainLine } from './plain.ts';

export interface WrittenDate {
  date: LocalDate;
  /** `iso` needs no understanding; `yearless` took the first such day from `today` on. */
  form: 'iso' | 'slashes' | 'era' | 'yearless';
  /** What stands beside it in the same cell. */
  rest: string;
}

const ERAS: Record<string, number> = {
  令和: 2018,
  R: 2018,
  平成: 1988,
  H: 1988,
  昭和: 1925,
  S: 1925,
};

const WEEKDAY = String.raw`(?:\s*[(（]?[月火水木金土日](?:曜日?)?(?:[・,]?祝日?)?[)）]|\s*[月火水木金土日]曜日?)?`;
const MONTH_AND_DAY = String.raw`(\d{1,2})\s*[./月-]\s*(\d{1,2})日?${WEEKDAY}`;
const YEAR = new RegExp(String.raw`^(\d{4})\s*[./年-]\s*${MONTH_AND_DAY}`);
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?!\d)/;
const ERA = new RegExp(
  String.raw`^(令和|平成|昭和|[RHS])\s*(元|\d{1,2})\s*[./年-]\s*${MONTH_AND_DAY}`,
  'i',
);
const YEARLESS = new RegExp(String.raw`^(\d{1,2})\s*[/月]\s*(\d{1,2})日?${WEEKDAY}`);

/** The date a text begins with; undefined where it begins with none. Without `today` a missing year stays missing. */
export function readDate(text: string, today: LocalDate | null): WrittenDate | undefined {
  const typed = plainLine(text);
  const era = ERA.exec(typed);
  if (era) return dated(typed, era, eraYear(era), 'era', [3, 4]);
  const year = YEAR.exec(typed) ?? COMPACT.exec(typed);
  if (year) {
    const form = /^\d{4}-\d{2}-\d{2}(?![\d月日(曜])/.test(typed) ? 'iso' : 'slashes';
    return dated(typed, year, Number(year[1]), form, [2, 3]);
  }
  const day = YEARLESS.exec(typed);
  return day && today ? nextSuch(typed, day, today) : undefined;
}

const eraYear = ([, name = '', years = '']: RegExpExecArray): number =>
  (ERAS[name.toUpperCase()] ?? 0) + (years === '元' ? 1 : Number(years));

function dated(
  typed: string,
  match: RegExpExecArray,
  year: number,
  form: WrittenDate['form'],
  [month, day]: [number, number],
): WrittenDate | undefined {
  const date = [year, match[month], match[day]].map((part, at) => padded(part, at === 0 ? 4 : 2));
  const iso = date.join('-');
  return isLocalDate(iso) ? { date: iso, form, rest: restOf(typed, match) } : undefined;
}

const padded = (part: string | number | undefined, width: number) =>
  String(part ?? '').padStart(width, '0');

const restOf = (typed: string, [whole]: RegExpExecArray): string =>
  typed
    .slice(whole.length)
    .replace(/^T(?=\d)/, '')
    .trim();

function nextSuch(typed: string, day: RegExpExecArray, today: LocalDate): WrittenDate | undefined {
  const year = Number(today.slice(0, 4));
  const found = [year, year + 1].map((one) => dated(typed, day, one, 'yearless', [1, 2]));
  return found.find((one) => one && one.date >= today);
}
