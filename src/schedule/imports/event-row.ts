/** What a row of an event list means: taken as it is, taken with repairs that have names, or refused for a reason that has one. */
import type { Register, Town } from '#areas';
import type { Sheet, SheetRow } from '#platform/sheets';
import type { LocalDate } from '#platform/tokyo';
import { plain } from '#platform/written';
import { wordsToAvoid } from '../words-to-avoid.ts';
import { eventColumns, standsBeyond, type EventCells } from './columns.ts';
import { readPlace } from './event-place.ts';
import {
  audienceOf,
  capacityOf,
  feeOf,
  formatOf,
  kindOf,
  lineWithin,
  summaryOf,
  within,
} from './event-words.ts';
import { readWhen } from './event-when.ts';
import type { ImportedEvent } from './imported-event.ts';
import type { Outcome, Refusal, Repair } from './reasons.ts';

export interface Reading {
  register: Register;
  /** Where the importing organisation is: for rows that do not say where. */
  home: Town | null;
  /** The organisation's own page: for addresses that leave their beginning out. */
  siteUrl: string | null;
  /** Null reads a list as it stands, without asking what is over. */
  today: LocalDate | null;
}

export interface ReadRow {
  line: number;
  cells: string[];
  outcome: Outcome;
  repairs: Repair[];
  refusals: Refusal[];
  /** Words to avoid, pointed out. */
  words: string[];
  /** Town code and number, where the list has them once only. */
  number: string | null;
  /** Null when refused. */
  event: ImportedEvent | null;
}

/** Every row in its order, none left out; undefined for a table that is no list of events. */
export function readEvents(sheet: Sheet, reading: Reading): Iterable<ReadRow> | undefined {
  const cellsOf = eventColumns(sheet.heads);
  if (!cellsOf) return undefined;
  const times = new Map<string, number>();
  for (const row of sheet.rows) {
    const number = numberOf(cellsOf(row));
    if (number) times.set(number, (times.get(number) ?? 0) + 1);
  }
  return eachOf(sheet, (row) => readRow(row, cellsOf(row), sheet.heads, times, reading));
}

function* eachOf(sheet: Sheet, read: (row: SheetRow) => ReadRow): Generator<ReadRow> {
  for (const row of sheet.rows) yield read(row);
}

const numberOf = (cells: EventCells): string | null =>
  cells('number') ? `${plain(cells('code')).trim()}:${plain(cells('number')).trim()}` : null;

function readRow(
  row: SheetRow,
  cells: EventCells,
  heads: string[],
  times: Map<string, number>,
  reading: Reading,
): ReadRow {
  const repairs = new Set<Repair>();
  const number = numberOf(cells);
  if (number === null) repairs.add('number_missing');
  const repeated = number !== null && (times.get(number) ?? 0) > 1;
  if (repeated) repairs.add('number_repeated');
  const event = standsBeyond(heads, row)
    ? 'cells_beyond_heads'
    : readEvent(cells, reading, repairs);
  const refused = typeof event === 'string';
  return {
    line: row.line,
    cells: row.cells,
    outcome: refused ? 'refused' : repairs.size > 0 ? 'repaired' : 'accepted',
    repairs: refused ? [] : [...repairs],
    refusals: refused ? [event] : [],
    words: wordsToAvoid(cells('title') + cells('outline') + cells('description')),
    number: repeated ? null : number,
    event: refused ? null : event,
  };
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
