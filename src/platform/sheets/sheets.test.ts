import Encoding from 'encoding-japanese';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestTurnOf } from '../../../tests/support/longest-turn.ts';
import { sheetIn } from '../../../tests/support/read-sheet.ts';
import { guarded } from './guarded.ts';
import { readSheet } from './index.server.ts';
import { MOST_BYTES, MOST_ROWS, normalHead } from './sheet.ts';

const TABLE =
  'NO,イベント名,説明\r\n1,家族のつどい,"一行目\r\n二行目, 続き"\r\n\r\n2,①居場所 髙橋,\r\n';
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean, mark = true) => {
  const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');
  return new Uint8Array(littleEndian ? bytes : bytes.swap16());
};
const japanese = (text: string, to: 'SJIS' | 'EUCJP') =>
  new Uint8Array(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to }));

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
    const sheet = await sheetIn(bytes);
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
      const sheet = await sheetIn(utf8(['a,b', '1,"x', 'y"', '', '2,z', '3,z'].join(end)));
      expect(sheet.rows.map(({ line }) => line)).toEqual([2, 5, 6]);
    },
  );

  test.each([',', '\t', ';'])('the separator %j is found', async (separator) => {
    const sheet = await sheetIn(utf8(`名称${separator}説明\n"a,;\tb"${separator}c`));
    expect(sheet).toMatchObject({ separator, heads: ['名称', '説明'] });
    expect(sheet.rows[0]?.cells).toEqual(['a,;\tb', 'c']);
  });

  test('whatever text is in a cell, written so that no spreadsheet runs it, comes out as it went in', async () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .map((text) => text.replace(/\r/g, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const lines = rows.map(([a, b]) => `x,${quoted(guarded(a))},${quoted(guarded(b))}`);
          const sheet = await sheetIn(utf8(`n,a,b\r\n${lines.join('\r\n')}`));
          expect(sheet.rows.map(({ cells }) => cells.slice(1))).toEqual(rows);
        },
      ),
      { examples: [[[["'+", '=1']]]] },
    );
  });

  test('a title above the heads, and lines of separators only, are passed over', async () => {
    const sheet = await sheetIn(
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

test('what no database keeps is left out: the sign of nothing', async () => {
  const sheet = await sheetIn(utf8(`${'a,b\n'.repeat(20_000)}1,\u{0}2\n`));
  expect(sheet.rows.at(-1)?.cells).toEqual(['1', '2']);
});

test('a file of 50,000 rows leaves others their turn', async () => {
  const line = `0000000001,131016,家族のつどい,${'説明'.repeat(30)},2026-12-05,13:30${','.repeat(20)}\n`;
  const bytes = utf8(
    `NO,コード,名称,説明,開始日,開始時刻${',x'.repeat(20)}\n${line.repeat(50_000)}`,
  );
  const begun = performance.now();
  const longest = await longestTurnOf(async () => {
    expect((await sheetIn(bytes)).rows).toHaveLength(50_000);
  });
  // A slow machine takes longer for each turn, and for all of them.
  expect(longest).toBeLessThan((performance.now() - begun) / 5);
});
