import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalHead } from '#platform/sheets';
import { readableText } from '#platform/text';
import { reading, sheetOf } from '../../../tests/support/window-rows.ts';
import { aWindowRecord } from '../../../tests/support/window-record.ts';
import { LEVELS, METHODS, type WindowRecord } from '../window.ts';
import { LIST_SHAPES, windowTable, type PlacedWindow } from '../exports/window-list.ts';
import { revisedWindow, UNSAID, type KnownWindow } from './imported-window.ts';
import { readWindows } from './window-row.ts';

const placed = (given: Partial<WindowRecord> & { id: string }): PlacedWindow => ({
  ...aWindowRecord(given),
  ...{ prefecture: '東京都', town: '豊島区', hoursSaid: given.hoursText ?? '' },
});
const knownAs = (window: PlacedWindow): KnownWindow => ({
  ...{ id: window.id, name: window.name, prefCode: window.prefCode, code5: window.code5 },
  ownWords: new Map(
    LIST_SHAPES.flatMap((shape) => {
      const { heads, rows } = windowTable([window], shape);
      return heads.map((head, at): [string, string] => [
        normalHead(head),
        readableText(rows[0]?.[at] ?? ''),
      ]);
    }),
  ),
});

const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map(readableText);
const anyWindow = fc.record({
  id: fc.uuid(),
  name: text.filter(Boolean),
  operatedBy: text,
  leadDepartment: text,
  level: fc.constantFrom(...LEVELS),
  targetPersons: text,
  ageNote: text,
  minimumAge: fc.option(fc.nat(60)),
  takesHomeVisits: fc.boolean(),
  methods: fc.uniqueArray(fc.constantFrom(...METHODS)),
  phone: fc.option(text.filter(Boolean)),
  email: fc.option(text.filter(Boolean)),
  url: fc.option(text.filter(Boolean)),
  address: fc.option(text.filter(Boolean)),
  code5: fc.constantFrom('13116', '13201', null),
  prefCode: fc.constant('13'),
  hoursText: text,
  closedText: text,
  areaNote: text,
  receives: text,
  whatChanges: text,
  verifiedOn: fc.constantFrom(null, '2026-01-01'),
  demonstration: fc.boolean(),
  serves: fc.subarray(['13116', '13201']),
});

test.each(LIST_SHAPES)(
  'our own list (%s) read again says nothing new, whatever stands in the records',
  (shape) => {
    fc.assert(
      fc.property(fc.uniqueArray(anyWindow, { maxLength: 4, selector: ({ id }) => id }), (all) => {
        const windows = all.map(placed);
        const { heads, rows } = windowTable(windows, shape);
        const known = windows.map(knownAs);
        const read = [...(readWindows(sheetOf(heads, rows), { ...reading, known }) ?? [])];
        expect(read).toHaveLength(windows.length);
        for (const [at, { outcome, item }] of read.entries()) {
          expect(outcome).toBe('accepted');
          expect(item).toMatchObject({ windowId: windows[at]?.id, byId: true, changed: [] });
        }
      }),
    );
  },
);

test('a cell that was edited in it changes that fact, and no other', () => {
  const window = placed({
    ...{ id: '11111111-1111-4111-8111-111111111111', name: '相談', code5: '13116' },
    ...{
      leadDepartment: '福祉課',
      targetPersons: '家族',
      ageNote: '18歳から',
      phone: '03-0000-0000',
    },
  });
  const { heads, rows } = windowTable([window], 'tokyo');
  const edited = rows.map((cells) =>
    cells.map((cell) => (cell === '福祉課' ? '生活福祉課' : cell === '03-0000-0000' ? '' : cell)),
  );
  const [row] = readWindows(sheetOf(heads, edited), { ...reading, known: [knownAs(window)] }) ?? [];
  expect(row?.item?.changed.toSorted()).toEqual(['operatedBy', 'phone']);
  const { name, code5, leadDepartment, targetPersons, ageNote, phone } = window;
  const before = { ...UNSAID, name, code5, leadDepartment, targetPersons, ageNote, phone };
  const after = row?.item && revisedWindow(before, row.item);
  expect(after).toEqual({ ...before, leadDepartment: '生活福祉課', phone: null });
});

test('a note on the area that was edited leaves the level as it is', () => {
  const window = placed({
    ...{ id: '11111111-1111-4111-8111-111111111111', name: '相談', code5: null, prefCode: '13' },
    ...{ level: 'nationwide', areaNote: '全国' },
  });
  const { heads, rows } = windowTable([window], 'gif');
  const edited = rows.map((cells) => cells.map((cell) => (cell === '全国' ? '全国から' : cell)));
  const [row] = readWindows(sheetOf(heads, edited), { ...reading, known: [knownAs(window)] }) ?? [];
  expect(row?.item?.changed).not.toContain('level');
  expect(row?.item?.changed).toContain('areaNote');
});
