import { type Database } from '#platform/db';
import { instantOf, localDate } from '#platform/tokyo';
import { openDaysOf } from '#windows/server';
import { answerDay } from './answer-by.ts';
import { windowIdsOf, type RouteStage } from './route.ts';
import { takingLetters } from './windows-kept-queries.server.ts';

/** The end of the day by which what is written now is answered at one of these windows; undefined where nobody writes back. */
export async function answerBy(
  database: Database,
  windowIds: string[],
  at: Date,
): Promise<Date | undefined> {
  const taking = await takingLetters(database, windowIds);
  if (taking.size === 0) return undefined;
  const open = await openDaysOf([...taking], at, database);
  const [soonest = ''] = open.map((days) => answerDay(days, localDate(at))).sort();
  return endOf(soonest);
}

/** The same for words that are kept in any case: somebody may come to answer them. */
export const answerAlong = async (
  database: Database,
  route: RouteStage[],
  at: Date,
): Promise<Date> =>
  (await answerBy(database, windowIdsOf(route), at)) ?? endOf(answerDay([], localDate(at)));

const endOf = (day: string): Date => instantOf(day, '23:59');
