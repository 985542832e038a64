/** The real lists under `tests/fixtures`, of events and of desks, read as an import reads them. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { registerOf, type Area, type Register } from '#areas';
import type { Sheet } from '#platform/sheets';
import { readSheet } from '#platform/sheets/server';
import type { ReadRow } from '#imports';
import { readEvents } from '../../src/schedule/imports/event-row.ts';
import { wordsToAvoid } from '#schedule';
import type { ImportedEvent } from '../../src/schedule/imports/imported-event.ts';
import type { ImportedWindow } from '../../src/windows/imports/imported-window.ts';
import { readWindows } from '../../src/windows/imports/window-row.ts';

const root = path.join(import.meta.dirname, '../..');
export const MUNICIPAL_EVENTS = path.join(root, 'tests/fixtures/municipal-events');

/** Every list of a folder by its file's name: plain or compressed. */
export async function readLists(folder: string): Promise<Map<string, ReadRow<ImportedEvent>[]>> {
  const register = await shippedRegister();
  const lists = new Map<string, ReadRow<ImportedEvent>[]>();
  for (const name of await listNames(folder))
    lists.set(name, readList(await sheetOf(path.join(folder, name)), register));
  return lists;
}

const DESKS = path.join(root, 'tests/fixtures/desks');

/** The lists of desks and facilities that ship with the tests, read by the site's operator who knows of no desk yet. */
export async function readDeskLists(): Promise<Map<string, ReadRow<ImportedWindow>[]>> {
  const register = await shippedRegister();
  const reading = { register, home: null, siteUrl: null, today: null, known: [], hidden: false };
  const lists = new Map<string, ReadRow<ImportedWindow>[]>();
  for (const folder of [DESKS, path.join(DESKS, 'takamatsu')])
    for (const name of await listNames(folder)) {
      const sheet = await sheetOf(path.join(folder, name));
      const rows = readWindows(sheet, { ...reading, wordsToAvoid });
      if (!rows) throw new Error(`no list of desks: ${sheet.heads.join(', ')}`);
      lists.set(path.relative(DESKS, path.join(folder, name)), [...rows]);
    }
  return lists;
}

export const deskListBytes = (name: string): Promise<Uint8Array> => bytesOf(path.join(DESKS, name));

export async function listNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /\.(csv|tsv|xlsx)(\.gz)?$/.test(name)).sort();
}

function readList(sheet: Sheet, register: Register): ReadRow<ImportedEvent>[] {
  const rows = readEvents(sheet, { register, home: null, siteUrl: null, today: null });
  if (!rows) throw new Error(`no list of events: ${sheet.heads.join(', ')}`);
  return [...rows];
}

export async function bytesOf(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file);
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

export async function sheetOf(file: string): Promise<Sheet> {
  const sheet = await readSheet(await bytesOf(file));
  if ('refused' in sheet) throw new Error(`${file}: ${sheet.refused}`);
  return sheet;
}

/** The municipalities and prefectures that ship, without a database. */
export async function shippedRegister(): Promise<Register> {
  const prefectures = (await shipped('prefectures')).map(([prefCode, name, kana, , nameEn]) => ({
    prefCode: prefCode ?? '',
    name: name ?? '',
    kana: kana ?? '',
    nameEn: nameEn ?? '',
  }));
  const areas = (await shipped('municipalities')).map(
    ([code5 = '', name = '', kana = '', kind]) => ({
      ...{ code5, name, kana, prefCode: code5.slice(0, 2), prefecture: '', prefectureEn: '' },
      kind: kind as Area['kind'], // The shipped file's own words.
    }),
  );
  return registerOf(areas, prefectures);
}

const shipped = async (name: string): Promise<string[][]> =>
  (await sheetOf(path.join(root, `src/areas/data/${name}.csv`))).rows.map(({ cells }) => cells);
