/** The import over 84 real lists, whose towns are named in `tests/fixtures/municipal-events/SOURCE.md`. */
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import {
  listNames,
  MUNICIPAL_EVENTS,
  readLists,
  sheetOf,
} from '../../../tests/support/municipal-lists.ts';
import type { ReadRow } from '#imports';
import type { ImportedEvent } from './imported-event.ts';
import { reportOf } from '../../imports/report.ts';

let lists: Map<string, ReadRow<ImportedEvent>[]>;
beforeAll(async () => {
  lists = await readLists(MUNICIPAL_EVENTS);
});

test('every row of every list is accounted for', async () => {
  expect(lists.size).toBe(84);
  for (const name of await listNames(MUNICIPAL_EVENTS)) {
    const sheet = await sheetOf(path.join(MUNICIPAL_EVENTS, name));
    const rows = lists.get(name) ?? [];
    expect(
      rows.map(({ line }) => line),
      name,
    ).toEqual(sheet.rows.map(({ line }) => line));
  }
  const { rows, outcomes } = reportOf([...lists.values()].flat());
  expect(rows).toBe(2752);
  expect(outcomes).toEqual({ accepted: 1670, repaired: 1046, refused: 36 });
});

test('each is repaired or refused for what is really wrong with it', () => {
  expect(reportOf([...lists.values()].flat())).toMatchObject({
    flagged: 4,
    reasons: {
      number_repeated: 302,
      time_missing: 211,
      period_as_text: 203,
      number_missing: 150,
      coordinates_left_out: 113,
      end_time_assumed: 78,
      text_shortened: 70,
      code_from_address: 38,
      date_missing: 36,
      url_left_out: 22,
      capacity_left_out: 19,
      phones_split: 13,
      end_date_ignored: 12,
      time_from_note: 2,
      date_form: 1,
      date_from_note: 1,
    },
  });
});

test('only what is refused becomes nothing, and a venue is never lost', () => {
  for (const { outcome, item } of [...lists.values()].flat())
    expect(item === null).toBe(outcome === 'refused');
  const events = [...lists.values()].flat().flatMap(({ item }) => item ?? []);
  expect(events.filter(({ placeName }) => placeName).length).toBeGreaterThan(2500);
});

test('one list in four encodings is the same 25 events', async () => {
  const encoded = await readLists(path.join(MUNICIPAL_EVENTS, 'encodings'));
  const [first, ...others] = [...encoded.values()].map((rows) => rows.map(({ item }) => item));
  expect(encoded.size).toBe(4);
  expect(first).toHaveLength(25);
  for (const other of others) expect(other).toEqual(first);
});

test('each of the four is told from its bytes', async () => {
  const folder = path.join(MUNICIPAL_EVENTS, 'encodings');
  const told = await Promise.all(
    (await listNames(folder)).map(async (name) => {
      const { encoding, separator } = await sheetOf(path.join(folder, name));
      return [encoding, separator];
    }),
  );
  expect(told).toEqual([
    ['cp932', ','],
    ['utf-16le', '\t'],
    ['utf-8', ','],
    ['utf-8', ','],
  ]);
});
