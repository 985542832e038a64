/** Finding among 200,000 dates, beside the barest honest SQL for the same question through `pg`. */
import { db, sql } from '#platform/db';
import { listOccurrences, searchOccurrences } from '#schedule/server';
import { openSearchFloor } from './floors/search.ts';
import { closedLoop } from './measure.ts';
import { compare, type Line } from './report.ts';
import { seedCalendar } from './seed.ts';

const CALLERS = 16;
const RUN_MS = 4_000;
const TOWNS_ASKED = 5;
/** A reader asks for a month of what is near. */
const DAYS = 31;

export async function benchSearch(databaseUrl: string): Promise<Line[]> {
  await seedCalendar();
  const towns = await allTowns();
  const floor = await openSearchFloor(databaseUrl);
  let turn = 0;
  const someTowns = () =>
    Array.from(
      { length: TOWNS_ASKED },
      (_, n) => towns[(turn++ * 613 + n * 7) % towns.length] ?? '',
    );
  const perSecond = async (act: () => Promise<unknown>) =>
    (await closedLoop(CALLERS, RUN_MS, async () => void (await act()))).perSecond;
  const line = (name: string, ask: () => Promise<unknown>, search: () => Promise<unknown>) =>
    compare({
      name,
      unit: 'searches per second',
      floor: () => perSecond(ask),
      ours: () => perSecond(search),
    });
  const lectures = (): Parameters<typeof searchOccurrences>[0] => ({
    areas: someTowns(),
    online: false,
    kinds: ['lecture'],
    days: DAYS,
  });
  const word = 'きょうだい';
  const counted = 'the same, with the counts beside the boxes';
  const lines = [
    await line(
      'the lectures of a month in five towns, of 200,000 dates',
      () => floor.near(someTowns(), DAYS),
      () => listOccurrences(lectures()),
    ),
    await line(
      counted,
      () => floor.nearCounted(someTowns(), DAYS),
      () => searchOccurrences(lectures()),
    ),
    await line(
      'a word in a week of the whole country, of 200,000 dates',
      () => floor.withWord(word, 7),
      () => listOccurrences({ text: word }),
    ),
    await line(
      counted,
      () => floor.withWordCounted(word, 7),
      () => searchOccurrences({ text: word }),
    ),
  ];
  await floor.close();
  return lines;
}

async function allTowns(): Promise<string[]> {
  const { rows } = await sql<{ code5: string }>`select code5 from areas order by code5`.execute(db);
  return rows.map(({ code5 }) => code5);
}
