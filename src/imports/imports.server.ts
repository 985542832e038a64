/** Confirming a list that was handed in, calling it off, taking it back. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { recordAct, refuse, refuseOnSite } from '#organisations/server';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { wake } from '#platform/jobs';
import { IMPORTING } from './due.server.ts';
import { changesOf, noteUndone } from './change-queries.server.ts';
import { deleteImport, lockConfirming, lockImport, updateImport } from './import-queries.server.ts';
import type { ImportSummary } from './import-record.ts';
import type { ImportedList } from './list.ts';

/** Whether the viewer may hand in such lists there. */
export const mayImport = (
  lists: ImportedList[],
  viewer: AccountViewer,
  { kind, organisationId }: Pick<ImportSummary, 'kind' | 'organisationId'>,
): boolean => lists.some((list) => list.kind === kind && list.mayImport(viewer, organisationId));

/** Has every row written that was not refused, soon and all at once; what an earlier import brought is changed where nobody else has. */
export const confirmImport = (
  viewer: AccountViewer,
  id: string,
  lists: ImportedList[],
): Promise<'confirmed' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const found = await lockedImport(trx, viewer, id, lists);
    if (found === 'not_found') return found;
    if (found.state === 'confirming' || found.state === 'committed') return 'confirmed';
    if (found.state !== 'previewed') return 'not_found';
    const by = { attempt: 0, committed_by: viewer.accountId };
    await updateImport(trx, id, { state: 'confirming', due_at: now(), ...by });
    await recordAct(viewer, actOn(found, 'import.committed'), trx);
    afterCommit(() => wake(IMPORTING));
    return 'confirmed';
  });

/**
 * Takes back what an import made. What a person has worked on, what somebody has used since and what a later import
 * changed stays; `undone` and what is left are counted.
 */
export const undoImport = (
  viewer: AccountViewer,
  id: string,
  lists: ImportedList[],
): Promise<{ undone: number; kept: number } | 'not_found'> =>
  inTransaction(async (trx) => {
    const found = await lockedImport(trx, viewer, id, lists);
    if (found === 'not_found') return found;
    const list = lists.find(({ kind }) => kind === found.kind);
    if (found.state !== 'committed' || !list) return 'not_found';
    const { organisationId } = found;
    await lockConfirming(trx, organisationId);
    const by = { importId: id, organisationId, accountId: viewer.accountId };
    await noteUndone(trx, id, await list.takeBack(trx, by));
    await updateImport(trx, id, { state: 'undone', undone_at: now() });
    await recordAct(viewer, actOn(found, 'import.undone'), trx);
    const { created, updated, undone } = await changesOf(trx, id);
    return { undone, kept: created + updated - undone };
  });

/** Forgets a file that was not confirmed, with all that was read of it. */
export const discardImport = (
  viewer: AccountViewer,
  id: string,
  lists: ImportedList[],
): Promise<'discarded' | 'not_found'> =>
  inTransaction(async (trx) => {
    const found = await lockedImport(trx, viewer, id, lists);
    if (found === 'not_found') return found;
    if (!['reading', 'refused', 'previewed'].includes(found.state)) return 'not_found';
    await deleteImport(trx, id);
    await recordAct(viewer, actOn(found, 'import.discarded'), trx);
    return 'discarded';
  });

const actOn = ({ id, organisationId }: ImportSummary, act: string) => ({
  organisationId,
  act,
  subject: `import:${id}`,
});

async function lockedImport(
  trx: Database,
  viewer: AccountViewer,
  id: string,
  lists: ImportedList[],
): Promise<ImportSummary | 'not_found'> {
  const found = await lockImport(trx, id);
  if (!found) return 'not_found';
  return mayImport(lists, viewer, found) ? found : refuseImport(viewer, found, trx);
}

/** Writes into the owner's log that somebody tried to reach an import that is not theirs. */
export const refuseImport = (
  viewer: AccountViewer,
  { id, organisationId }: ImportSummary,
  trx?: Database,
): Promise<'not_found'> => refuseImports(viewer, organisationId, `import:${id}`, trx);

/** The same of all imports of an organisation, or of the site where there is none. */
export const refuseImports = (
  viewer: AccountViewer,
  organisationId: OrganisationId | null,
  subject: string,
  trx?: Database,
): Promise<'not_found'> =>
  organisationId
    ? refuse(viewer, { organisationId, act: 'import.refused', subject }, trx)
    : refuseOnSite(viewer, { act: 'import.refused', subject }, trx);
