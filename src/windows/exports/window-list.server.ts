import { findAreas, listPrefectures } from '#areas/server';
import type { Table } from '#platform/sheets/server';
import { hoursShown } from '../words.ts';
import { windowTable, type ListShape, type PlacedWindow } from './window-list.ts';
import type { WindowRecord } from '../window.ts';
import { listWindows } from '../windows.server.ts';

/** The windows of a prefecture, or of all, that have not ended: for open data of somebody else. */
export async function windowListOf(prefCode: string | undefined, shape: ListShape): Promise<Table> {
  return windowTable(await placedWindows(await listWindows({ prefCode })), shape);
}

/** With the names and sentences that a list writes. */
export async function placedWindows(windows: WindowRecord[]): Promise<PlacedWindow[]> {
  const areas = await findAreas(windows.flatMap(({ code5 }) => code5 ?? []));
  const towns = new Map(areas.map(({ code5, name }) => [code5, name]));
  const prefectures = new Map((await listPrefectures()).map((one) => [one.prefCode, one.name]));
  return windows.map((window) => ({
    ...window,
    prefecture: prefectures.get(window.prefCode ?? '') ?? '',
    town: towns.get(window.code5 ?? '') ?? '',
    hoursSaid: hoursShown(window, 'ja').text,
  }));
}
