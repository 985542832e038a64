/** Tables as a town hall's programs open them. */
import writeXlsxFile from 'write-excel-file/node';
import { guarded } from './guarded.ts';

export interface Table {
  heads: string[];
  rows: string[][];
}

/** UTF-8 with its mark, lines ending in CRLF: what Excel opens without asking. */
export const csvOf = ({ heads, rows }: Table): Uint8Array =>
  new TextEncoder().encode(
    `\uFEFF${[heads, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`,
  );

const quoted = (text: string): string => {
  const safe = guarded(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Every cell is text there, so nothing in it runs. */
export async function workbookOf({ heads, rows }: Table): Promise<Uint8Array> {
  const data = [heads, ...rows].map((cells) =>
    cells.map((value) => ({ value, type: String, wrap: value.includes('\n') })),
  );
  return new Uint8Array(await writeXlsxFile(data, { stickyRowsCount: 1 }).toBuffer());
}
