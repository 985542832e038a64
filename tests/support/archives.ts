/** Workbooks that no program writes. */
import { crc32 } from 'node:zlib';

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A list of heads, and a word of somebody's elsewhere in the sheet. */
export const strayWordIn = (row: string, column: string): Uint8Array =>
  storedArchive({
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${RELATION}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>
      <row r="1">${inlineCell('A1', '名称')}${inlineCell('B1', '日付')}</row>
      <row r="${row}">${inlineCell(column + row, 'x')}</row></sheetData></worksheet>`,
  });

const inlineCell = (at: string, text: string) =>
  `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

/** A zip archive whose entries are not compressed. */
function storedArchive(files: Record<string, string>): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, body] = [Buffer.from(name), Buffer.from(text)];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(body), 10);
    facts.writeUInt32LE(body.length, 14);
    facts.writeUInt32LE(body.length, 18);
    facts.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), facts, place, path);
    const entry = [Buffer.from('PK\x03\x04'), facts, path, body];
    parts.push(...entry);
    at += entry.reduce((sum, { length }) => sum + length, 0);
  }
  const end = Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`);
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]));
}

/** The same, with its entries counted in a second end: the first says that there are none. */
export function withLargeEnd(bytes: Uint8Array): Uint8Array {
  const end = bytes.length - 22;
  const large = new Uint8Array(bytes.length + 76);
  large.set(bytes.subarray(0, end));
  large.set(bytes.subarray(end), end + 76);
  const view = new DataView(large.buffer);
  view.setUint32(end, 0x06064b50, true);
  view.setUint32(end + 32, view.getUint16(end + 76 + 8, true), true);
  view.setUint32(end + 48, view.getUint32(end + 76 + 16, true), true);
  view.setUint32(end + 56, 0x07064b50, true);
  view.setUint32(end + 64, end, true);
  view.setUint16(end + 76 + 8, 1, true);
  view.setUint32(end + 76 + 16, 0, true);
  return large;
}
