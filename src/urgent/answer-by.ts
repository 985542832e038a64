import { days, later } from '#platform/clock';
import { addDays, instantOf, localDate } from '#platform/tokyo';
import { REPLY_KEPT_DAYS } from './promises.ts';

/** Within how many days words that were left are answered; the page says so. */
export const ANSWER_WITHIN_DAYS = 3;

/** The end of the day by which what is written now is answered. */
export const answerBy = (at: Date): Date =>
  instantOf(addDays(localDate(at), ANSWER_WITHIN_DAYS), '23:59');

/** Where a contact stands whose words wait for their answer. */
export const waitsForAnswer = (at: Date) => ({
  state: 'message' as const,
  ...{ stage_due_at: null, lost_at: null, reminded_at: null },
  ...{ answer_by: answerBy(at), due_at: answerBy(at) },
});

/** What is forgotten of the waiting once it is over. */
export const WAITS_NO_MORE = { answer_by: null, reminded_at: null };

/** Where it stands once a window has written back. */
export const waitsForReader = (at: Date) => ({
  ...{ ...WAITS_NO_MORE, state: 'answered' as const },
  ...{ stage_due_at: null, lost_at: null, due_at: later(at, days(REPLY_KEPT_DAYS)) },
});
