import {
  AUDIENCES,
  FIRST_STEPS,
  FORMATS,
  ON_HOLIDAY,
  SIGN_UP_POLICIES,
  TOPICS,
  audienceWord,
  stepWord,
  topicWord,
  weekdayName,
  type Format,
  type OnHoliday,
  type ProblemKey,
  type SignUpPolicy,
} from '#schedule';
import { m } from '#paraglide/messages';
import { getLocale } from '#paraglide/runtime';
import { REPEATS } from './rule-form.ts';
import { EDITOR_KINDS } from './series-form.ts';

const worded = <T extends string>(values: readonly T[], word: (value: T) => string) =>
  values.map((value) => ({ value, label: word(value) }));

const kindWords: Record<(typeof EDITOR_KINDS)[number], () => string> = {
  group_session: m.staff_kind_group_session,
  peer_consultation: m.staff_kind_peer_consultation,
  gathering_place: m.staff_kind_gathering_place,
  lecture: m.staff_kind_lecture,
};

const repeatWords: Record<(typeof REPEATS)[number], () => string> = {
  once: m.staff_repeats_once,
  dates: m.staff_repeats_dates,
  day: m.staff_repeats_day,
  week: m.staff_repeats_week,
  fortnight: m.staff_repeats_fortnight,
  month: m.staff_repeats_month,
  month_day: m.staff_repeats_month_day,
  hours: m.staff_repeats_hours,
};

const holidayWords: Record<OnHoliday, () => string> = {
  held: m.staff_holiday_held,
  skipped: m.staff_holiday_skipped,
  day_before: m.staff_holiday_day_before,
  day_after: m.staff_holiday_day_after,
  week_after: m.staff_holiday_week_after,
};

const formatWords: Record<Format, () => string> = {
  onsite: m.staff_format_onsite,
  online: m.staff_format_online,
  hybrid: m.staff_format_hybrid,
};

const policyWords: Record<SignUpPolicy, () => string> = {
  none: m.staff_policy_none,
  open: m.staff_policy_open,
  ask: m.staff_policy_ask,
};

export const kinds = () => worded(EDITOR_KINDS, (kind) => kindWords[kind]());
export const audiences = () => worded(AUDIENCES, audienceWord);
export const topics = () => worded(TOPICS, topicWord);
export const repeats = () => worded(REPEATS, (repeat) => repeatWords[repeat]());
export const onHolidays = () => worded(ON_HOLIDAY, (what) => holidayWords[what]());
export const formats = () => worded(FORMATS, (format) => formatWords[format]());
export const policies = () => worded(SIGN_UP_POLICIES, (policy) => policyWords[policy]());
export const firstSteps = () => worded(FIRST_STEPS, stepWord);

export const weeks = () => [
  ...[1, 2, 3, 4, 5].map((n) => ({ value: String(n), label: m.staff_week_nth({ n }) })),
  { value: '-1', label: m.staff_week_last() },
];

export const months = () =>
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => ({
    value: String(n),
    label: m.staff_month_nth({ n }),
  }));

export const weekdays = () =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    value: String(day),
    label: weekdayName(day, getLocale(), 'short'),
    spoken: weekdayName(day, getLocale(), 'long'),
  }));

const problemWords: Record<ProblemKey, () => string> = {
  schedule_problem_title: m.staff_problem_title,
  schedule_problem_long: m.staff_problem_long,
  schedule_problem_date: m.staff_problem_date,
  schedule_problem_dates_order: m.staff_problem_dates_order,
  schedule_problem_time: m.staff_problem_time,
  schedule_problem_times_order: m.staff_problem_times_order,
  schedule_problem_weekdays: m.staff_problem_weekdays,
  schedule_problem_weeks: m.staff_problem_weeks,
  schedule_problem_month_days: m.staff_problem_month_days,
  schedule_problem_dates: m.staff_problem_dates,
  schedule_problem_months: m.staff_problem_months,
  schedule_problem_interval: m.staff_problem_interval,
  schedule_problem_shift: m.staff_problem_shift,
  schedule_problem_rules: m.staff_problem_rules,
  schedule_problem_all_dates: m.staff_problem_all_dates,
  schedule_problem_asks_name: m.staff_problem_asks_name,
  schedule_problem_asks_address: m.staff_problem_asks_address,
  schedule_problem_asks_phone: m.staff_problem_asks_phone,
  schedule_problem_asks_mail: m.staff_problem_asks_mail,
  schedule_problem_asks_age: m.staff_problem_asks_age,
  schedule_problem_asks_disability: m.staff_problem_asks_disability,
  schedule_problem_asks_medication: m.staff_problem_asks_medication,
  schedule_problem_asks_illness: m.staff_problem_asks_illness,
  schedule_problem_asks_income: m.staff_problem_asks_income,
  schedule_problem_asked_twice: m.staff_problem_asked_twice,
  schedule_problem_choices: m.staff_problem_choices,
  schedule_problem_capacity: m.staff_problem_capacity,
  schedule_problem_place: m.staff_problem_place,
  schedule_problem_area: m.staff_problem_area,
  schedule_problem_reason: m.staff_problem_reason,
  schedule_problem_past: m.staff_problem_past,
  schedule_problem_slot_minutes: m.staff_problem_slot_minutes,
  schedule_problem_pause: m.staff_problem_pause,
  schedule_problem_notice: m.staff_problem_notice,
  schedule_problem_horizon: m.staff_problem_horizon,
  schedule_problem_link: m.staff_problem_link,
  schedule_problem_unverified: m.staff_problem_unverified,
  schedule_problem_choice: m.staff_problem_choice,
};

export const problemWord = (key: ProblemKey): string => problemWords[key]();
