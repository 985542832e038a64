/** By when words that were left are answered: counted in the days on which their window is open. */
import { byDay } from '#notices';
import { days, later } from '#platform/clock';
import { addDays, type LocalDate } from '#platform/tokyo';
import { REPLY_KEPT_DAYS } from './promises.ts';

const OPEN_DAYS = 3;
const WITHIN_DAYS = 14;

/** The third open day after today; of a window that opens more rarely the last within a fortnight, else the next. */
export function answerDay(openDays: LocalDate[], today: LocalDate): LocalDate {
  const furthest = addDays(today, WITHIN_DAYS);
  const soon = openDays.filter((day) => day > today && day <= furthest);
  return soon.slice(0, OPEN_DAYS).at(-1) ?? openDays.find((day) => day > today) ?? furthest;
}

/** Where a contact stands whose words wait for their answer; whoever is told of it by day is told of nothing that was answered in the night. */
export const waitsForAnswer = (by: Date) => ({
  state: 'message' as const,
  ...{ stage_due_at: null, lost_at: null, reminded_at: null },
  ...{ answer_by: by, due_at: byDay(by) },
});

export const isLate = ({ answer_by: by }: { answer_by: Date | null }, at: Date): boolean =>
  by !== null && by <= at;

/** What is forgotten of the waiting once it is over. */
export const WAITS_NO_MORE = { answer_by: null, reminded_at: null };

/** Where it stands once a window has written back. */
export const waitsForReader = (at: Date) => ({
  ...{ ...WAITS_NO_MORE, state: 'answered' as const },
  ...{ stage_due_at: null, lost_at: null, due_at: later(at, days(REPLY_KEPT_DAYS)) },
});
