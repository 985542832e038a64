/** Writes what was confirmed, all of an import at once, and tells meanwhile how far it is. */
import { breathing } from '#platform/breath';
import { now } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { noteChanges } from './change-queries.server.ts';
import { lockConfirming } from './import-queries.server.ts';
import { linesTogether, togetherOn } from './row-queries.server.ts';
import { inParts, type ImportedList } from './list.ts';
import {
  endConfirming,
  noteWritten,
  takeNextConfirmation,
  type ConfirmationUnderWay,
} from './under-way-queries.server.ts';

const AT_ONCE = 200;

/** Every confirmation that is due, one after the other. */
export async function writeConfirmed(lists: ImportedList[], at: Date): Promise<void> {
  for (let next = await takeNextConfirmation(at); next; next = await takeNextConfirmation(now())) {
    const { kind } = next;
    const list = lists.find((one) => one.kind === kind);
    if (list) await writeAll(next, list);
  }
}

const writeAll = (under: ConfirmationUnderWay, list: ImportedList): Promise<void> =>
  inTransaction(async (trx) => {
    const { id: importId, organisationId, accountId } = under;
    await lockConfirming(trx, organisationId);
    const breathe = breathing();
    let written = 0;
    for (const groups of inParts(await linesTogether(trx, importId), AT_ONCE)) {
      const some = await togetherOn(trx, importId, groups);
      const changes = await list.write(trx, { importId, organisationId, accountId }, some);
      await noteChanges(trx, importId, changes);
      written += groups.flat().length;
      await noteWritten(under, written, now());
      await breathe();
    }
    if (!(await endConfirming(trx, under, now())))
      throw new Error(`another process writes the import ${importId} by now`);
  });
