/** Rows of a text file, read a piece at a time. */
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { breathing } from '../breath.ts';
import { DECODERS, encodingOf } from './encoding.ts';
import { separatorOf } from './separator.ts';
import { unguarded } from './guarded.ts';
import { gatherSheet } from './gather-sheet.ts';
import {
  MOST_COLUMNS,
  type Separator,
  type Sheet,
  type SheetRefusal,
  type SheetRow,
} from './sheet.ts';

const PIECE = 65_536;

export async function readDelimited(bytes: Uint8Array): Promise<Sheet | SheetRefusal> {
  const encoding = encodingOf(bytes);
  if (!encoding) return { refused: 'not_a_sheet' };
  const separator = separatorOf(
    new TextDecoder(DECODERS[encoding]).decode(bytes.subarray(0, PIECE)),
  );
  try {
    const rows = rowsOf(textOf(bytes, DECODERS[encoding]), separator);
    return await gatherSheet({ encoding, separator }, rows);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return refusal;
    throw error;
  }
}

/** Line ends become \n, also within quotes: lines are counted as an editor counts them. */
async function* textOf(bytes: Uint8Array, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const breathe = breathing();
  let held = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    await breathe();
    const text = held + decoder.decode(bytes.subarray(at, at + PIECE), { stream: true });
    held = text.endsWith('\r') ? '\r' : '';
    yield (held ? text.slice(0, -1) : text).replace(/\r\n?/g, '\n');
  }
  yield (held + decoder.decode()).replace(/\r\n?/g, '\n');
}

async function* rowsOf(
  text: AsyncGenerator<string>,
  delimiter: Separator,
): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    cast: withinColumns,
  });
  const source = Readable.from(text).on('error', (error) => parser.destroy(error));
  for await (const { info, record } of source.pipe(parser) as AsyncIterable<Parsed>) {
    yield { line: info.lines - lineEndsIn(record), cells: record.map(unguarded) };
  }
}

class TooManyColumns extends Error {}

/** A line of ten million commas is let go of at the first one too many, not when it is read. */
function withinColumns(cell: string, { index }: { index: number }): string {
  if (index >= MOST_COLUMNS) throw new TooManyColumns();
  return cell;
}

/** What `info: true` makes of a record. */
interface Parsed {
  info: { lines: number };
  record: string[];
}

const lineEndsIn = (cells: string[]): number =>
  cells.reduce((ends, cell) => ends + cell.split('\n').length - 1, 0);

function refusalOf(error: unknown): SheetRefusal | undefined {
  if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED')
    return { refused: 'quote_left_open' };
  if (error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE')
    return { refused: 'cell_too_long' };
  if (error instanceof TooManyColumns) return { refused: 'too_many_columns' };
  const { code } = error as { code?: string };
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? { refused: 'unknown_encoding' } : undefined;
}
