import type { Sheet } from '#platform/sheets';
import { readSheet } from '#platform/sheets/server';

/** What a file holds that is a table. */
export async function sheetIn(bytes: Uint8Array): Promise<Sheet> {
  const sheet = await readSheet(bytes);
  if ('refused' in sheet) throw new Error(sheet.refused);
  return sheet;
}
