/** What fits on one sheet of A4: widths and lines are reckoned, for only the printer sees the paper. */
import type { OccurrenceRow } from '#schedule';

/** Millimetres of the sheet without its head, night lines and wallet cards, and what its parts take of it. */
const BODY = 154;
const HEADING = 11;
const LINE = 5.9;
const ROW = 8.9;
const ROW_LINE = 5.3;
const MORE = 6.5;
const BELOW_AT_MOST = 84;
/** Full-width characters on a line. */
const TITLE_CHARACTERS = 17;
const PLACE_CHARACTERS = 14;
const COLUMN_CHARACTERS = 19;
/** A title may end in …; where it is, that it is there this once, and that it is online as well, may not. */
const TITLE_LINES = 2;
const PLACE_LINES = 5;

const NARROW = /[\u0000-\u00ff\uff61-\uff9f]/;

const linesOf = (text: string, perLine: number): number => {
  const width = [...text].reduce((sum, one) => sum + (NARROW.test(one) ? 0.58 : 1), 0);
  return Math.max(1, Math.ceil(width / perLine));
};

/** A thing below the dates: its lines of text, with a heading of its own or under the one before it. */
export interface Block {
  heading: boolean;
  lines: string[];
}

const heightOfBlock = ({ heading, lines }: Block): number =>
  (heading ? HEADING : 0) +
  lines.filter(Boolean).reduce((sum, line) => sum + linesOf(line, COLUMN_CHARACTERS) * LINE, 0) +
  LINE / 2;

const heightOfBlocks = (blocks: Block[]): number =>
  blocks.reduce((sum, block) => sum + heightOfBlock(block), 0);

/** As many as a column takes; the first stands always. */
export function inColumn<Item>(items: Item[], blockOf: (item: Item, at: number) => Block): Item[] {
  const blocks = items.map(blockOf);
  return items.filter(
    (_, at) => at === 0 || heightOfBlocks(blocks.slice(0, at + 1)) <= BELOW_AT_MOST,
  );
}

/** Millimetres left for rows of dates above these two columns. */
export const roomAbove = (left: Block[], right: Block[]): number =>
  BODY - Math.max(heightOfBlocks(left), heightOfBlocks(right));

export type SheetRow = Pick<
  OccurrenceRow,
  'seriesId' | 'title' | 'startsAt' | 'format' | 'code5' | 'state'
> & { where: string };

/** Those nearest to the town, of every meeting one before a second of any; `more` for what the paper does not hold. */
export function fitting<Row extends SheetRow>(
  rows: Row[],
  { code5, room, total }: { code5: string; room: number; total: number },
): { rows: Row[]; more: number } {
  const wanted = inOrderOfNeed(rows, code5);
  const all = total === wanted.length && heightOf(wanted) <= room;
  const shown = all ? wanted : upTo(wanted, room - MORE);
  return {
    rows: shown.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime()),
    more: total - shown.length,
  };
}

function inOrderOfNeed<Row extends SheetRow>(rows: Row[], code5: string): Row[] {
  const turns = new Map<string, number>();
  return rows
    .map((row) => {
      const turn = turns.get(row.seriesId) ?? 0;
      turns.set(row.seriesId, turn + 1);
      return { row, turn, distance: distanceOf(row, code5) };
    })
    .sort((a, b) => a.turn - b.turn || a.distance - b.distance)
    .map(({ row }) => row);
}

/** In the town, elsewhere in person, online; what is cancelled stands back for what takes place. */
function distanceOf({ code5, format, state }: SheetRow, here: string): number {
  if (state === 'cancelled') return 3;
  if (format === 'online') return 2;
  return code5 === here ? 0 : 1;
}

function upTo<Row extends SheetRow>(rows: Row[], room: number): Row[] {
  const after = rows.findIndex((_, at) => heightOf(rows.slice(0, at + 1)) > room);
  return after === -1 ? rows : rows.slice(0, after);
}

const heightOf = (rows: SheetRow[]): number =>
  rows.reduce((sum, { title, where, format }) => {
    const lines = Math.max(
      Math.min(linesOf(title, TITLE_CHARACTERS), TITLE_LINES),
      Math.min(linesOf(WAYS[format] + where, PLACE_CHARACTERS), PLACE_LINES),
    );
    return sum + ROW + (lines - 1) * ROW_LINE;
  }, 0);

/** As wide as what stands before and behind the room. */
const WAYS = { onsite: '● ', online: '○ オンライン', hybrid: '● ○ オンライン ' };
