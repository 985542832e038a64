/** What rules would come to, while they are written. */
import { now } from '#platform/clock';
import { addDays, localDate, type LocalDate } from '#platform/tokyo';
import { planOf, type PlannedDate } from './dates.ts';
import { problemsOf, seriesInput, type Problems, type SeriesInput } from './input.ts';
import { DAYS_AHEAD } from './materialise.server.ts';
import { ruleOf, type Rule } from './rule.ts';

/** A date to come; `movedFrom` where a public holiday moves it. */
interface PreviewedDate {
  date: LocalDate;
  movedFrom: LocalDate | null;
}

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
