/** What a town's leaflet of a month says: its dates, places, talks, desk and lines, as much as the paper holds. */
import type { Area } from '#areas';
import { areasNear } from '#areas/server';
import { m } from '#paraglide/messages';
import { getLocale } from '#paraglide/runtime';
import { now } from '#platform/clock';
import type { Month } from '#platform/month';
import type { LocalDate } from '#platform/tokyo';
import { describeRule, type OccurrenceRow } from '#schedule';
import { listOccurrences, placesOpen, searchOccurrences, type OpenPlace } from '#schedule/server';
import { formatMoment } from '#ui';
import { neverCloses } from '#windows';
import { linesNow } from '#windows/server';
import { deskBlock, placeBlock, talkBlock, type PlaceSaid, type TalkSaid } from './blocks.ts';
import { desksFor } from './desks.server.ts';
import { spanOf } from './month.ts';
import { fitting, inColumn, roomAbove } from './sheet.ts';

const RULES_SAID = 2;
/** In large type the leaflet takes more than one sheet, but not as many as there are dates. */
const LARGE_ROOM = 130;

interface Edition {
  month: Month;
  today: LocalDate;
  large: boolean;
  district: string | undefined;
}

export async function leafletOf(area: Area, { month, today, large, district }: Edition) {
  const { codes } = await areasNear(area.code5);
  const within = { areas: codes, prefCode: area.prefCode };
  const [dates, open, talks, { desks, reason, asksDistrict }, lines] = await Promise.all([
    datesOf(area, { ...within, ...spanOf(month, today) }),
    placesOpen(within),
    talksOf({ ...within, ...spanOf(month, today) }),
    desksFor(area, district),
    linesNow(now(), area.prefCode),
  ]);
  const places = inColumn(nearestFirst(open, area.code5).map(placeSaid), placeBlock);
  const right = inColumn(desks, deskBlock);
  const left = [...places.map(placeBlock), ...talks.map(talkBlock)];
  const room = large
    ? LARGE_ROOM
    : roomAbove(left, [...right.map(deskBlock), { heading: false, lines: reason }]);
  return {
    ...fitting(dates.rows, { code5: area.code5, total: dates.total, room }),
    places,
    talks,
    desks: right,
    reason,
    asksDistrict,
    night: lines.open.find(
      (line) =>
        line.topic === 'anyone' && line.methods.includes('phone') && neverCloses(line.hours),
    ),
    emergency: lines.emergency,
  };
}

interface Within {
  areas: string[];
  prefCode: string;
  from: LocalDate;
  days: number;
}

/** In person around the town and online, which may be one list too long for a page of the search. */
async function datesOf(area: Area, within: Within) {
  const kinds = ['family', 'person', 'together', 'lecture'] as const;
  const all = await searchOccurrences({ ...within, kinds: [...kinds] });
  const here = await listOccurrences({ ...within, kinds: [...kinds], online: false });
  const rows = [...here, ...all.days.flatMap((day) => day.rows)];
  const once = new Map(rows.map((row) => [row.id, row]));
  return {
    rows: [...once.values()].map((row) => ({ ...row, where: whereOf(row, area) })),
    total: all.total,
  };
}

/** The room; before it the town, where it is another one. */
function whereOf(row: OccurrenceRow, here: Area): string {
  if (row.format === 'online') return '';
  const where = [row.code5 === here.code5 ? '' : row.area, row.placeName].filter(Boolean).join(' ');
  return row.usualPlace === null ? where : m.leaflet_where_once({ where });
}

const nearestFirst = (places: OpenPlace[], code5: string): OpenPlace[] => [
  ...places.filter(({ opening }) => opening.code5 === code5),
  ...places.filter(({ opening }) => opening.code5 !== code5),
];

function placeSaid({ opening, rules, visits }: OpenPlace): PlaceSaid {
  const { title, area, placeName, usualPlace } = opening;
  const there = [area, placeName].filter(Boolean).join(' ');
  const once = [formatMoment(opening.startsAt)];
  if (visits) return { title, hours: once, where: m.leaflet_where_once({ where: there }) };
  const hours = rules.slice(0, RULES_SAID).map((rule) => describeRule(rule, getLocale()));
  return { title, hours: hours.length > 0 ? hours : once, where: usualPlace ?? there };
}

const TALKS_SAID = 2;

async function talksOf(within: Within): Promise<TalkSaid[]> {
  const talks = await listOccurrences({ ...within, kinds: ['peer'] });
  const rows = talks.filter(({ state }) => state === 'scheduled');
  const firsts = new Map(rows.toReversed().map((row) => [row.seriesId, row]));
  return [...firsts.values()]
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .slice(0, TALKS_SAID)
    .map(({ title, startsAt }) => ({
      title,
      text: m.leaflet_talk_from({ date: formatMoment(startsAt) }),
    }));
}
