/** The import over real lists of desks and facilities, whose sources are named in `tests/fixtures/desks/SOURCE.md`. */
import { beforeAll, expect, test } from 'vitest';
import { readDeskLists } from '../../../tests/support/municipal-lists.ts';
import { reportOf } from '../../imports/report.ts';
import { asTyped } from '../../../tests/support/window-record.ts';
import { windowInput } from '../input.ts';
import { newWindow } from './imported-window.ts';

let lists: Awaited<ReturnType<typeof readDeskLists>>;
beforeAll(async () => {
  lists = await readDeskLists();
});

test('every row is accounted for: desks are taken, halls refused by name', () => {
  expect(lists.size).toBe(13);
  const { rows, outcomes, reasons } = reportOf([...lists.values()].flat());
  expect(rows).toBe(43 + 104);
  expect(outcomes.accepted + outcomes.repaired + outcomes.refused).toBe(rows);
  expect(reasons).toMatchObject({ no_consultation: 81, facility: 23, phones_split: 1 });
  const own = reportOf(lists.get('windows-hikikomori.csv') ?? []);
  expect(own.outcomes).toEqual({ accepted: 42, repaired: 1, refused: 0 });
  expect(own.reasons).toEqual({ ages_as_text: 1 });
});

test('each that is taken is one a keeper could have typed, and keeps its source and its date', () => {
  const items = [...lists.values()].flat().flatMap(({ item }) => item ?? []);
  for (const item of items) {
    const given = windowInput.safeParse(asTyped(newWindow(item, null)));
    expect(given.error?.issues ?? []).toEqual([]);
  }
  const shared = items.find(({ given }) => given.name?.includes('阪神ブランチ'));
  expect(shared?.given).toMatchObject({ level: 'shared', sourceDate: '2026-07-11' });
  expect(shared?.given.serves).toHaveLength(8);
  const monthly = items.find(({ given }) => given.code5 === '01202');
  expect(monthly?.given.hours).toMatchObject([{ weekdays: [3], weeks: [4], opens: 600 }]);
});
