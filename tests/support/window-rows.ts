/** Rows of a list of desks. */
import { normalHead, type Sheet } from '#platform/sheets';
import type { WindowReading } from '../../src/windows/imports/window-row.ts';
import { registerWith } from './registers.ts';

const register = registerWith(
  { code5: '13116', name: '豊島区', kind: 'special_ward' },
  { code5: '13201', name: '八王子市' },
  { code5: '37201', name: '高松市' },
);
export const reading: WindowReading = {
  ...{ register, home: null, siteUrl: null, today: '2026-11-21', hidden: false, known: [] },
  wordsToAvoid: () => [],
};

export const sheetOf = (heads: string[], rows: string[][]): Sheet => ({
  encoding: 'utf-8',
  separator: ',',
  heads: heads.map(normalHead),
  rows: rows.map((cells, at) => ({ line: at + 2, cells })),
});
