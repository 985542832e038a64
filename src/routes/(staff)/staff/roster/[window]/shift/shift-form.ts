/** A shift as the fields of its form, and as duty takes it. */
import { USUAL_TALKS, type PlannedShift, type ShiftInput, type ShiftRule } from '#duty';
import { textOf, textsOf } from '#platform/form';
import { localDate, weekdayOf } from '#platform/tokyo';
import { timeOn } from '../times.ts';
import { typedDate, typedTime } from '../../../typed.ts';

export interface ShiftForm {
  person: string;
  role: string;
  date: string;
  starts: string;
  ends: string;
  capacity: string;
  /** `date`: this shift alone; `onward`: this rule from this date on. */
  reach: string;
  /** `once` or `rule`. */
  repeats: string;
  weekdays: string[];
  /** None is every week. */
  weeks: string[];
  holidays: boolean;
  yearEnd: boolean;
  until: string;
}

export const readShiftForm = (data: FormData): ShiftForm => ({
  person: textOf(data, 'accountId'),
  role: textOf(data, 'role'),
  date: typedDate(textOf(data, 'date')),
  starts: typedTime(textOf(data, 'startsAt')),
  ends: typedTime(textOf(data, 'endsAt')),
  capacity: textOf(data, 'capacity') || String(USUAL_TALKS),
  reach: textOf(data, 'reach'),
  repeats: textOf(data, 'repeats') || 'once',
  weekdays: textsOf(data, 'weekdays'),
  weeks: textsOf(data, 'weeks'),
  holidays: data.has('holidays'),
  yearEnd: data.has('yearEnd'),
  until: typedDate(textOf(data, 'until')),
});

/** Which edition of a shift its form was filled with. */
export const editionIn = (data: FormData): number => Number(textOf(data, 'edition') || NaN);

export const shiftInputOf = (form: ShiftForm): ShiftInput => ({
  accountId: form.person,
  role: form.role,
  date: form.date,
  startsAt: form.starts,
  endsAt: form.ends,
  capacity: Number(form.capacity),
  ...(form.repeats !== 'rule' || form.reach === 'date' ? {} : { repeats: repeatsOf(form) }),
});

const repeatsOf = (form: ShiftForm): NonNullable<ShiftInput['repeats']> => ({
  weekdays: form.weekdays.map(Number),
  weeks: form.weeks.map(Number),
  rests: [...(form.holidays ? ['holidays'] : []), ...(form.yearEnd ? ['year_end'] : [])],
  until: form.until,
});

/** A new one; the weekday of its date stands ready for a rule. */
export const emptyShift = (
  over: Pick<ShiftForm, 'person' | 'role' | 'date' | 'starts' | 'ends'>,
): ShiftForm => ({
  ...over,
  ...{ capacity: String(USUAL_TALKS), reach: '', repeats: 'once', weeks: [], until: '' },
  weekdays: [String(weekdayOf(over.date))],
  ...{ holidays: true, yearEnd: true },
});

const MOVED = ['date', 'startsAt', 'endsAt'];
const KEPT = ['shift', 'accountId', 'role', 'capacity'];

/** What a bar that was moved sends, so that it can be moved back: where it stood is where it goes. */
export const fieldsBack = (data: FormData): [string, string][] => [
  ...KEPT.map((name): [string, string] => [name, textOf(data, name)]),
  ...MOVED.flatMap((name): [string, string][] => [
    [name, textOf(data, `from-${name}`)],
    [`from-${name}`, textOf(data, name)],
  ]),
  ['edition', String(editionIn(data) + 1)],
];

/** One that is there, and the rule it was laid by. */
export function shiftFormOf(shift: PlannedShift, rule: ShiftRule | null): ShiftForm {
  const date = localDate(shift.startsAt);
  const [starts, ends] = [timeOn(date, shift.startsAt), timeOn(date, shift.endsAt)];
  const { accountId: person, role, capacity } = shift;
  const single = emptyShift({ person, role, date, starts, ends });
  if (!rule) return { ...single, capacity: String(capacity) };
  const { weekdays, weeks, except } = rule.hours;
  return {
    ...single,
    ...{ capacity: String(capacity), reach: 'date', repeats: 'rule', until: rule.validUntil ?? '' },
    weekdays: (weekdays ?? []).map(String),
    weeks: (weeks ?? []).map(String),
    holidays: except?.includes('holidays') ?? false,
    yearEnd: except?.includes('year_end') ?? false,
  };
}
