/** A person's coming sign-ups as their page shows them: of a series that they come to whole, the next date and a list. */
import type { Receipt } from '../index.ts';

export interface WholeSeries<R extends Receipt = Receipt> {
  seriesId: string;
  title: string;
  /** Its dates belong together; else the person comes every time until they stop. */
  together: boolean;
  dates: R[];
}

export interface Mine<R extends Receipt> {
  coming: R[];
  series: WholeSeries<R>[];
}

/** `coming` is in order, the next first. */
export function bySeries<R extends Receipt>(
  coming: R[],
  standings: { seriesId: string; title: string }[],
): Mine<R> {
  const dates = Map.groupBy(coming, ({ occurrence }) => occurrence.seriesId as string);
  const together = [...dates]
    .filter(([, [first, ...others]]) => first?.together && others.length > 0)
    .map(([seriesId, of]) => ({ seriesId, title: of[0]?.occurrence.title ?? '', together: true }));
  const every = standings.map(({ seriesId, title }) => ({ seriesId, title, together: false }));
  const series = [...every, ...together].map((one) => ({
    ...one,
    dates: dates.get(one.seriesId) ?? [],
  }));
  const listed = new Set(series.flatMap((one) => one.dates.slice(1)));
  return { coming: coming.filter((receipt) => !listed.has(receipt)), series };
}
