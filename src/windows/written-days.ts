/** Days as town halls write them: 「月〜金」, 「第1・第3土曜日」, 「土日祝・年末年始」. */
import type { HoursRule } from './hours.ts';

export type Days = Pick<HoursRule, 'weekdays' | 'weeks'>;
type Exceptions = NonNullable<HoursRule['except']>;

/** What of a text was understood, and what follows it. */
export interface Taken<T> {
  value: T;
  rest: string;
}

const WEEK = [...'月火水木金土日'];
const DAY = '[月火水木金土日]';
const weekdayOf = (sign: string): number => WEEK.indexOf(sign) + 1;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const OFFICE_DAYS = [1, 2, 3, 4, 5];

export interface DaysSaid {
  /** Several, where they differ in the weeks of the month. */
  days: Days[];
  /** 平日 are those that are no holidays; always is never closed, whatever else offices do. */
  are: 'office' | 'listed' | 'always';
}

/** The days at the beginning of a text. */
export const takeDays = (text: string): Taken<DaysSaid> | undefined =>
  takeWord(text, '平日', { days: [{ weekdays: OFFICE_DAYS }], are: 'office' }) ??
  takeWord(text, '年中無休', { days: [{}], are: 'always' }) ??
  takeWord(text, '365日', { days: [{}], are: 'always' }) ??
  takeWeeks(text) ??
  takeWeekdays(text);

const takeWord = (text: string, word: string, value: DaysSaid): Taken<DaysSaid> | undefined =>
  text.startsWith(word) ? { value, rest: text.slice(word.length) } : undefined;

const listed = (...days: Days[]): DaysSaid => ({ days, are: 'listed' });

const NTH = '(?:第[1-5]|最終)';
const WEEKS = new RegExp(
  `^(?:毎月)?(${NTH}(?:[・、と]?(?:${NTH}|[1-5](?!\\d)))*)(${DAY})曜日?`,
  'u',
);

/** One weekday for each list of weeks: of two it would not be clear which weeks the second falls in. */
function takeWeeks(text: string): Taken<DaysSaid> | undefined {
  const [whole, weeks = '', day = ''] = WEEKS.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const numbers = weeks.match(/最終|[1-5]/gu) ?? [];
  const here: Days = {
    weekdays: [weekdayOf(day)],
    weeks: numbers.map((one) => (one === '最終' ? LAST : Number(one))),
  };
  const rest = text.slice(whole.length);
  const more = takeWeeks(rest.replace(/^[・、]/u, ''));
  return more
    ? { value: listed(here, ...more.value.days), rest: more.rest }
    : { value: listed(here), rest };
}

const LAST = 6;

const WEEKDAYS = new RegExp(`^(?:毎週)?(${DAY}(?:曜日?)?(?:[~・、]?${DAY}(?:曜日?)?)*)`, 'u');

function takeWeekdays(text: string): Taken<DaysSaid> | undefined {
  const [whole = '', list = ''] = WEEKDAYS.exec(text) ?? [];
  const weekdays = list && weekdaysIn(list);
  return weekdays ? { value: listed({ weekdays }), rest: text.slice(whole.length) } : undefined;
}

/** 「月〜金・日」; a week that ends before it begins is none. */
function weekdaysIn(list: string): number[] | undefined {
  const runs = list.replace(/曜日?/gu, '').match(new RegExp(`${DAY}(?:~${DAY})*`, 'gu')) ?? [];
  const days = runs.map((run) => run.split('~').map(weekdayOf));
  if (days.some(([from = 0, to = from, ...more]) => to < from || more.length > 0)) return undefined;
  const all = days.flatMap(([from = 0, to = from]) =>
    EVERY_DAY.filter((day) => from <= day && day <= to),
  );
  return new Set(all).size === all.length ? all.toSorted((a, b) => a - b) : undefined;
}

export interface ClosedDays {
  weekdays: number[];
  except: Exceptions;
}

const YEAR_END = '(?:12/29~1/3|12月29日~1月3日)';
const CLOSED: [RegExp, ClosedDays][] = [
  [/^(?:国民の)?祝(?:祭|休)?日$|^祝$|^休日$|^国民の休日$/u, { weekdays: [], except: ['holidays'] }],
  [
    new RegExp(`^年末年始(?:\\(${YEAR_END}\\))?$|^${YEAR_END}$`, 'u'),
    { weekdays: [], except: ['year_end'] },
  ],
  [/^土日(?:曜日)?$/u, { weekdays: [6, 7], except: [] }],
  [/^土日祝(?:祭|休)?日?$/u, { weekdays: [6, 7], except: ['holidays'] }],
  ...WEEK.map((sign, at): [RegExp, ClosedDays] => [
    new RegExp(`^${sign}(?:曜日?)?$`, 'u'),
    { weekdays: [at + 1], except: [] },
  ]),
];

/** Days on which nobody is there, every one of them understood; none for no words. */
export function readClosedWords(text: string): ClosedDays | undefined {
  if (text === '') return { weekdays: [], except: [] };
  const words = text
    .replace(/(?:は|が|を)?(?:お?休み|除く|休業|閉所|閉庁)$/u, '')
    .split(/[・、と]/u);
  const read = words.map((word) => CLOSED.find(([pattern]) => pattern.test(word))?.[1]);
  return read.some((one) => one === undefined)
    ? undefined
    : {
        weekdays: [...new Set(read.flatMap((one) => one?.weekdays ?? []))],
        except: [...new Set(read.flatMap((one) => one?.except ?? []))],
      };
}

/** The week without the days that are closed. */
export const openWeekdays = (closed: number[], of = EVERY_DAY): number[] =>
  of.filter((day) => !closed.includes(day));
