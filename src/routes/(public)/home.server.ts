import { staffedWindows } from '#duty/server';
import { now } from '#platform/clock';
import { log } from '#platform/log';
import { addDays, localDate, type LocalDate } from '#platform/tokyo';
import type { OccurrenceRow } from '#schedule';
import { findOccurrence, searchOccurrences, type SearchResult } from '#schedule/server';
import { townsWithWindows } from '#windows/server';
import type { Home, Host, Staffed } from './home.ts';

const ROWS = 6;
const HOSTS = 2;
/** Some hosts hold several series, and not each has a message. */
const SERIES_ASKED = 8;

/** The first page as it stands now; what cannot be read is left out, the page itself always comes. */
export async function homeNow(): Promise<Home> {
  const at = now();
  const [staffed, week] = await Promise.all([
    readable(staffedNow(), null),
    readable(searchOccurrences({ days: 7 }), null),
  ]);
  const rows = week?.days.flatMap((day) => day.rows) ?? [];
  const soon = soonOf(rows, at);
  return {
    at,
    staffed,
    counts: week && countsOf(week, localDate(at)),
    soon,
    hosts: await readable(hostsOf([...soon, ...rows]), []),
  };
}

async function readable<T>(answer: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    log.warn({ err: error }, 'a part of the first page could not be read');
    return otherwise;
  }
}

async function staffedNow(): Promise<Staffed> {
  const [staffed, towns] = await Promise.all([staffedWindows(), townsWithWindows()]);
  const lit = new Set(staffed.map((window) => window.code5));
  const longest = staffed.toSorted((a, b) => b.until.getTime() - a.until.getTime())[0];
  return {
    count: staffed.length,
    example: longest ? { name: longest.name, until: longest.until } : null,
    lamps: towns.map((code5) => ({ code5, lit: lit.has(code5) })),
  };
}

function countsOf(week: SearchResult, today: LocalDate): NonNullable<Home['counts']> {
  const placesOn = (date: LocalDate) =>
    week.overview.find((day) => day.date === date)?.categories.place ?? 0;
  const gatherings = (days: SearchResult['overview']) =>
    days.reduce((sum, day) => sum + day.total - (day.categories.place ?? 0), 0);
  return {
    today: gatherings(week.overview.filter((day) => day.date === today)),
    week: gatherings(week.overview),
    placesToday: placesOn(today),
    placesTomorrow: placesOn(addDays(today, 1)),
  };
}

/** Tonight and tomorrow, what is still to come; on quiet days whatever comes next. */
function soonOf(rows: OccurrenceRow[], at: Date): OccurrenceRow[] {
  const coming = rows.filter((row) => row.endsAt > at && row.state === 'scheduled');
  const tomorrow = addDays(localDate(at), 1);
  const near = coming.filter((row) => row.date <= tomorrow);
  return onePerSeries(near.length > 0 ? near : coming).slice(0, ROWS);
}

/** The slots of one evening would crowd out everything else. */
const onePerSeries = (rows: OccurrenceRow[]): OccurrenceRow[] =>
  rows.filter(
    (row, index) =>
      index ===
      rows.findIndex((first) => first.seriesId === row.seriesId && first.date === row.date),
  );

async function hostsOf(rows: OccurrenceRow[]): Promise<Host[]> {
  const hosted = new Map(rows.filter((row) => row.hostName).map((row) => [row.seriesId, row]));
  const details = await Promise.all(
    [...hosted.values()].slice(0, SERIES_ASKED).map((row) => findOccurrence(row.id)),
  );
  const speaking = details
    .filter((detail) => detail !== undefined)
    .filter((detail) => detail.hostMessage !== '');
  return [...new Map(speaking.map((detail) => [detail.hostName, detail])).values()]
    .map((detail) => ({
      name: detail.hostName,
      // Who listens alone says of themselves what they wish; what others wrote of them does not stand beside it.
      role: detail.kind === 'peer_consultation' ? '' : detail.hostRole,
      organisation: detail.organisation,
      message: detail.hostMessage,
      drawing: detail.consultation?.face ?? undefined,
    }))
    .slice(0, HOSTS);
}
