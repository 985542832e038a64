/** Rows of a municipal list of events, by their heads. */
import type { Reading, ReadRow } from '#imports';
import type { Sheet } from '#platform/sheets';
import { readEvents } from '../../src/schedule/imports/event-row.ts';
import type { ImportedEvent } from '../../src/schedule/imports/imported-event.ts';
import { registerWith } from './registers.ts';

const register = registerWith(
  { code5: '01100', name: '札幌市', kind: 'designated_city' },
  { code5: '13116', name: '豊島区', kind: 'special_ward' },
  { code5: '13206', name: '府中市' },
  { code5: '14100', name: '横浜市', kind: 'designated_city' },
  { code5: '14382', name: '箱根町', kind: 'town' },
);
export const reading: Reading = { register, home: null, siteUrl: null, today: null };

/** Says all there is to say. */
export const WELL = {
  市区町村コード: '131164',
  no: '1',
  イベント名: '家族のつどい',
  開始日: '2026-12-05',
  開始時間: '13:30',
  終了時間: '15:00',
  場所名称: '区民センター',
};

export const sheetOf = (...rows: Record<string, string>[]): Sheet => {
  const heads = [...new Set(rows.flatMap(Object.keys))];
  return {
    encoding: 'utf-8',
    separator: ',',
    heads,
    rows: rows.map((row, at) => ({ line: at + 2, cells: heads.map((head) => row[head] ?? '') })),
  };
};
export const readAll = (
  rows: Record<string, string>[],
  over: Partial<Reading> = {},
): ReadRow<ImportedEvent>[] => [...(readEvents(sheetOf(...rows), { ...reading, ...over }) ?? [])];
export function readOne(
  cells: Record<string, string>,
  over: Partial<Reading> = {},
): ReadRow<ImportedEvent> {
  const [row] = readAll([{ ...WELL, ...cells }], over);
  if (!row) throw new Error('a row was dropped');
  return row;
}
