import { m } from '#paraglide/messages';
import { formatSpan } from '#ui';
import type { RowOutcome, ShiftProblem } from './roster/input.ts';
import type { Span } from './span.ts';
import type { ShiftRole } from './shift.ts';

const ROLES: Record<ShiftRole, () => string> = {
  window_staff: m.duty_role_window_staff,
  peer_supporter: m.duty_role_peer_supporter,
  reception: m.duty_role_reception,
};

const PROBLEMS: Record<ShiftProblem, () => string> = {
  person: m.duty_problem_person,
  date: m.duty_problem_date,
  far: m.duty_problem_far,
  starts: m.duty_problem_starts,
  ends: m.duty_problem_ends,
  past: m.duty_problem_past,
  weekdays: m.duty_problem_weekdays,
  until: m.duty_problem_until,
};

/** As it stands on a bar: the family name, and what they are there as where they are not rung by themselves. */
export function shiftNameShort({ name, role }: { name: string; role: ShiftRole }): string {
  const [family = name] = name.split(/\s/u);
  if (role === 'peer_supporter') return m.duty_short_peer({ name: family });
  return role === 'reception' ? m.duty_short_reception({ name: family }) : family;
}

/** The first hours that nobody covers, and how many more there are; empty where there are none. */
export function gapsWord([first, ...more]: Span[]): string {
  if (!first) return '';
  const said = m.duty_gap({ span: formatSpan(first.startsAt, first.endsAt) });
  return more.length > 0 ? m.duty_gap_more({ first: said, count: more.length }) : said;
}

export const shiftRoleWord = (role: ShiftRole): string => ROLES[role]();
export const shiftProblemWord = (problem: ShiftProblem): string => PROBLEMS[problem]();

export function shiftOutcomeWord(outcome: RowOutcome): string {
  if (outcome === 'planned') return m.duty_list_planned();
  return outcome === 'overlaps' ? m.duty_problem_overlaps() : shiftProblemWord(outcome);
}
