/** The first sheet with heads of an .xlsx workbook, unpacked and read in a thread of its own. */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { unpackedSize } from './archive.ts';
import { gatherSheet } from './gather-sheet.ts';
import {
  looksLikeHeads,
  MOST_COLUMNS,
  MOST_ROWS,
  type Sheet,
  type SheetRefusal,
  type SheetRow,
} from './sheet.ts';

const MOST_UNPACKED = 200 * 1024 * 1024;
const PATIENCE_MS = 60_000;
const MEMORY_MB = 1_024;

type Cell = string | boolean | null;

/** An empty row costs as much room as so many cells. */
const CELLS_OF_A_ROW = 32;
/** XFD, in Excel: no sheet has more. */
const LAST_COLUMN = 16_384;
/** More than the largest list that is taken. */
const MOST_CELLS = MOST_ROWS * (MOST_COLUMNS + 3 * CELLS_OF_A_ROW);

/**
 * The thread's own program. It is a text because the built server has no file of it to start. Dates come out as ISO:
 * Excel counts days from 1899-12-30, so what lies before 1901 is a time of day. The reader fills every gap in a sheet with
 * empty rows and cells: a word in row 4,000,000,000 would cost all memory there is, so what it fills in is counted.
 */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const { default: readWorkbook } = require(workerData.reader);
const written = (cell) => {
  if (!(cell instanceof Date)) return cell;
  const minutes = Math.round(cell.getTime() / 60000);
  const text = new Date(minutes * 60000).toISOString();
  if (cell.getUTCFullYear() > 1900) return text.slice(0, text.includes('T00:00') ? 10 : 16).replace('T', ' ');
  const since = minutes - Date.UTC(1899, 11, 30) / 60000;
  const part = (n) => String(n).padStart(2, '0');
  return part(Math.floor(since / 60)) + ':' + part(since % 60);
};
const push = Array.prototype.push;
let room = ${MOST_CELLS};
Array.prototype.push = function (item) {
  room -= Array.isArray(item) ? ${CELLS_OF_A_ROW} : 1;
  if (item === null && this.length > ${LAST_COLUMN}) room = -1;
  if (room < 0) throw new Error('out of room');
  return push.apply(this, arguments);
};
readWorkbook(workerData.bytes, { parseNumber: (digits) => digits }).then((sheets) => {
  const queue = sheets.map(({ data }) => data.map((row) => row.slice(0, ${MOST_COLUMNS} + 1).map(written)));
  parentPort.on('message', ({ sheet, from, to }) => parentPort.postMessage(queue[sheet]?.slice(from, to) ?? null));
  parentPort.postMessage('ready');
}, (error) => {
  if (room >= 0) throw error;
  parentPort.postMessage('too_far_out');
});
`;

export async function readWorkbook(bytes: Uint8Array): Promise<Sheet | SheetRefusal> {
  const size = unpackedSize(bytes);
  if (size === undefined) return { refused: 'not_a_sheet' };
  if (size > MOST_UNPACKED) return { refused: 'unpacks_too_large' };
  const thread = startThread(bytes);
  try {
    if ((await thread.answer) === 'too_far_out') return { refused: 'too_far_out' };
    return await firstWithHeads(thread);
  } catch {
    return { refused: 'not_a_sheet' };
  } finally {
    await thread.end();
  }
}

interface Thread {
  answer: Promise<unknown>;
  ask(question: { sheet: number; from: number; to: number }): Promise<Cell[][] | null>;
  end(): Promise<void>;
}

function startThread(bytes: Uint8Array): Thread {
  const reader = createRequire(import.meta.url).resolve('read-excel-file/universal');
  const copy = new Uint8Array(bytes).buffer;
  const worker = new Worker(PROGRAM, {
    eval: true,
    workerData: { reader, bytes: copy },
    transferList: [copy],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const timer = setTimeout(() => void worker.terminate(), PATIENCE_MS);
  const next = () =>
    new Promise((resolve, reject) => {
      worker.removeAllListeners().once('message', resolve).once('error', reject);
      worker.once('exit', () => reject(new Error('the thread that reads a workbook has ended')));
    });
  return {
    answer: next(),
    ask(question) {
      const answer = next() as Promise<Cell[][] | null>; // What the program above posts.
      worker.postMessage(question);
      return answer;
    },
    async end() {
      clearTimeout(timer);
      worker.removeAllListeners();
      await worker.terminate();
    },
  };
}

const AT_ONCE = 500;

async function firstWithHeads(thread: Thread): Promise<Sheet | SheetRefusal> {
  for (let sheet = 0; ; sheet += 1) {
    const first = await thread.ask({ sheet, from: 0, to: AT_ONCE });
    if (first === null) return { refused: 'no_heads' };
    if (first.some((cells) => looksLikeHeads(cells.map(textOf))))
      return gatherSheet({ encoding: 'xlsx', separator: null }, rowsOf(thread, sheet));
  }
}

async function* rowsOf(thread: Thread, sheet: number): AsyncGenerator<SheetRow> {
  for (let from = 0; ; from += AT_ONCE) {
    const some = (await thread.ask({ sheet, from, to: from + AT_ONCE })) ?? [];
    for (const [at, cells] of some.entries())
      yield { line: from + at + 1, cells: cells.map(textOf) };
    if (some.length < AT_ONCE) return;
  }
}

const textOf = (cell: Cell): string => (cell === null ? '' : String(cell));
