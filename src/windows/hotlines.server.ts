import { db } from '#platform/db';
import { isHoliday } from '#platform/holidays';
import { localDate } from '#platform/tokyo';
import { isValidOn, reaches, type Hotline } from './hotline.ts';
import { allHotlines } from './hotline-queries.server.ts';
import { isOpenAt } from './hours.ts';

/** 119 and 110, and the lines known to be open at an instant, each in the order they are shown. */
export async function linesNow(
  at: Date,
  prefCode?: string,
): Promise<{ emergency: Hotline[]; open: Hotline[] }> {
  const all = await allHotlines(db);
  return {
    emergency: all.filter((line) => line.topic === 'emergency'),
    open: openAmong(all, at, prefCode),
  };
}

/** Lines of today that reach all of Japan or the prefecture and are known to be open; emergency numbers left out. */
export const openHotlines = async (at: Date, prefCode?: string): Promise<Hotline[]> =>
  openAmong(await allHotlines(db), at, prefCode);

const reachingAmong = (all: Hotline[], at: Date, prefCode?: string): Hotline[] =>
  all.filter(
    (line) =>
      line.topic !== 'emergency' && isValidOn(line, localDate(at)) && reaches(line, prefCode),
  );

const openAmong = (all: Hotline[], at: Date, prefCode?: string): Hotline[] =>
  reachingAmong(all, at, prefCode).filter((line) =>
    isOpenAt({ rules: line.hours ?? [], exceptions: [] }, at, isHoliday),
  );
