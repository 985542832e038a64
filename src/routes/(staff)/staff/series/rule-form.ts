/** One rule of the editor's form, as typed. The first one's fields carry plain names, the others' a number. */
import { textOf, textsOf } from '#platform/form';

/** `hours`: each day of the week has its own. */
export const REPEATS = [
  'once',
  'dates',
  'day',
  'week',
  'fortnight',
  'month',
  'month_day',
  'hours',
] as const;

export interface RuleForm {
  repeats: string;
  interval: string;
  weekdays: string[];
  weeks: string[];
  monthDays: string;
  dates: string;
  from: string;
  until: string;
  startsAt: string;
  endsAt: string;
  /** Monday first. */
  opening: { opens: string; closes: string }[];
  onHoliday: string;
  closedAtYearEnd: boolean;
  closedMonths: string[];
}

export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const MOST_RULES = 20;

export const emptyRule = (today: string): RuleForm => ({
  repeats: 'month',
  interval: '1',
  weekdays: [],
  weeks: [],
  monthDays: '',
  dates: '',
  from: today,
  until: '',
  startsAt: '',
  endsAt: '',
  opening: DAYS.map(() => ({ opens: '', closes: '' })),
  onHoliday: 'held',
  closedAtYearEnd: false,
  closedMonths: [],
});

export const isUntouched = ({ repeats, weekdays, startsAt, endsAt, opening }: RuleForm): boolean =>
  ['month', 'hours'].includes(repeats) &&
  weekdays.length === 0 &&
  [startsAt, endsAt, ...opening.flatMap(({ opens, closes }) => [opens, closes])].every(
    (text) => text.trim() === '',
  );

/** 「weekdays」, 「weekdays-1」: also the id of the field. */
export const ruleField = (name: string, at: number): string => (at === 0 ? name : `${name}-${at}`);

/** The rules as sent; a press of 「もう一つの決まりを足す」 or 「この決まりをやめる」 adds or takes away one. */
export function readRules(data: FormData): RuleForm[] {
  const count = Math.min(Math.max(Number(textOf(data, 'ruleCount')) || 1, 1), MOST_RULES);
  const rules = Array.from({ length: count }, (_, at) => readRule(data, at));
  if (data.has('addRule') && count < MOST_RULES) return withOneMore(rules);
  return data.has('removeRule') ? without(rules, Number(textOf(data, 'removeRule'))) : rules;
}

export const withOneMore = (rules: RuleForm[]): RuleForm[] => [
  ...rules,
  emptyRule(rules.at(-1)?.from ?? ''),
];

export const without = (rules: RuleForm[], at: number): RuleForm[] =>
  rules.length > 1 ? rules.filter((_, index) => index !== at) : rules;

function readRule(data: FormData, at: number): RuleForm {
  const text = (name: string) => textOf(data, ruleField(name, at));
  const texts = (name: string) => textsOf(data, ruleField(name, at));
  return {
    repeats: text('repeats'),
    interval: text('interval'),
    weekdays: texts('weekdays'),
    weeks: texts('weeks'),
    monthDays: text('monthDays'),
    dates: text('dates'),
    from: text('from'),
    until: text('until'),
    startsAt: text('startsAt'),
    endsAt: text('endsAt'),
    opening: DAYS.map((day) => ({ opens: text(`opens-${day}`), closes: text(`closes-${day}`) })),
    onHoliday: text('onHoliday') || 'held',
    closedAtYearEnd: data.has(ruleField('closedAtYearEnd', at)),
    closedMonths: texts('closedMonths'),
  };
}
