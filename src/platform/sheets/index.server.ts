/** Tables that come from outside, in whatever form an office's programs write them. */
import { readDelimited } from './delimited.server.ts';
import { MOST_BYTES, type Sheet, type SheetRefusal } from './sheet.ts';
import { readWorkbook } from './workbook.server.ts';

export { csvOf, workbookOf, type Table } from './write-sheet.server.ts';

/** A CSV or TSV file in any encoding of Japan, or an .xlsx workbook; long files let others have their turn. */
export async function readSheet(bytes: Uint8Array): Promise<Sheet | SheetRefusal> {
  if (bytes.length === 0) return { refused: 'empty' };
  if (bytes.length > MOST_BYTES) return { refused: 'too_large' };
  if (beginsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return readWorkbook(bytes);
  if (beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { refused: 'old_workbook' };
  if (beginsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return { refused: 'not_a_sheet' };
  return readDelimited(bytes);
}

const beginsWith = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((byte, at) => bytes[at] === byte);
