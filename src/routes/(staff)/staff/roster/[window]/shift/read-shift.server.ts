/** What the two pages of a shift share: its form read, and its answer in words. */
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { shiftProblemWord, type ShiftProblem } from '#duty';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import type { ShiftForm } from './shift-form.ts';

type Answer = string | { without: number } | { problems: Partial<Record<string, ShiftProblem>> };

const STAYS: Partial<Record<string, () => string>> = {
  overlaps: m.duty_problem_overlaps,
  over: m.duty_problem_over,
  off: m.duty_problem_off,
  changed_meanwhile: m.duty_problem_changed_meanwhile,
};

/** Goes to the week that the shift is of, or says at which field it was refused. */
export function answerShift(event: RequestEvent, values: ShiftForm | undefined, done: Answer) {
  if (typeof done === 'object' && 'problems' in done)
    return fail(400, {
      values,
      errors: Object.fromEntries(
        Object.entries(done.problems).flatMap(([field, problem]) =>
          problem ? [[field, shiftProblemWord(problem)]] : [],
        ),
      ),
    });
  if (done === 'not_found') error(404);
  if (typeof done === 'object')
    toWeek(event, values?.date, { done: 'planned', without: String(done.without) });
  const stays = STAYS[done];
  if (stays) return fail(400, { values, errors: { date: stays() } });
  toWeek(event, values?.date, { done });
}

/** What was changed is no more, by another's change perhaps: what was typed stands in the form of a new one. */
export function toNewShift(event: RequestEvent, { person, date, starts, ends }: ShiftForm): never {
  const typed = new URLSearchParams({ person, date, from: starts, until: ends, gone: 'yes' });
  redirect(303, `${localizeHref(`/staff/roster/${event.params['window']}/shift`)}?${typed}`);
}

/** Why a shift stays as it was, in one sentence. */
export function whyNot(done: Answer): string {
  const why = typeof done === 'string' ? STAYS[done] : undefined;
  if (why) return why();
  const [problem] =
    typeof done === 'object' && 'problems' in done ? Object.values(done.problems) : [];
  return problem ? shiftProblemWord(problem) : m.duty_problem_over();
}

/** What was done is told above the week it was done in. */
export function toWeek(event: RequestEvent, week = '', told: Record<string, string>): never {
  const query = new URLSearchParams({ week, ...told });
  redirect(303, `${localizeHref(`/staff/roster/${event.params['window']}`)}?${query}`);
}
