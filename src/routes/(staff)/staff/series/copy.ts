/** A new series like one that is there: its dates that have passed stay behind, and whatever belongs to the old one alone. */
import type { LocalDate } from '#platform/tokyo';
import type { RuleForm } from './rule-form.ts';
import type { SeriesForm } from './series-form.ts';

export const copyOf = (form: SeriesForm, today: LocalDate): SeriesForm => ({
  ...form,
  rules: form.rules.map((rule) => withoutPast(rule, today)),
});

/** A rhythm begins today at the earliest; an end that has passed is no end; single days that have passed go. */
function withoutPast(rule: RuleForm, today: LocalDate): RuleForm {
  const from = rule.from >= today ? rule.from : rule.repeats === 'once' ? '' : today;
  return {
    ...rule,
    from,
    until: rule.until >= today ? rule.until : '',
    dates: rule.dates
      .split('\n')
      .filter((date) => date >= today)
      .join('\n'),
  };
}
