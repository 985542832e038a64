/**
 * Hours as town halls write them: 「月〜金 8:30〜17:15（祝日・年末年始を除く）」. Read as a whole and for certain, or not at all: a
 * word that is not understood leaves all of them words.
 */
import { plain } from '#platform/written';
import { EVERY_OFFICE, type HoursRule, type Minutes } from './hours.ts';
import {
  openWeekdays,
  readClosedWords,
  takeDays,
  type ClosedDays,
  type Days,
  type DaysSaid,
  type Taken,
} from './written-days.ts';

/** Every one of its rules, or undefined; `closedText` is what a list says beside it of closed days. */
export function readWrittenHours(text: string, closedText: string): HoursRule[] | undefined {
  const beside = readClosedWords(plainHours(closedText));
  const groups = readGroups(plainHours(text).replace(LABEL, ''));
  if (!beside || !groups) return undefined;
  const own = groups.filter(({ closed }) => closed);
  // What stands after the last hours is said of all.
  const shared = own.length === 1 ? groups.at(-1)?.closed : undefined;
  const rules = groups.map((group) =>
    rulesOf(group, merged(closedText === '' ? undefined : beside, group.closed ?? shared)),
  );
  return rules.some((some) => some === undefined) ? undefined : rules.flatMap((some) => some ?? []);
}

/** One sign for each thing, and no spaces. */
const plainHours = (text: string): string =>
  plain(text)
    .replace(/\s*[\n;]\s*/gu, '。')
    .replace(/\s+/gu, '')
    .replace(/(?<=[\d時分半曜日月火水木金土])(?:[-‐–—―−ー]|から)(?=[\d午正月火水木金土日])/gu, '~')
    .replace(/まで/gu, '')
    .replace(/正午/gu, '12:00')
    .replace(/及び|および|並びに|ならびに/gu, '・')
    .replace(/,/gu, '、');

const LABEL = /^(?:受付|開所|開設|相談)(?:時間|日時)[:は]?/u;

interface Group {
  /** Undefined where only the closed days tell them. */
  said: DaysSaid | undefined;
  spans: Minutes[];
  closed: ClosedDays | undefined;
}

/** How else one reaches them, and that one makes an appointment, changes nothing of the hours. */
const REMARK =
  /^\(?(?:メールは24時間(?:受付|対応)?(?:\(返信は[^()\d]*\))?|(?:来所は|面談は|事前|完全|要)*予約制?)\)?(?=$|[、。・])/u;

function readGroups(text: string): Group[] | undefined {
  const groups: Group[] = [];
  let rest = text;
  while (rest !== '') {
    const [remark] = groups.length > 0 ? (REMARK.exec(rest) ?? []) : [];
    const group: Taken<Group> | undefined = remark === undefined ? takeGroup(rest) : undefined;
    if (remark === undefined && !group) return undefined;
    if (group) groups.push(group.value);
    rest = (group?.rest ?? rest.slice(remark?.length)).replace(/^[、。・]+/u, '');
  }
  return groups.length > 0 ? groups : undefined;
}

function takeGroup(text: string): Taken<Group> | undefined {
  const before = takeClosed(text, BEFORE);
  const days = takeDays(before?.rest ?? text);
  const within = takeClosed(days?.rest ?? text, IN_BRACKETS);
  const spans = takeSpans(
    (within?.rest ?? days?.rest ?? before?.rest ?? text).replace(/^[の:]/u, ''),
  );
  if (!spans) return undefined;
  const after = takeClosed(spans.rest, IN_BRACKETS);
  return {
    value: {
      said: days?.value,
      spans: spans.value,
      closed: merged(merged(before?.value, within?.value), after?.value),
    },
    rest: after?.rest ?? spans.rest,
  };
}

const BEFORE = /^([^()\d]{1,30}?(?:を|は)除く)、?/u;
const IN_BRACKETS = /^\(((?:[^()]|\([^()]*\))*(?:除く|休み|休業|閉所|閉庁))\)/u;

function takeClosed(text: string, where: RegExp): Taken<ClosedDays> | undefined {
  const [whole = '', words] = where.exec(text) ?? [];
  const value = words === undefined ? undefined : readClosedWords(words);
  return value && { value, rest: text.slice(whole.length) };
}

const TIME = '(午前|午後)?(\\d{1,2})(?::(\\d{2})|時(?:(\\d{2})分|(半))?)';
const SPAN = new RegExp(`^${TIME}~${TIME}`, 'u');
const BREAK = new RegExp(
  `^\\((?=[^()]*(?:休み|除く))(?:お?昼休み)?(${TIME}~${TIME})(?:[をは]?除く|は昼?休み)?\\)`,
  'u',
);
const AROUND_THE_CLOCK = { opens: 0, closes: 1440 };

function takeSpans(text: string): Taken<Minutes[]> | undefined {
  if (text.startsWith('24時間')) return { value: [AROUND_THE_CLOCK], rest: text.slice(4) };
  const found = SPAN.exec(text);
  const span = found && spanOf(found);
  if (!span) return undefined;
  const rest = text.slice(found[0].length);
  const broken = BREAK.exec(rest);
  const noon = broken && spanOf(SPAN.exec(broken[1] ?? ''));
  if (noon) return { value: without(span, noon), rest: rest.slice(broken[0].length) };
  const more = takeSpans(rest.replace(/^[、・と]/u, ''));
  return more ? { value: [span, ...more.value], rest: more.rest } : { value: [span], rest };
}

const without = ({ opens, closes }: Minutes, noon: Minutes): Minutes[] =>
  [
    { opens, closes: Math.min(noon.opens, closes) },
    { opens: Math.max(noon.closes, opens), closes },
  ].filter((part) => part.opens < part.closes);

/** Before six in the morning somebody may have meant the afternoon. */
const EARLIEST = 360;

function spanOf(found: RegExpExecArray | null): Minutes | undefined {
  if (!found) return undefined;
  const [, half, hour, , , , halfTo, hourTo] = found;
  const inherits = half === '午後' && !halfTo && Number(hourTo) < 12;
  const opens = minuteOf(half, hour, found[3] ?? found[4], found[5]);
  const closes = minuteOf(inherits ? half : halfTo, hourTo, found[8] ?? found[9], found[10]);
  if (opens === undefined || closes === undefined || opens >= closes) return undefined;
  const whole = opens === AROUND_THE_CLOCK.opens && closes === AROUND_THE_CLOCK.closes;
  if (opens < EARLIEST && half === undefined && !whole) return undefined;
  return opens < 1440 && closes <= 2880 ? { opens, closes } : undefined;
}

/** 午前12時 and 午後12時 are noon to some and midnight to others. */
function minuteOf(half = '', hour = '', minute = '0', halfPast = ''): number | undefined {
  if (Number(minute) > 59 || (half !== '' && Number(hour) > 11)) return undefined;
  return (Number(hour) + (half === '午後' ? 12 : 0)) * 60 + (halfPast ? 30 : Number(minute));
}

const merged = (one?: ClosedDays, other?: ClosedDays): ClosedDays | undefined =>
  one && other
    ? {
        weekdays: [...new Set([...one.weekdays, ...other.weekdays])],
        except: [...new Set([...one.except, ...other.except])],
      }
    : (one ?? other);

function rulesOf({ said, spans }: Group, closed: ClosedDays | undefined): HoursRule[] | undefined {
  const days = openDays(said, closed?.weekdays ?? []);
  const unsaid = said?.are === 'always' ? [] : EVERY_OFFICE;
  const stated = closed && closed.except.length > 0 ? closed.except : unsaid;
  const except = EVERY_OFFICE.filter(
    (one) => stated.includes(one) || (one === 'holidays' && said?.are === 'office'),
  );
  return days?.flatMap((day) =>
    spans.map((span) => ({ ...day, ...span, ...(except.length > 0 ? { except } : {}) })),
  );
}

/** Undefined where the days and the closed days do not go together, or nothing tells the days. */
function openDays(said: DaysSaid | undefined, closed: number[]): Days[] | undefined {
  if (!said) return closed.length > 0 ? [{ weekdays: openWeekdays(closed) }] : undefined;
  if (said.are === 'office')
    return said.days.map(({ weekdays }) => ({ weekdays: openWeekdays(closed, weekdays) }));
  const both = said.days.some(({ weekdays = closed }) =>
    weekdays.some((day) => closed.includes(day)),
  );
  return both ? undefined : said.days;
}
