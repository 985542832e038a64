/** Closed days as notices word them: 「祝日は休み」「祝日の場合は翌週」「年末年始休み」「8月休み」. */
import type { OnHoliday, Rule } from './rule.ts';

export type Closures = Pick<Rule, 'onHoliday' | 'closedAtYearEnd' | 'closedMonths'>;

export const closuresOf = (text: string): Closures => ({
  onHoliday: onHolidayOf(text),
  closedAtYearEnd: /年末年始/.test(text),
  closedMonths: [...text.matchAll(/(?<!\d)(\d{1,2})月は?(?:お?休み|休会|休止)/g)]
    .map(([, month]) => Number(month))
    .filter((month) => month >= 1 && month <= 12),
});

function onHolidayOf(text: string): OnHoliday {
  const [, word = ''] = /祝日の?(?:場合|とき|際)は?、?(前日|翌日|翌週)/.exec(text) ?? [];
  return MOVES.get(word) ?? (/祝.*休|平日/.test(text) ? 'skipped' : 'held');
}

const MOVES = new Map<string, OnHoliday>([
  ['前日', 'day_before'],
  ['翌日', 'day_after'],
  ['翌週', 'week_after'],
]);
