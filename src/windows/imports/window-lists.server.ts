/** Lists of desks: confirmed, a row stands in the directory, unchecked, with where it was read. */
import { createHash } from 'node:crypto';
import { fateOf, type Change, type ImportedBy, type ImportedList, type Together } from '#imports';
import { readingFor } from '#imports/server';
import { findOrganisation } from '#organisations/server';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { localDate } from '#platform/tokyo';
import type { GivenWindow } from '../input.ts';
import { insertWindow, lockOwner, replaceParts, updateWindow } from '../keeping-queries.server.ts';
import { mayRevise } from '../privacy.ts';
import { keptById } from '../queries.server.ts';
import type { ServedAsNamed, WindowDetail } from '../window.ts';
import {
  deleteWindows,
  findRemembered,
  forgetImportedWindow,
  knownRowsOf,
  noteImportedWindow,
  undoableWindows,
  windowsOfLines,
} from './imported-window-queries.server.ts';
import { newWindow, revisedWindow, type ImportedWindow } from './imported-window.ts';
import { knownTo } from './known-windows.server.ts';
import { readWindows } from './window-row.ts';
import { windowShown } from './window-shown.ts';

interface Around {
  wordsToAvoid: (text: string) => string[];
  /** Of these desks, those where somebody is on duty or was talked with: they are not taken away. */
  inUse: (trx: Database, ids: string[]) => Promise<string[]>;
}

/** Needs `admin`; the operator's own are of no organisation, and may mean any desk. */
export const windowLists = ({ wordsToAvoid, inUse }: Around): ImportedList => ({
  kind: 'windows',
  mayImport: (viewer, organisationId) => mayRevise(viewer, organisationId),
  read: async (sheet, organisationId) =>
    readWindows(sheet, {
      ...(await readingFor(organisationId)),
      known: await knownTo(db, organisationId),
      hidden: organisationId !== null && !(await findOrganisation(organisationId))?.shown,
      wordsToAvoid,
    }),
  // Written only from `readWindows`, here and below.
  shown: (item) => windowShown(item as ImportedWindow),
  write: async (trx, by, some) => {
    const changes: Change[] = [];
    for (const rows of some) changes.push(await writeWindow(trx, by, rows));
    return changes;
  },
  takeBack: (trx, by) => takeBack(trx, by, inUse),
  knownRows: knownRowsOf,
  subjectsOf: windowsOfLines,
});

/** What a desk was before an import changed it. */
interface Before {
  window: GivenWindow;
  /** Empty for one that no import of this sender had made. */
  contentHash: string;
  identity: string;
}

async function writeWindow(trx: Database, by: ImportedBy, rows: Together): Promise<Change> {
  const [{ item, identities } = { item: null, identities: [] }] = rows;
  const row = item as ImportedWindow;
  const identity = identities[0] ?? '';
  const contentHash = hashOf(row.given);
  const { organisationId } = by;
  const remembered = await findRemembered(trx, organisationId, { ...row, identity });
  const id = row.windowId ?? remembered?.windowId;
  // Locked before it is read: what somebody writes into it meanwhile is not undone unseen.
  const found = id && (await lockOwner(trx, id));
  const kept = found ? await keptById(trx, id, localDate(now())) : undefined;
  if (!kept) {
    const given = newWindow(row, organisationId);
    const coming = { listedOn: localDate(now()), by: by.accountId };
    const windowId = await insertWindow(trx, given, coming);
    await replaceParts(trx, windowId, given);
    await noteImportedWindow(trx, organisationId, { windowId, identity, contentHash });
    return { subjectId: windowId, did: 'created', before: null };
  }
  const { id: windowId } = kept.window;
  // A row with our own id was edited by somebody who meant that desk.
  const did = row.changed.length === 0 ? 'unchanged' : fateOf(contentHash, remembered, row.byId);
  if (did !== 'updated' || !isTheirs(kept.window, by))
    return { subjectId: windowId, did: did === 'updated' ? 'kept' : did, before: null };
  const window = givenOf(kept);
  const revised = revisedWindow(window, row);
  await updateWindow(trx, windowId, revised);
  await replaceParts(trx, windowId, revised);
  await noteImportedWindow(trx, organisationId, { windowId, identity, contentHash });
  const before: Before = {
    window,
    identity: remembered?.identity ?? identity,
    contentHash: remembered?.contentHash ?? '',
  };
  return { subjectId: windowId, did, before };
}

const hashOf = (given: object): string =>
  createHash('sha256').update(JSON.stringify(given)).digest('base64url');

const isTheirs = (window: WindowDetail, { organisationId }: ImportedBy): boolean =>
  organisationId === null || window.organisationId === organisationId;

const givenOf = ({
  window,
  named,
}: {
  window: WindowDetail;
  named: ServedAsNamed;
}): GivenWindow => ({ ...window, ...named, hours: window.hours ?? [] });

async function takeBack(
  trx: Database,
  { importId, organisationId }: ImportedBy,
  inUse: Around['inUse'],
): Promise<string[]> {
  const undoable = await undoableWindows(trx, importId);
  const created = undoable.flatMap((one) => (one.did === 'created' ? [one.windowId] : []));
  const used = await inUse(trx, created);
  const gone = created.filter((id) => !used.includes(id));
  await deleteWindows(trx, gone);
  const changed = undoable.filter(({ did }) => did === 'updated');
  for (const { windowId, before } of changed) {
    const { window, ...memory } = before as Before; // Written only by `writeWindow`.
    await updateWindow(trx, windowId, window);
    await replaceParts(trx, windowId, window);
    if (memory.contentHash) await noteImportedWindow(trx, organisationId, { windowId, ...memory });
    else await forgetImportedWindow(trx, windowId);
  }
  return [...gone, ...changed.map(({ windowId }) => windowId)];
}
