/** Handing in a list: how large and how many, so that nobody's lists keep others waiting or fill the disk. */
import { createHash } from 'node:crypto';
import type { AccountViewer, OrganisationId } from '#accounts';
import { findOrganisation } from '#organisations/server';
import { days, later, now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { wake } from '#platform/jobs';
import { MOST_BYTES } from '#platform/sheets';
import { readableLine } from '#platform/text';
import { countHandedIn, lockHandingIn } from './bound-queries.server.ts';
import { IMPORTING } from './due.server.ts';
import { insertImport } from './import-queries.server.ts';
import type { HandInRefusal, ImportId, ImportKind } from './import-record.ts';
import { mayImport, refuseImports } from './imports.server.ts';
import type { ImportedList } from './list.ts';

export interface HandedIn {
  kind: ImportKind;
  /** Null for the site's own. */
  organisationId: string | null;
  fileName: string;
  bytes: Uint8Array;
}

/** More than an office looks at in one afternoon. */
const MOST_UNDECIDED = 10;

/** Anybody may apply, so an organisation that nobody verified gets little, and all of those together not much. */
const HIDDEN = { bytes: 2 * 1024 * 1024, each: 3, together: 100, counted: days(90) };

/** Takes a file in; it is read by the first of `importTasks`, and nothing of it is shown to anybody else. */
export async function handIn(
  viewer: AccountViewer,
  { kind, organisationId, fileName, bytes }: HandedIn,
  lists: ImportedList[],
): Promise<ImportId | 'not_found' | { refused: HandInRefusal }> {
  const of = { kind, organisationId: organisationId as OrganisationId | null }; // `refuse` and the foreign key look.
  if (!mayImport(lists, viewer, of))
    return refuseImports(viewer, of.organisationId, `organisation:${organisationId ?? ''}`);
  const hidden = organisationId !== null && !(await findOrganisation(organisationId))?.shown;
  const refused = refusedForSize(bytes.length, hidden);
  if (refused) return { refused };
  return inTransaction(async (trx, afterCommit) => {
    const many = await tooMany(trx, organisationId, hidden);
    if (many) return { refused: many };
    const id = await insertImport(trx, {
      organisation_id: organisationId,
      kind,
      file_name: readableLine(fileName).slice(-200) || '?',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      due_at: now(),
      created_by: viewer.accountId,
      created_at: now(),
    });
    afterCommit(() => wake(IMPORTING));
    return id;
  });
}

function refusedForSize(size: number, hidden: boolean): HandInRefusal | undefined {
  if (size === 0) return 'empty';
  if (size > MOST_BYTES) return 'too_large';
  return hidden && size > HIDDEN.bytes ? 'hidden_too_large' : undefined;
}

/** Counted in turn, so that several at once are not each let in as the last one. */
async function tooMany(
  trx: Database,
  organisationId: string | null,
  hidden: boolean,
): Promise<HandInRefusal | undefined> {
  await lockHandingIn(trx, hidden ? 'hidden' : organisationId);
  const { undecided, ever, ofHidden } = await countHandedIn(
    trx,
    organisationId,
    later(now(), -HIDDEN.counted),
  );
  if (!hidden) return undecided >= MOST_UNDECIDED ? 'too_many' : undefined;
  if (ever >= HIDDEN.each) return 'hidden_too_many';
  return ofHidden >= HIDDEN.together ? 'hidden_together' : undefined;
}
