import { crc32 } from 'node:zlib';
import Encoding from 'encoding-japanese';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { longestTurnOf } from '../../../tests/support/longest-turn.ts';
import { readSheet } from './index.server.ts';
import { MOST_BYTES, MOST_ROWS, normalHead, type Sheet } from './sheet.ts';

const TABLE =
  'NO,イベント名,説明\r\n1,家族のつどい,"一行目\r\n二行目, 続き"\r\n\r\n2,①居場所 髙橋,\r\n';
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean, mark = true) => {
  const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');
  return new Uint8Array(littleEndian ? bytes : bytes.swap16());
};
const japanese = (text: string, to: 'SJIS' | 'EUCJP') =>
  new Uint8Array(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to }));

async function read(bytes: Uint8Array): Promise<Sheet> {
  const sheet = await readSheet(bytes);
  if ('refused' in sheet) throw new Error(sheet.refused);
  return sheet;
}

describe('text files', () => {
  test.each([
    ['utf-8', utf8(TABLE)],
    ['utf-8', utf8(`\uFEFF${TABLE}`)],
    ['cp932', japanese(TABLE.replace('髙', '高'), 'SJIS')],
    ['euc-jp', japanese(TABLE.replace('髙', '高').replace('①', '1'), 'EUCJP')],
    ['utf-16le', utf16(TABLE, true)],
    ['utf-16le', utf16(TABLE, true, false)],
    ['utf-16be', utf16(TABLE, false)],
    ['utf-16be', utf16(TABLE, false, false)],
  ])('%s is told from its bytes', async (encoding, bytes) => {
    const sheet = await read(bytes);
    expect(sheet).toMatchObject({ encoding, separator: ',', heads: ['no', 'イベント名', '説明'] });
    expect(sheet.rows[0]).toEqual({
      line: 2,
      cells: ['1', '家族のつどい', '一行目\n二行目, 続き'],
    });
    expect(sheet.rows[1]?.cells[1]).toMatch(/居場所 [高髙]橋/);
  });

  test.each(['\r\n', '\n', '\r'])(
    'lines are counted as an editor counts them (%j)',
    async (end) => {
      const sheet = await read(utf8(['a,b', '1,"x', 'y"', '', '2,z', '3,z'].join(end)));
      expect(sheet.rows.map(({ line }) => line)).toEqual([2, 5, 6]);
    },
  );

  test.each([',', '\t', ';'])('the separator %j is found', async (separator) => {
    const sheet = await read(utf8(`名称${separator}説明\n"a,;\tb"${separator}c`));
    expect(sheet).toMatchObject({ separator, heads: ['名称', '説明'] });
    expect(sheet.rows[0]?.cells).toEqual(['a,;\tb', 'c']);
  });

  test('whatever text is in a cell comes out as it went in', async () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .map((text) => text.replace(/\r/g, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const lines = rows.map(([a, b]) => `x,${quoted(a)},${quoted(b)}`);
          const sheet = await read(utf8(`n,a,b\r\n${lines.join('\r\n')}`));
          expect(sheet.rows.map(({ cells }) => cells.slice(1))).toEqual(rows);
        },
      ),
    );
  });

  test('a title above the heads, and lines of separators only, are passed over', async () => {
    const sheet = await read(
      utf8('令和8年度 行事一覧,,\n,,\n名称,日付,\n,,\nつどい,2026-12-05,\n'),
    );
    expect(sheet.heads.slice(0, 2)).toEqual(['名称', '日付']);
    expect(sheet.rows).toMatchObject([{ line: 5 }]);
  });

  test('heads are the same in brackets and spaces of any width', () => {
    expect(normalHead(' 料金（基本） ')).toBe('料金(基本)');
    expect(normalHead('ＮＯ')).toBe('no');
    expect(normalHead('建物名等〔方書〕')).toBe('建物名等(方書)');
  });
});

describe('what is no table is refused by name', () => {
  test.each([
    ['empty', new Uint8Array()],
    ['empty', utf8('a,b\n')],
    ['no_heads', utf8('ただの文章です')],
    ['not_a_sheet', utf8('%PDF-1.7 ...')],
    ['not_a_sheet', Uint8Array.from([0x89, 0x50, 0, 0, 1, 0, 2, 0, 0, 0, 0, 7])],
    ['old_workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])],
    ['unknown_encoding', Uint8Array.from([...utf8('a,b\n'), 0xff, 0xff, 0x2c, 0xfe])],
    ['quote_left_open', utf8('a,b\n1,"never closed\n2,3\n')],
    ['cell_too_long', utf8(`a,b\n1,${'あ'.repeat(32_769)}`)],
    ['too_many_rows', utf8(`a,b\n${'1,2\n'.repeat(MOST_ROWS + 1)}`)],
    ['too_many_columns', utf8(`a,b\n1,2${','.repeat(2_000_000)}`)],
    ['too_many_columns', utf8(`a,b${',x'.repeat(500)}\n1,2\n`)],
    ['too_large', new Uint8Array(MOST_BYTES + 1)],
  ])('%s', async (refused, bytes) => {
    expect(await readSheet(bytes)).toMatchObject({ refused });
  });
});

type Cell = { value: string | number | Date; format?: string } | null;
const workbook = async (...sheets: Cell[][][]): Promise<Uint8Array> =>
  new Uint8Array(await writeXlsxFile(sheets.map((data) => ({ data }))).toBuffer());

describe('workbooks', () => {
  test('the first sheet with heads is read: dates as ISO, numbers as typed', async () => {
    const cover: Cell[][] = [[{ value: '行事一覧' }]];
    const list: Cell[][] = [
      [
        { value: '名称' },
        { value: '開始日' },
        { value: '時刻' },
        { value: '定員' },
        { value: '市区町村コード' },
      ],
      [
        { value: '家族のつどい' },
        { value: new Date('2026-12-05T00:00:00Z'), format: 'yyyy/mm/dd' },
        { value: 0.5625, format: 'h:mm' },
        { value: 20 },
        { value: '011002' },
      ],
      [{ value: '空き' }, null, null, null, null],
    ];
    const sheet = await read(await workbook(cover, list));
    expect(sheet).toMatchObject({ encoding: 'xlsx', separator: null });
    expect(sheet.rows[0]).toEqual({
      line: 2,
      cells: ['家族のつどい', '2026-12-05', '13:30', '20', '011002'],
    });
    expect(sheet.rows[1]?.cells).toEqual(['空き', '', '', '', '']);
  });

  test('an archive that would unpack to more than the bound is refused before it is unpacked', async () => {
    const bytes = await workbook([[{ value: 'a' }, { value: 'b' }]]);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length - 4; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0x7fffffff, true);
    expect(await readSheet(bytes)).toEqual({ refused: 'unpacks_too_large' });
  });

  test('an archive that says here that it holds nothing, and there that it holds much, is refused too', async () => {
    const bytes = await workbook([[{ value: 'a' }, { value: 'b' }]]);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length - 4; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0x7fffffff, true);
    view.setUint16(bytes.length - 22 + 10, 0, true);
    expect(await readSheet(bytes)).toEqual({ refused: 'unpacks_too_large' });
    expect(await readSheet(withLargeEnd(bytes))).toEqual({ refused: 'unpacks_too_large' });
  });

  test('a stray word far to the right of all others does not make every row as wide as that', async () => {
    const row = [{ value: '名称' }, { value: '日付' }];
    const far = [...row, ...Array<Cell>(600).fill(null), { value: 'x' }];
    expect(await readSheet(await workbook([row, far]))).toEqual({
      refused: 'too_many_columns',
      line: 1,
    });
    expect((await read(await workbook([row, row]))).rows[0]?.cells).toHaveLength(2);
  });

  test.each([
    ['a row that no sheet has', '4000000000', 'A'],
    ['the last row of a sheet', '1048576', 'XFD'],
    ['a column that no sheet has', '2', 'ZZZZZZZ'],
  ])('a stray word in %s is refused at once, with what to do', async (_, row, column) => {
    const from = performance.now();
    expect(await readSheet(strayWordIn(row, column))).toEqual({ refused: 'too_far_out' });
    expect(performance.now() - from).toBeLessThan(10_000);
  });

  test('one a little below the list is no reason to refuse it', async () => {
    expect((await read(strayWordIn('40000', 'B'))).rows).toMatchObject([
      { line: 40_000, cells: ['', 'x'] },
    ]);
  });

  test('an archive of something else is no workbook', async () => {
    const bytes = await workbook([[{ value: 'a' }, { value: 'b' }]]);
    expect(await readSheet(bytes.slice(0, bytes.length / 2))).toEqual({ refused: 'not_a_sheet' });
    bytes.fill(7, 40, bytes.length / 3);
    expect(await readSheet(bytes)).toEqual({ refused: 'not_a_sheet' });
  });
});

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A list of heads, and a word of somebody's elsewhere in the sheet. */
const strayWordIn = (row: string, column: string): Uint8Array =>
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
function withLargeEnd(bytes: Uint8Array): Uint8Array {
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

test('what no database keeps is left out: the sign of nothing', async () => {
  const sheet = await read(utf8(`${'a,b\n'.repeat(20_000)}1,\u{0}2\n`));
  expect(sheet.rows.at(-1)?.cells).toEqual(['1', '2']);
});

test('a file of 50,000 rows leaves others their turn', async () => {
  const line = `0000000001,131016,家族のつどい,${'説明'.repeat(30)},2026-12-05,13:30${','.repeat(20)}\n`;
  const bytes = utf8(
    `NO,コード,名称,説明,開始日,開始時刻${',x'.repeat(20)}\n${line.repeat(50_000)}`,
  );
  const longest = await longestTurnOf(async () => {
    expect((await read(bytes)).rows).toHaveLength(50_000);
  });
  expect(longest).toBeLessThan(100);
}, 60_000);
