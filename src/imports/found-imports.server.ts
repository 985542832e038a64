/** Looking at what was handed in, and at what was read of it. */
import { organisationIdsOf, type AccountViewer } from '#accounts';
import { later, now } from '#platform/clock';
import { db } from '#platform/db';
import { ROWS_KEPT_FOR, UNCONFIRMED_FOR } from './due.server.ts';
import { changesOf } from './change-queries.server.ts';
import { findImportRow, listImports } from './import-queries.server.ts';
import type { ImportRecord, ImportSummary, RowFilter } from './import-record.ts';
import { mayImport, refuseImport } from './imports.server.ts';
import type { ImportedList } from './list.ts';
import { flaggedOf, reasonsOf, rowsShown } from './row-queries.server.ts';

/** The imports of organisations for which the viewer may hand in such lists, the newest first. */
export async function importsOf(
  viewer: AccountViewer,
  lists: ImportedList[],
): Promise<ImportSummary[]> {
  const all = await listImports(organisationIdsOf(viewer), viewer.operator);
  return all.filter((one) => mayImport(lists, viewer, one));
}

/** For those who may hand in such lists there; undefined for everybody else and for unknown ids. */
export async function findImport(
  viewer: AccountViewer,
  id: string,
  filter: RowFilter,
  lists: ImportedList[],
): Promise<ImportRecord | undefined> {
  const found = await findImportRow(id);
  const list = lists.find(({ kind }) => kind === found?.kind);
  if (!found || !list) return undefined;
  if (!mayImport(lists, viewer, found)) {
    await refuseImport(viewer, found);
    return undefined;
  }
  const keptUntil = keptUntilOf(found);
  const rowsGone = found.committedAt !== null && keptUntil < now();
  const about = isUnderWay(found) ? NOT_READ_YET : await aboutRows(found, filter, list);
  return { ...found, ...about, keptUntil, rowsGone };
}

/** Looked at again and again meanwhile: how far it is stands in its own row. */
const isUnderWay = ({ state }: ImportSummary): boolean =>
  state === 'reading' || state === 'confirming';

const NOT_READ_YET: AboutRows = {
  reasons: [],
  flagged: 0,
  known: 0,
  changes: { created: 0, updated: 0, unchanged: 0, kept: 0, undone: 0 },
  shown: { count: 0, rows: [] },
};

type AboutRows = Pick<ImportRecord, 'reasons' | 'flagged' | 'known' | 'changes' | 'shown'>;

async function aboutRows(
  { id, state }: ImportSummary,
  filter: RowFilter,
  list: ImportedList,
): Promise<AboutRows> {
  const { rows, count } = await rowsShown(id, filter);
  const subjects = await list.subjectsOf(
    id,
    rows.map(({ line }) => line),
  );
  return {
    reasons: await reasonsOf(id),
    flagged: await flaggedOf(id),
    known: state === 'previewed' ? await list.knownRows(id) : 0,
    changes: await changesOf(db, id),
    shown: {
      count,
      rows: rows.map(({ item, ...row }) => ({
        ...row,
        becomes: item === null ? null : list.shown(item),
        subjectId: subjects.get(row.line) ?? null,
      })),
    },
  };
}

const keptUntilOf = ({ createdAt, committedAt }: ImportSummary): Date =>
  committedAt ? later(committedAt, ROWS_KEPT_FOR) : later(createdAt, UNCONFIRMED_FOR);
