/** Reads files that were handed in, row by row, without keeping anybody waiting. */
import { createHash } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import { breathing } from '#platform/breath';
import { now } from '#platform/clock';
import { db, inTransaction, type DB } from '#platform/db';
import { readSheet } from '#platform/sheets/server';
import { updateImport } from './import-queries.server.ts';
import { insertRows } from './row-queries.server.ts';
import type { FileRefusal, ImportKind } from './import-record.ts';
import type { ImportedList } from './list.ts';
import type { ReadRow } from './read-row.ts';
import { reportOf } from './report.ts';
import {
  endReading,
  noteProgress,
  takeNextFile,
  type FileUnderWay,
} from './under-way-queries.server.ts';

/** Rows written in one transaction: enough to save round trips, few enough that nobody waits long for its locks. */
const AT_ONCE = 800;

/** The first of the files that are due; false when there is none. */
export async function readNextFile(lists: ImportedList[], at: Date): Promise<boolean> {
  const file = await takeNextFile(at);
  if (file) await readFile(file, lists);
  return file !== undefined;
}

const NO_SUCH_LIST: Record<ImportKind, FileRefusal> = {
  events: 'no_events',
  windows: 'no_windows',
};

async function readFile(file: FileUnderWay, lists: ImportedList[]): Promise<void> {
  const sheet = await readSheet(file.bytes);
  if ('refused' in sheet) return endReading(file, { state: 'refused', refused_as: sheet.refused });
  const list = lists.find(({ kind }) => kind === file.kind);
  const rows = await list?.read(sheet, file.organisationId);
  if (!rows) return endReading(file, { state: 'refused', refused_as: NO_SUCH_LIST[file.kind] });
  await updateImport(db, file.id, {
    ...{ encoding: sheet.encoding, separator: sheet.separator, heads: sheet.heads },
    total: sheet.rows.length,
  });
  if (await keepRows(file, rows)) await endReading(file, { state: 'previewed' });
}

/** False when the file was called off, or another process took it over. */
async function keepRows(file: FileUnderWay, rows: Iterable<ReadRow>): Promise<boolean> {
  const breathe = breathing();
  let some: ReadRow[] = [];
  for (const row of rows) {
    some.push(row);
    await breathe();
    if (some.length < AT_ONCE) continue;
    if (!(await keepSome(file, some))) return false;
    some = [];
  }
  return some.length === 0 || keepSome(file, some);
}

const keepSome = (file: FileUnderWay, rows: ReadRow[]): Promise<boolean> =>
  inTransaction(async (trx) => {
    const still = await noteProgress(trx, file, reportOf(rows).outcomes, now());
    if (still)
      await insertRows(
        trx,
        rows.map((row) => rowOf(file.id, row)),
      );
    return still;
  });

const rowOf = (
  import_id: string,
  { numbers, together, item, ...row }: ReadRow,
): Insertable<DB['import_rows']> => {
  const content = item === null ? null : hashOf(JSON.stringify(item));
  return {
    import_id,
    ...row,
    // Texts, numbers and lists of them: an interface only lacks the word for it.
    item: item as Selectable<DB['import_rows']>['item'],
    identities: content === null ? [] : numbers.length > 0 ? numbers : [content],
    same_item: content && (together === null ? content : hashOf(together)),
  };
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
