/** Reads files that were handed in, row by row, without keeping anybody waiting. */
import { createHash } from 'node:crypto';
import { areaRegister, findArea } from '#areas/server';
import type { Town } from '#areas';
import type { Insertable } from 'kysely';
import { findOrganisation } from '#organisations/server';
import { breathing } from '#platform/breath';
import { now } from '#platform/clock';
import { db, inTransaction, type DB } from '#platform/db';
import type { DueTask } from '#platform/jobs';
import { readSheet } from '#platform/sheets/server';
import { localDate } from '#platform/tokyo';
import { readEvents, type Reading, type ReadRow } from './event-row.ts';
import { insertRows, updateImport } from './import-queries.server.ts';
import {
  endReading,
  noteProgress,
  takeNextFile,
  type FileUnderWay,
} from './reading-queries.server.ts';
import { reportOf } from './report.ts';
import { sameEventKey } from './series-of-events.ts';

const AT_ONCE = 200;

export const importTask: DueTask = { name: 'imports', run: readFilesDue };

async function readFilesDue(at: Date): Promise<void> {
  for (let file = await takeNextFile(at); file; file = await takeNextFile(now()))
    await readFile(file);
}

async function readFile(file: FileUnderWay): Promise<void> {
  const sheet = await readSheet(file.bytes);
  if ('refused' in sheet) return endReading(file, { state: 'refused', refused_as: sheet.refused });
  const rows = readEvents(sheet, await readingFor(file.organisationId));
  if (!rows) return endReading(file, { state: 'refused', refused_as: 'no_events' });
  await updateImport(db, file.id, {
    ...{ encoding: sheet.encoding, separator: sheet.separator, heads: sheet.heads },
    total: sheet.rows.length,
  });
  if (await keepRows(file, rows)) await endReading(file, { state: 'previewed' });
}

async function readingFor(organisationId: string): Promise<Reading> {
  const organisation = await findOrganisation(organisationId);
  return {
    register: await areaRegister(),
    home: organisation ? await homeOf(organisation) : null,
    siteUrl: organisation?.url ?? null,
    today: localDate(now()),
  };
}

async function homeOf({
  code5,
  prefCode,
}: {
  code5: string | null;
  prefCode: string | null;
}): Promise<Town | null> {
  const area = code5 ? await findArea(code5) : undefined;
  if (area) return { code5: area.code5, prefCode: area.prefCode };
  return prefCode ? { code5: null, prefCode } : null;
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
  { number, event, ...row }: ReadRow,
): Insertable<DB['import_rows']> => {
  const content = event && hashOf(JSON.stringify(event));
  const same = event && sameEventKey(event);
  return {
    import_id,
    ...row,
    // Texts, numbers and lists of them: an interface only lacks the word for it.
    event: event as unknown as Insertable<DB['import_rows']>['event'] & object,
    identity: event && (number ?? content),
    same_event: event && (same ? hashOf(same) : `${content}`),
  };
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
