/** What the two pages of a shift share: its form read, and its answer in words. */
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { shiftProblemWord, type ShiftProblem } from '#duty';
import { m } from '#paraglide/messages';
import { localizeHref } from '#paraglide/runtime';
import type { ShiftForm } from './shift-form.ts';

type Answer = string | { problems: Partial<Record<string, ShiftProblem>> };

/** Goes to the week that the shift is of, or says at which field it was refused. */
export function answerShift(event: RequestEvent, values: ShiftForm, done: Answer) {
  if (typeof done === 'object')
    return fail(400, {
      values,
      errors: Object.fromEntries(
        Object.entries(done.problems).flatMap(([field, problem]) =>
          problem ? [[field, shiftProblemWord(problem)]] : [],
        ),
      ),
    });
  if (done === 'not_found') error(404);
  if (done === 'overlaps')
    return fail(400, { values, errors: { date: m.duty_problem_overlaps() } });
  if (done === 'over') return fail(400, { values, errors: { date: m.duty_problem_over() } });
  redirect(303, weekHref(event, values.date, done));
}

export const weekHref = (event: RequestEvent, date: string, done: string): string =>
  `${localizeHref(`/staff/roster/${event.params['window']}`)}?${new URLSearchParams({ week: date, done })}`;
