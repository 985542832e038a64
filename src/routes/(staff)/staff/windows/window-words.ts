import { m } from '#paraglide/messages';
import { ORGANISATION_PARTS, partWord } from '#organisations';
import {
  languageWord,
  LEVELS,
  levelWord,
  METHODS,
  methodWord,
  WINDOW_LANGUAGES,
  type WindowProblem,
} from '#windows';

const worded = <T extends string>(values: readonly T[], word: (value: T) => string) =>
  values.map((value) => ({ value, label: word(value) }));

export const levels = () => worded(LEVELS, levelWord);
export const methods = () => worded(METHODS, methodWord);
export const languages = () => worded(WINDOW_LANGUAGES, languageWord);
export const parts = () => worded(ORGANISATION_PARTS, partWord);

export const families = () => [
  { value: '', label: m.staff_window_family_unknown() },
  { value: 'yes', label: m.windows_family_only() },
  { value: 'no', label: m.windows_persons_only() },
];

export const monthWeeks = () => [
  ...[1, 2, 3, 4, 5].map((n) => ({ value: String(n), label: m.staff_week_nth({ n }) })),
  { value: '6', label: m.staff_week_last() },
];

const PROBLEMS: Record<WindowProblem, () => string> = {
  name: m.staff_window_problem_name,
  long: m.staff_window_problem_long,
  choice: m.staff_window_problem_choice,
  number: m.staff_window_problem_number,
  ages: m.staff_window_problem_ages,
  address: m.staff_window_problem_address,
  place: m.staff_window_problem_place,
  times: m.staff_window_problem_times,
  month_days: m.staff_window_problem_month_days,
  date: m.staff_window_problem_date,
  dates: m.staff_window_problem_dates,
  organisation: m.staff_window_problem_organisation,
  nickname: m.staff_window_problem_nickname,
  ring: m.staff_window_problem_ring,
};

export const windowProblemWord = (problem: WindowProblem): string => PROBLEMS[problem]();

/** What is wrong, and in which of several rows that look alike. */
export function saidOfRow(field: string, problem: string): string {
  const [, rows, n] = /^(hours|exception)-(\d+)-/u.exec(field) ?? [];
  if (rows === undefined) return problem;
  const at = { n: Number(n) + 1 };
  const row = rows === 'hours' ? m.staff_window_hours_row(at) : m.staff_window_exception_row(at);
  return m.staff_window_problem_in_row({ row, problem });
}
