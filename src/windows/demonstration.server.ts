/** The demonstration's windows: real ones, read off public pages one by one, none of them checked by us. */
import { readFile } from 'node:fs/promises';
import { readingFor } from '#imports/server';
import { demonstrationOrganiserOf } from '#organisations/server';
import { inTransaction, type Database } from '#platform/db';
import { readSheet } from '#platform/sheets/server';
import { steadyId } from '#platform/steady-id';
import { loadDistrictDesks } from './demonstration-districts.server.ts';
import { addInvented, addShipped } from './shipped-window.server.ts';
import { newWindow, type ImportedWindow } from './imports/imported-window.ts';
import { readWindows } from './imports/window-row.ts';

/** Adds those that are not there yet. Areas must be loaded, and the demonstration's organisations. */
export async function loadDemonstrationWindows(): Promise<void> {
  const listed = await readShippedList();
  const hachioji = (await demonstrationOrganiserOf('13201 はちまるサポート')) ?? null;
  await inTransaction(async (trx) => {
    for (const { what, item, organiser } of listed)
      await addShipped(trx, idOf(what), newWindow(item, organiser));
    await addNationwide(trx);
    await loadDistrictDesks(trx, hachioji, idOf);
  });
}

interface Listed {
  /** As whoever stands behind it knows it. */
  what: string;
  item: ImportedWindow;
  organiser: string | null;
}

/** Read as an import would read it; a row that is refused is a fault of the file. */
async function readShippedList(): Promise<Listed[]> {
  const sheet = await readSheet(await readFile(new URL('./data/windows.csv', import.meta.url)));
  if ('refused' in sheet) throw new Error(`windows.csv: ${sheet.refused}`);
  const around = { known: [], hidden: false, wordsToAvoid: () => [] };
  const rows = readWindows(sheet, { ...(await readingFor(null)), ...around }) ?? [];
  const [code, listedAs] = ['code5', 'listed_as'].map((head) => sheet.heads.indexOf(head));
  const listed: Listed[] = [];
  for (const { line, cells, item, refusals } of rows) {
    if (!item) throw new Error(`windows.csv, line ${line}: ${refusals.join()}`);
    const what = `${cells[code ?? 0]} ${cells[listedAs ?? 0]}`;
    listed.push({ what, item, organiser: (await demonstrationOrganiserOf(what)) ?? null });
  }
  return listed;
}

/** No list of ours holds a nationwide window, so the last stage of a route gets an invented one that says so. */
const addNationwide = (trx: Database): Promise<void> =>
  addInvented(trx, idOf('nationwide'), {
    name: '全国の相談（見本）',
    operatedBy: 'つどいの見本',
    level: 'nationwide',
    targetPersons: 'どなたでも',
    familyOnly: true,
    methods: ['chat'],
    areaNote: '全国',
    sourceNote: 'この窓口は、使い方を見せるための見本です。実際にはありません。',
  });

/** The same window has the same id in every demonstration, so links to it last. */
const idOf = (what: string): string => steadyId(`demonstration window ${what}`);
