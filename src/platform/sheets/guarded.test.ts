import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guarded, unguarded } from './guarded.ts';
import { readSheet } from './index.server.ts';
import { csvOf, workbookOf } from './write-sheet.server.ts';

describe('what a spreadsheet would run', () => {
  test.each([
    '=1+1',
    '=HYPERLINK("http://x")',
    '+cmd|calc',
    '-2+3+cmd',
    '@SUM(A1)',
    '\t=1',
    '＝1+1',
    '\r=1',
  ])('%j becomes words', (text) => {
    expect(guarded(text)).toBe(`'${text}`);
  });

  test.each(['+81 3-1111-2222', '03-1111-2222', '-35.123', '+9', '家族のつどい', '', "'quoted'"])(
    '%j stays as it is',
    (text) => {
      expect(guarded(text)).toBe(text);
    },
  );

  test('nothing guarded begins with a sign that runs, unless it is a figure', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('=', '+', '-', '@', '\t', "'=", ''),
        (text, sign) => {
          const safe = guarded(sign + text);
          expect(/^[=+\-@\t\r＝＋－＠]/.test(safe) && !/^[+-]?[\d\s().-]+$/.test(safe)).toBe(false);
          expect(unguarded(safe)).toBe(sign + text);
        },
      ),
    );
  });
});

test('what is written as CSV is read as it was, whatever it is', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/\r/g, '')),
    fc.constantFrom('=1+1', "'=1", '+81-3', 'a,b', 'a"b', '一行\n二行'),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }),
      async (pairs) => {
        const rows = pairs.map((pair) => ['x', ...pair]);
        const sheet = await readSheet(csvOf({ heads: ['id', '名称', '説明'], rows }));
        if ('refused' in sheet) throw new Error(sheet.refused);
        expect(sheet).toMatchObject({ encoding: 'utf-8', separator: ',' });
        expect(sheet.rows.map(({ cells }) => cells)).toEqual(rows);
      },
    ),
    { numRuns: 60 },
  );
});

test('a workbook of ours is read as it was written, formulas as words', async () => {
  const rows = [['1', '=1+1', '一行\n二行']];
  const sheet = await readSheet(await workbookOf({ heads: ['id', '名称', '説明'], rows }));
  expect(sheet).toMatchObject({ encoding: 'xlsx', rows: [{ line: 2, cells: rows[0] }] });
});
