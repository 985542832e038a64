/** The dates of a series, between the editor's fields and rules as the schedule knows them. */
import type { ReadSeries, Rhythm } from '#schedule';
import { typedDate, typedDates, typedMonthDays, typedNumber, typedTime } from '../typed.ts';
import { DAYS, emptyRule, type RuleForm } from './rule-form.ts';
import type { SeriesForm } from './series-form.ts';

export const rhythmsOf = (form: SeriesForm): Rhythm[] =>
  form.kind === 'peer_consultation' ? [] : form.rules.flatMap(rhythmsOfRule);

/** Which rule of the form a rhythm comes from: hours by the day of the week make several of one. */
export const ruleBehind = (form: SeriesForm, rhythm: number): number =>
  form.rules.flatMap((rule, at) => rhythmsOfRule(rule).map(() => at))[rhythm] ?? 0;

const rhythmsOfRule = (rule: RuleForm): Rhythm[] =>
  rule.repeats === 'hours' ? openingHours(rule) : [rhythm(rule)];

const WITH_INTERVAL = ['day', 'week', 'month', 'month_day'];
const WITH_WEEKDAYS = ['week', 'fortnight', 'month'];

function rhythm(rule: RuleForm): Rhythm {
  const { repeats } = rule;
  const dates = repeats === 'dates' ? typedDates(rule.dates) : [];
  const single = repeats === 'once' || repeats === 'dates';
  return {
    repeats: repeats === 'fortnight' ? 'week' : repeats,
    interval: intervalOf(rule),
    weekdays: WITH_WEEKDAYS.includes(repeats) ? rule.weekdays.map(Number) : [],
    weeks: repeats === 'month' ? rule.weeks.map(Number) : [],
    monthDays: repeats === 'month_day' ? typedMonthDays(rule.monthDays) : [],
    dates,
    from: repeats === 'dates' ? (dates[0] ?? '') : typedDate(rule.from),
    until: single || rule.until.trim() === '' ? null : typedDate(rule.until),
    startsAt: typedTime(rule.startsAt),
    endsAt: typedTime(rule.endsAt),
    ...(single ? ALWAYS_HELD : closuresOf(rule)),
  } as Rhythm; // As in `seriesInputOf`: the verb holds every value to the known ones.
}

function intervalOf({ repeats, interval }: RuleForm): number {
  if (repeats === 'fortnight') return 2;
  return WITH_INTERVAL.includes(repeats) ? (typedNumber(interval) ?? 1) : 1;
}

const ALWAYS_HELD = { onHoliday: 'held', closedAtYearEnd: false, closedMonths: [] };

const closuresOf = ({ onHoliday, closedAtYearEnd, closedMonths }: RuleForm) => ({
  onHoliday,
  closedAtYearEnd,
  closedMonths: closedMonths.map(Number),
});

/** Days with the same hours are one rule: 「毎週 月・火 10:00–16:00」. */
function openingHours(rule: RuleForm): Rhythm[] {
  const hours = new Map<string, number[]>();
  rule.opening.forEach(({ opens, closes }, index) => {
    if (opens.trim() === '' && closes.trim() === '') return;
    const span = `${typedTime(opens)}|${typedTime(closes)}`;
    hours.set(span, [...(hours.get(span) ?? []), index + 1]);
  });
  return [...hours].map(([span, days]) => {
    const [startsAt = '', endsAt = ''] = span.split('|');
    const weekdays = days.map(String);
    return { ...rhythm({ ...rule, repeats: 'week', interval: '1', weekdays }), startsAt, endsAt };
  });
}

/** The rules of a stored series as the form shows them again; weekly hours that belong together as one. */
export function ruleFormsOf({ kind, rules }: ReadSeries): RuleForm[] {
  const groups: Rhythm[][] = [];
  for (const one of rules) {
    const group = groups.find((others) => others.every((other) => opensBeside(other, one)));
    if (group) group.push(one);
    else groups.push([one]);
  }
  const forms = groups.map((group) => {
    const [first] = group;
    if (!first) return emptyRule('');
    const hours = group.length > 1 || (kind === 'gathering_place' && isWeekly(first));
    return hours ? hoursForm(first, group) : ruleForm(first);
  });
  return forms.length > 0 ? forms : [emptyRule('')];
}

const isWeekly = ({ repeats, interval }: Rhythm) => repeats === 'week' && interval === 1;

const opensBeside = (a: Rhythm, b: Rhythm): boolean =>
  isWeekly(a) &&
  isWeekly(b) &&
  settingsOf(a) === settingsOf(b) &&
  !a.weekdays.some((day) => b.weekdays.includes(day));

const settingsOf = ({ from, until, onHoliday, closedAtYearEnd, closedMonths }: Rhythm): string =>
  JSON.stringify([from, until, onHoliday, closedAtYearEnd, closedMonths]);

const hoursForm = (first: Rhythm, group: Rhythm[]): RuleForm => ({
  ...ruleForm(first),
  repeats: 'hours',
  weekdays: [],
  startsAt: '',
  endsAt: '',
  opening: DAYS.map((day) => {
    const open = group.find(({ weekdays }) => weekdays.includes(day));
    return { opens: open?.startsAt ?? '', closes: open?.endsAt ?? '' };
  }),
});

function ruleForm(one: Rhythm): RuleForm {
  const fortnight = one.repeats === 'week' && one.interval === 2;
  return {
    ...emptyRule(one.from),
    repeats: fortnight ? 'fortnight' : one.repeats,
    interval: String(fortnight ? 1 : one.interval),
    weekdays: one.weekdays.map(String),
    weeks: one.weeks.map(String),
    monthDays: one.monthDays.map((day) => (day === -1 ? '末日' : String(day))).join('、'),
    dates: one.dates.join('\n'),
    until: one.until ?? '',
    startsAt: one.startsAt,
    endsAt: one.endsAt,
    onHoliday: one.onHoliday,
    closedAtYearEnd: one.closedAtYearEnd,
    closedMonths: one.closedMonths.map(String),
  };
}
