import { describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { strayWordIn, withLargeEnd } from '../../../tests/support/archives.ts';
import { sheetIn } from '../../../tests/support/read-sheet.ts';
import { readSheet } from './index.server.ts';

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
    const sheet = await sheetIn(await workbook(cover, list));
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
    expect((await sheetIn(await workbook([row, row]))).rows[0]?.cells).toHaveLength(2);
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
    expect((await sheetIn(strayWordIn('40000', 'B'))).rows).toMatchObject([
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
