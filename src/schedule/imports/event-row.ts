/** What a row of an event list means. */
import {
  comparable,
  lineWithin,
  rowRead,
  standsBeyond,
  timesOf,
  within,
  type Reading,
  type ReadRow,
  type Refusal,
  type Repair,
} from '#imports';
import { eachRow, type Sheet, type SheetRow } from '#platform/sheets';
import { wordsToAvoid } from '../words-to-avoid.ts';
import { eventColumns, type EventCells } from './columns.ts';
import { readPlace } from './event-place.ts';
import { audienceOf, capacityOf, feeOf, formatOf, kindOf, summaryOf } from './event-words.ts';
import { readWhen } from './event-when.ts';
import type { ImportedEvent } from './imported-event.ts';
import { sameEventKey } from './series-of-events.ts';

/** Every row in its order, none left out; undefined for a table that is no list of events. */
export function readEvents(
  sheet: Sheet,
  reading: Reading,
): Iterable<ReadRow<ImportedEvent>> | undefined {
  const cellsOf = eventColumns(sheet.heads);
  if (!cellsOf) return undefined;
  const times = timesOf(sheet.rows.flatMap((row) => numberOf(cellsOf(row)) ?? []));
  return eachRow(sheet, (row) => readRow(row, cellsOf(row), sheet.heads, times, reading));
}

const numberOf = (cells: EventCells): string | null =>
  cells('number') ? `${comparable(cells('code'))}:${comparable(cells('number'))}` : null;

/** Some towns begin at 1 again each year: the same number is the same event only where its name or its day is the same too. */
const numbersOf = (number: string, cells: EventCells): string[] => [
  `${number}:${comparable(cells('title'))}`,
  `${number}:${comparable(cells('startDate') || cells('when'))}`,
];

function readRow(
  row: SheetRow,
  cells: EventCells,
  heads: string[],
  times: Map<string, number>,
  reading: Reading,
): ReadRow<ImportedEvent> {
  const repairs = new Set<Repair>();
  const number = numberOf(cells);
  if (number === null) repairs.add('number_missing');
  const repeated = number !== null && (times.get(number) ?? 0) > 1;
  if (repeated) repairs.add('number_repeated');
  return rowRead<ImportedEvent>(row, {
    item: standsBeyond(heads, row) ? 'cells_beyond_heads' : readEvent(cells, reading, repairs),
    repairs,
    words: wordsToAvoid(cells('title') + cells('outline') + cells('description')),
    numbers: number === null || repeated ? [] : numbersOf(number, cells),
    together: sameEventKey,
  });
}

function readEvent(
  cells: EventCells,
  { register, home, siteUrl, today }: Reading,
  repairs: Set<Repair>,
): ImportedEvent | Refusal {
  const title = lineWithin(100, cells('title'), repairs);
  if (!title) return 'title_missing';
  const when = readWhen(cells, today, repairs);
  if (typeof when === 'string') return when;
  const format = formatOf(cells);
  const place = readPlace(cells, register, format === 'online' ? null : home, repairs);
  if (!place && format !== 'online') return 'place_unknown';
  return {
    kind: kindOf(cells),
    title,
    summary: summaryOf(cells, siteUrl, repairs),
    audience: audienceOf(cells),
    format,
    prefCode: place?.prefCode ?? null,
    code5: place?.code5 ?? null,
    placeName: lineWithin(120, place?.placeName ?? '', repairs),
    placeAddress: lineWithin(200, place?.placeAddress ?? '', repairs),
    placeAccess: within(
      400,
      [cells('access'), cells('parking')].filter(Boolean).join('\n'),
      repairs,
    ),
    fee: feeOf(cells, repairs),
    hostName: lineWithin(80, cells('organiser'), repairs),
    capacity: capacityOf(cells, repairs),
    scheduleText: lineWithin(200, when.scheduleText, repairs),
    span: when.span,
  };
}
