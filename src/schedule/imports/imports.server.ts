/** Handing in a list, looking at what was read, calling it off. */
import { createHash } from 'node:crypto';
import { may, type AccountViewer, type OrganisationId } from '#accounts';
import { recordAct, refuse } from '#organisations/server';
import { now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { wake } from '#platform/jobs';
import { MOST_BYTES } from '#platform/sheets';
import { readableLine } from '#platform/text';
import { mayPublish } from '../privacy.ts';
import {
  deleteImport,
  findImportRow,
  insertImport,
  listImports,
  lockImport,
  marksOf,
  reasonsOf,
  rowsShown,
} from './import-queries.server.ts';
import type { ImportId, ImportRecord, ImportSummary, RowFilter } from './import-record.ts';
import { changesOf } from './imported-series-queries.server.ts';
import { importTask } from './reading.server.ts';

export interface HandedIn {
  organisationId: string;
  fileName: string;
  bytes: Uint8Array;
}

/** Takes a file in; it is read by `importTask`, and nothing of it is shown to anybody else. Needs `publisher` or `admin`. */
export async function handIn(
  viewer: AccountViewer,
  { organisationId, fileName, bytes }: HandedIn,
): Promise<ImportId | 'not_found' | { refused: 'empty' | 'too_large' }> {
  if (!mayPublish(viewer, organisationId)) {
    const subject = `organisation:${organisationId}`;
    return refuse(viewer, {
      organisationId: organisationId as OrganisationId,
      act: 'import.refused',
      subject,
    });
  }
  if (bytes.length === 0) return { refused: 'empty' };
  if (bytes.length > MOST_BYTES) return { refused: 'too_large' };
  const id = await insertImport({
    organisation_id: organisationId,
    kind: 'events',
    file_name: readableLine(fileName).slice(-200) || '?',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: Buffer.from(bytes),
    due_at: now(),
    created_by: viewer.accountId,
    created_at: now(),
  });
  wake(importTask.name);
  return id;
}

/** Of the organisations the viewer publishes for, the newest first. */
export const importsOf = (viewer: AccountViewer): Promise<ImportSummary[]> =>
  listImports(
    viewer.memberships
      .map(({ organisationId }) => organisationId)
      .filter((id) => may(viewer, 'publish', id)),
  );

/** For publishers of its organisation; undefined for everybody else and for unknown ids. */
export async function findImport(
  viewer: AccountViewer,
  id: string,
  filter: RowFilter,
): Promise<ImportRecord | undefined> {
  const found = await findImportRow(id);
  if (!found) return undefined;
  if (!mayPublish(viewer, found.organisationId)) {
    await refuseImport(viewer, found);
    return undefined;
  }
  return {
    ...found,
    reasons: await reasonsOf(id),
    ...(await marksOf(id)),
    changes: await changesOf(db, id),
    shown: await rowsShown(id, filter),
  };
}

/** Forgets a file that was not confirmed, with all that was read of it. */
export async function discardImport(
  viewer: AccountViewer,
  id: string,
): Promise<'discarded' | 'not_found'> {
  return inTransaction(async (trx) => {
    const found = await lockImport(trx, id);
    if (!found) return 'not_found';
    if (!mayPublish(viewer, found.organisationId)) return refuseImport(viewer, found, trx);
    if (found.state === 'committed' || found.state === 'undone') return 'not_found';
    await deleteImport(trx, id);
    const { organisationId } = found;
    await recordAct(
      viewer,
      { organisationId, act: 'import.discarded', subject: `import:${id}` },
      trx,
    );
    return 'discarded';
  });
}

/** Somebody reached for another organisation's import. */
export const refuseImport = (
  viewer: AccountViewer,
  { id, organisationId }: ImportSummary,
  trx?: Database,
): Promise<'not_found'> =>
  refuse(viewer, { organisationId, act: 'import.refused', subject: `import:${id}` }, trx);
