/** What an organisation has coming, and what a rule would come to before it is published. */
import type { OrganisationId } from '#accounts';
import { now } from '#platform/clock';
import { addDays, localDate, type LocalDate } from '#platform/tokyo';
import { planOf, type PlannedDate } from './dates.ts';
import { problemsOf, seriesInput, type Problems, type SeriesInput } from './input.ts';
import { DAYS_AHEAD } from './materialise.server.ts';
import type { OccurrenceRow } from './occurrence.ts';
import { listComingIds } from './occurrence-queries.server.ts';
import { linesOf } from './line-queries.server.ts';
import { listComingWith } from './taking-part-queries.server.ts';
import { ruleOf, type Rule } from './rule.ts';

/** Published occurrences of these organisations that are not over, the next ones first. */
export async function comingOf(
  organisations: OrganisationId[],
  { until, limit = 50 }: { until?: Date; limit?: number } = {},
): Promise<OccurrenceRow[]> {
  if (organisations.length === 0) return [];
  return linesOf(await listComingIds(organisations, { until, limit }), now());
}

/** A date to come; `movedFrom` where a public holiday moves it. */
export interface PreviewedDate {
  date: LocalDate;
  movedFrom: LocalDate | null;
}

/** Coming dates of other organisations in which this one takes part, by their word. */
export const comingWith = async (
  organisationId: OrganisationId,
  limit: number,
): Promise<OccurrenceRow[]> => linesOf(await listComingWith(organisationId, limit), now());

/** The rules as they would stand and their next dates, from today on. */
export function previewRules(
  rules: SeriesInput['rules'],
  most = 6,
): { rules: Rule[]; dates: PreviewedDate[] } | { problems: Problems } {
  const parsed = seriesInput.shape.rules.safeParse(rules);
  if (!parsed.success) return { problems: underRules(problemsOf(parsed.error)) };
  const read = parsed.data.map(ruleOf);
  const today = localDate(now());
  const dates = planOf(read, today, addDays(today, DAYS_AHEAD)).map(previewed);
  const oneADay = dates.filter(({ date }, at) => date !== dates[at - 1]?.date);
  return { rules: read, dates: oneADay.slice(0, most) };
}

function previewed({ originalStart, startsAt }: PlannedDate): PreviewedDate {
  const [date, original] = [localDate(startsAt), localDate(originalStart)];
  return { date, movedFrom: original === date ? null : original };
}

const underRules = (problems: Problems): Problems =>
  Object.fromEntries(Object.entries(problems).map(([path, key]) => [`rules.${path}`, key]));
