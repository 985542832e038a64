/** What a row of a list of desks means. */
import {
  comparable,
  rowRead,
  standsBeyond,
  timesOf,
  townOf,
  townOfCode,
  type ReadRow,
  type Reading,
  type Refusal,
  type Repair,
} from '#imports';
import type { Town } from '#areas';
import { isId } from '#platform/id';
import { readableText } from '#platform/text';
import { eachRow, type Sheet, type SheetRow } from '#platform/sheets';
import { isInvented } from '../exports/window-list.ts';
import { windowColumns, type Field, type WindowCells, type WindowColumns } from './columns.ts';
import type { ImportedWindow, KnownWindow } from './imported-window.ts';
import { readFacts } from './window-facts.ts';

export interface WindowReading extends Reading {
  /** Desks that the sender keeps. */
  known: KnownWindow[];
  /** An organisation that nobody sees has no desks that anybody sees. */
  hidden: boolean;
  wordsToAvoid: (text: string) => string[];
}

/** Every row in its order, none left out; undefined for a table that is no list of desks. */
export function readWindows(
  sheet: Sheet,
  reading: WindowReading,
): Iterable<ReadRow<ImportedWindow>> | undefined {
  const columns = windowColumns(sheet.heads);
  if (!columns) return undefined;
  const names = timesOf(sheet.rows.map((row) => nameOf(columns.cellsOf(row), columns, reading)));
  const known = {
    byId: new Map(reading.known.map((one) => [one.id, one])),
    byName: onlyOnes(reading.known),
  };
  return eachRow(sheet, (row) => readRow(row, { sheet, columns, names, known, reading }));
}

interface List {
  sheet: Sheet;
  columns: WindowColumns;
  names: Map<string, number>;
  known: { byId: Map<string, KnownWindow>; byName: Map<string, KnownWindow> };
  reading: WindowReading;
}

/** By place and name, where only one has that name there. */
function onlyOnes(known: KnownWindow[]): Map<string, KnownWindow> {
  const keys = known.map((one) => keyOf(one, one.name));
  const times = timesOf(keys);
  return new Map(
    known.flatMap((one, at) => {
      const key = keys[at] ?? '';
      return times.get(key) === 1 ? [[key, one] as const] : [];
    }),
  );
}

const keyOf = (
  { code5, prefCode }: { code5: string | null; prefCode: string | null },
  name: string,
): string => `${code5 ?? prefCode ?? ''}:${comparable(name)}`;

/** As the identity says it: a ward's desk is one of its city. */
function nameOf(cells: WindowCells, columns: WindowColumns, reading: WindowReading): string {
  const town = placeOf(cells, { columns, reading }, new Set());
  return keyOf(town ?? { code5: null, prefCode: null }, cells('name'));
}

function readRow(row: SheetRow, list: List): ReadRow<ImportedWindow> {
  const { columns, sheet, names, reading } = list;
  const cells = columns.cellsOf(row);
  const repairs = new Set<Repair>();
  const repeated = (names.get(nameOf(cells, columns, reading)) ?? 0) > 1;
  const item = standsBeyond(sheet.heads, row)
    ? 'cells_beyond_heads'
    : readWindow(row, cells, repeated ? { ...list, known: idsOf(list) } : list, repairs);
  if (repeated && !isId(idIn(cells))) repairs.add('name_repeated');
  const words = cells('name') + cells('target') + cells('receives') + cells('note');
  return rowRead<ImportedWindow>(row, {
    item,
    repairs,
    words: reading.wordsToAvoid(words),
    numbers: typeof item === 'string' ? [] : numbersOf(item, cells, repeated),
    together: () => null,
  });
}

const idIn = (cells: WindowCells): string => cells('id').toLowerCase();

/** Which of two rows of one name is the desk of that name, nobody knows. */
const idsOf = ({ known }: List): List['known'] => ({ ...known, byName: new Map() });

function numbersOf(
  { given, windowId, byId }: ImportedWindow,
  cells: WindowCells,
  repeated: boolean,
): string[] {
  if (byId) return [`id:${windowId ?? ''}`];
  const { prefCode = null, code5 = null } = given;
  return repeated ? [] : [keyOf({ prefCode, code5 }, cells('name'))];
}

function readWindow(
  row: SheetRow,
  cells: WindowCells,
  list: List,
  repairs: Set<Repair>,
): ImportedWindow | Refusal {
  const { columns, known, reading, sheet } = list;
  if (reading.hidden) return 'not_public';
  if (!cells('name')) return 'name_missing';
  const byId = isId(idIn(cells));
  const named = byId ? known.byId.get(idIn(cells)) : undefined;
  if (byId && !named) return 'window_unknown';
  const town = placeOf(cells, list, repairs);
  if (!town && !named) return 'window_place_unknown';
  const found = named ?? (town && known.byName.get(keyOf(town, cells('name'))));
  const refusal = found ? undefined : refusalOf(cells, columns, repairs);
  if (refusal) return refusal;
  const isOwnWord = (field: Field): boolean =>
    found !== undefined && isOurs(row, field, found, { heads: sheet.heads, columns });
  const { register, siteUrl } = reading;
  // One for the whole country is nowhere, and its list says so as we do.
  const place = town ?? { prefCode: named?.prefCode ?? '', code5: named?.code5 ?? null };
  const facts = readFacts({ cells, columns, town: place, register, siteUrl, repairs }, isOwnWord);
  noteCheck(cells, isOwnWord, repairs);
  // Five digits are all that this head promises.
  if (sheet.heads.includes('code5')) repairs.delete('code_without_check_digit');
  if (facts.changed.length === 0) repairs.clear();
  const readOn = columns.has('sourceDate') ? null : reading.today;
  return { windowId: found?.id ?? null, byId, ...facts, readOn };
}

function placeOf(
  cells: WindowCells,
  { columns, reading }: Pick<List, 'columns' | 'reading'>,
  repairs: Set<Repair>,
): Town | undefined {
  const { register, home } = reading;
  const coded = withServedCode(cells);
  const isOfPrefecture = townOfCode(coded('code'), register, new Set())?.code5 === null;
  // A prefecture's centre is a house in some town, and no desk of that town.
  const placed = isOfPrefecture && !columns.facilities ? withoutAddress(coded) : coded;
  return townOf(placed, register, home, repairs);
}

const withoutAddress =
  (cells: WindowCells): WindowCells =>
  (field) =>
    field === 'address' || field === 'street' || field === 'block' ? '' : cells(field);

/** A desk that only says whom it serves is where the first of those is. */
const withServedCode =
  (cells: WindowCells): WindowCells =>
  (field) =>
    field === 'code'
      ? cells('servedCodes').split(/[;、,]/u).length === 1 && cells('servedCodes')
        ? cells('servedCodes')
        : cells('code')
      : cells(field);

const CONSULTS =
  /保健所|保健センター|保健ステーション|保健福祉|福祉事務所|社会福祉協議会|相談|支援センター/u;

/** A list of all facilities of a town holds halls and homes too: what does not say that it is consulted is no desk. */
function refusalOf(
  cells: WindowCells,
  { facilities }: WindowColumns,
  repairs: Set<Repair>,
): Refusal | undefined {
  if (isInvented(cells('note'))) return 'invented';
  if (!facilities) return undefined;
  if (!CONSULTS.test(cells('name') + cells('receives'))) return 'no_consultation';
  repairs.add('facility');
  return undefined;
}

/** Whether all that stands under the heads of a field is what we write there ourselves. */
function isOurs(
  { cells }: SheetRow,
  field: Field,
  { ownWords }: KnownWindow,
  { heads, columns }: { heads: string[]; columns: WindowColumns },
): boolean {
  return heads.every(
    (head, at) =>
      columns.fieldOf(head) !== field || ownWords.get(head) === readableText(cells[at] ?? ''),
  );
}

/** Nobody is believed to have checked here what another list says was checked. */
function noteCheck(
  cells: WindowCells,
  isOwnWord: (field: Field) => boolean,
  repairs: Set<Repair>,
): void {
  const said = cells('checked');
  if (said && said !== '未確認' && !isOwnWord('checked')) repairs.add('check_left_out');
}
