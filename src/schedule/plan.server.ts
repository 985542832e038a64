/** What an organisation has coming, and what a rule would come to before it is published. */
import type { OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { addDays, localDate, type LocalDate } from '#platform/tokyo';
import { datesOf } from './dates.ts';
import { problemsOf, seriesInput, type Problems, type SeriesInput } from './input.ts';
import type { OccurrenceRow } from './occurrence.ts';
import { listComingIds } from './occurrence-queries.server.ts';
import { linesOf } from './queries.server.ts';
import { ruleOf, type Rule } from './rule.ts';

/** Published occurrences of these organisations that are not over, the next ones first. */
export async function comingOf(
  organisations: OrganisationId[],
  { until, limit = 50 }: { until?: Date; limit?: number } = {},
): Promise<OccurrenceRow[]> {
  if (organisations.length === 0) return [];
  return linesOf(await listComingIds(organisations, { until, limit }), now());
}

/** The rules as they would stand and their next dates, from today on. */
export function previewRules(
  rules: SeriesInput['rules'],
  most = 6,
): { rules: Rule[]; dates: LocalDate[] } | { problems: Problems } {
  const parsed = seriesInput.shape.rules.safeParse(rules);
  if (!parsed.success) return { problems: underRules(problemsOf(parsed.error)) };
  const read = parsed.data.map(ruleOf);
  const today = localDate(now());
  const dates = read.flatMap((rule) => datesOf(rule, today, addDays(today, 400)));
  return { rules: read, dates: [...new Set(dates)].sort().slice(0, most) };
}

const underRules = (problems: Problems): Problems =>
  Object.fromEntries(Object.entries(problems).map(([path, key]) => [`rules.${path}`, key]));
