/** Reads the notation that the shipped lists write hours in: "0Mo0Tu 10:00-12:00,13:00-16:00; 4We 10:00-12:00 @市役所". */
import { minutesOf } from '#platform/tokyo';
import type { HoursRule } from './hours.ts';

const weekdayNames = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const everyWeek = '0';

type Days = Pick<HoursRule, 'weekdays' | 'weeks' | 'monthDays'>;
type Exceptions = NonNullable<HoursRule['except']>;

/** Ours have fifty signs; each part is as many rules as its days times its hours. */
const LONGEST_CODE = 500;

/** The rules of a code, or undefined where a part of it cannot be read; an empty code has none. */
export function readHoursCode(code: string, except: Exceptions = []): HoursRule[] | undefined {
  if (code.length > LONGEST_CODE) return undefined;
  const parts = code.split(';').map((part) => part.trim());
  const rules = parts.filter((part) => part !== '').map((part) => readPart(part, except));
  return rules.some((rule) => rule === undefined) ? undefined : rules.flatMap((rule) => rule ?? []);
}

function readPart(part: string, except: Exceptions): HoursRule[] | undefined {
  const [rule = '', place] = part.split(/\s*@/u);
  const [days = '', times = '', ...words] = rule.split(/\s+/u);
  const spans = times.split(',').map(readSpan);
  const own = words.length > 0 ? readExceptions(words) : except;
  const groups = readDays(days);
  if (!groups || !own || spans.some((span) => !span)) return undefined;
  return groups.flatMap((group) =>
    spans.flatMap((span) =>
      span
        ? [
            {
              ...group,
              ...span,
              ...(own.length > 0 ? { except: own } : {}),
              ...(place ? { place } : {}),
            },
          ]
        : [],
    ),
  );
}

function readDays(text: string): Days[] | undefined {
  if (text === 'daily') return [{}];
  const monthDay = /^day(\d{1,2})$/u.exec(text)?.[1];
  if (monthDay) return [{ monthDays: [Number(monthDay)] }];
  const tokens = text.match(/\d+[A-Z][a-z]/gu) ?? [];
  if (tokens.length === 0 || tokens.join('') !== text) return undefined;
  return groupByWeeks(tokens);
}

function groupByWeeks(tokens: string[]): Days[] | undefined {
  const groups = new Map<string, number[]>();
  for (const token of tokens) {
    const weeks = token.slice(0, -2);
    const weekday = weekdayNames.indexOf(token.slice(-2)) + 1;
    if (weekday === 0 || !/^(0|[1-6]+)$/u.test(weeks)) return undefined;
    groups.set(weeks, [...(groups.get(weeks) ?? []), weekday]);
  }
  return [...groups].map(([weeks, weekdays]) =>
    weeks === everyWeek ? { weekdays } : { weekdays, weeks: [...weeks].map(Number) },
  );
}

function readSpan(text: string): Pick<HoursRule, 'opens' | 'closes'> | undefined {
  const [, from, until] = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/u.exec(text) ?? [];
  if (!from || !until) return undefined;
  const span = { opens: minutesOf(from), closes: minutesOf(until) };
  return span.opens < span.closes && span.opens < 1440 && span.closes <= 2880 ? span : undefined;
}

function readExceptions([word, ...named]: string[]): Exceptions | undefined {
  const known = named.filter((name) => name === 'holidays' || name === 'year_end');
  return word === 'except' && known.length === named.length ? known : undefined;
}

/** What a list says in words about closed days: 「祝日・年末年始」. */
export function readClosedDays(text: string): Exceptions {
  return [
    ...(/祝|休日/u.test(text) ? (['holidays'] as const) : []),
    ...(/年末年始|12\/29/u.test(text) ? (['year_end'] as const) : []),
  ];
}
