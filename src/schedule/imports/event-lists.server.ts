/** Lists of events: what becomes of their rows is a draft of their organisation. */
import { createHash, randomUUID } from 'node:crypto';
import {
  fateOf,
  inParts,
  type Change,
  type ImportedBy,
  type ImportedList,
  type Together,
} from '#imports';
import { readingFor } from '#imports/server';
import { now } from '#platform/clock';
import type { Database } from '#platform/db';
import type { ReadSeries } from '../input.ts';
import { mayPublish } from '../privacy.ts';
import { ruleOf, type Rule } from '../rule.ts';
import { findSeriesRow, raiseRevision, updateSeries } from '../series-queries.server.ts';
import { inputOf, rowOf } from '../series-rows.ts';
import { rulesOfSeries } from '../rule-queries.server.ts';
import { eventShown } from './event-shown.ts';
import { readEvents } from './event-row.ts';
import type { ImportedEvent } from './imported-event.ts';
import {
  deleteSeriesRows,
  findImported,
  insertSeriesRows,
  knownRowsOf,
  noteImported,
  seriesOfLines,
  undoableOf,
  writeRulesOf,
  type FoundSeries,
} from './imported-series-queries.server.ts';
import { MOST_DATES, seriesOfEvents } from './series-of-events.ts';

/** Needs `publisher` or `admin`. Rows that differ in their day alone are one series. */
export const eventLists: ImportedList = {
  kind: 'events',
  mayImport: (viewer, organisationId) =>
    organisationId !== null && mayPublish(viewer, organisationId),
  read: async (sheet, organisationId) => readEvents(sheet, await readingFor(organisationId)),
  // Written only from `readEvents`, here and below.
  shown: (item) => eventShown(item as ImportedEvent),
  write: writeSeries,
  takeBack,
  knownRows: knownRowsOf,
  subjectsOf: seriesOfLines,
};

/** A list of events always is an organisation's: the table says so too. */
const ownerOf = ({ organisationId }: ImportedBy): string => {
  if (organisationId === null) throw new Error('a list of events without an organisation');
  return organisationId;
};

interface Made {
  id: string;
  series: ReadSeries;
  rules: Rule[];
  contentHash: string;
  identities: string[];
  found: FoundSeries | undefined;
}

async function writeSeries(trx: Database, by: ImportedBy, some: Together[]): Promise<Change[]> {
  const owner = ownerOf(by);
  const made = await madeOf(trx, by, some);
  const fates = made.map((one) => ({
    ...one,
    did: one.found ? fateOf(one.contentHash, one.found) : ('created' as const),
  }));
  const created = fates.filter(({ did }) => did === 'created');
  const updated = fates.filter(({ did }) => did === 'updated');
  const before = new Map<string, Before>();
  for (const one of updated) before.set(one.id, await contentOf(trx, one));
  await insertSeriesRows(
    trx,
    created.map((one) => ({
      ...rowOf(one.series, by.accountId),
      id: one.id,
      state: 'draft',
      flow: [],
      questions: [],
    })),
  );
  for (const one of updated) await rewriteSeries(trx, by, one);
  const written = [...created, ...updated];
  await writeRulesOf(trx, new Map(written.map((one) => [one.id, one.rules])));
  await noteImported(
    trx,
    owner,
    written.map((one) => ({ ...one, seriesId: one.id })),
  );
  return fates.map(({ id, did }) => ({ subjectId: id, did, before: before.get(id) ?? null }));
}

async function madeOf(trx: Database, by: ImportedBy, some: Together[]): Promise<Made[]> {
  const owner = ownerOf(by);
  // A series holds only so many dates.
  const parts = some.flatMap((rows) => inParts(rows, MOST_DATES));
  const found = await findImported(
    trx,
    { organisationId: owner, importId: by.importId },
    parts.flat().flatMap(({ identities }) => identities),
  );
  const met = new Set<string>();
  return parts.map((rows) => {
    const series = seriesOfEvents(
      rows.map(({ item }) => item as ImportedEvent),
      owner,
    );
    const identities = rows.flatMap((row) => row.identities);
    const contentHash = hashOf(series);
    const known = onceOnly(
      identities.map((identity) => found.get(identity)).find(Boolean),
      contentHash,
      met,
    );
    return {
      id: known?.seriesId ?? randomUUID(),
      series,
      rules: series.rules.map(ruleOf),
      contentHash,
      identities,
      found: known,
    };
  });
}

/** Of what it says, whoever's it is: an organisation that takes over an entry knows its lists again. */
const hashOf = ({ organisationId: _, ...said }: ReadSeries): string =>
  createHash('sha256').update(JSON.stringify(said)).digest('base64url');

/** Rows that were one series and now differ: it is the first one's. What a person has worked on stays that of all. */
function onceOnly(
  found: FoundSeries | undefined,
  contentHash: string,
  met: Set<string>,
): FoundSeries | undefined {
  if (!found || fateOf(contentHash, found) === 'kept') return found;
  if (met.has(found.seriesId)) return undefined;
  met.add(found.seriesId);
  return found;
}

/** What a series was before an import changed it. */
interface Before {
  series: ReadSeries;
  contentHash: string;
}

async function contentOf(trx: Database, { id, found }: Made): Promise<Before> {
  const row = await findSeriesRow(id, trx);
  if (!row || !found) throw new Error(`the series ${id} is locked and gone`);
  return { series: inputOf(row, await rulesOfSeries(id, trx)), contentHash: found.contentHash };
}

const contentRowOf = (series: ReadSeries) => {
  const { state: _, created_by: __, organisation_id: ___, ...content } = rowOf(series, null);
  return content;
};

/** Whoever has it open in the editor is told that it changed. */
async function rewriteSeries(
  trx: Database,
  { accountId }: ImportedBy,
  { id, series }: { id: string; series: ReadSeries },
): Promise<void> {
  await updateSeries(trx, id, contentRowOf(series));
  await raiseRevision(trx, id, { by: accountId, at: now() });
}

async function takeBack(trx: Database, by: ImportedBy): Promise<string[]> {
  const undoable = await undoableOf(trx, by.importId);
  const created = undoable.filter(({ did }) => did === 'created');
  await deleteSeriesRows(
    trx,
    created.map(({ seriesId }) => seriesId),
  );
  for (const one of undoable) if (one.did === 'updated') await bringBack(trx, by, one);
  return undoable.map(({ seriesId }) => seriesId);
}

async function bringBack(
  trx: Database,
  by: ImportedBy,
  { seriesId, before }: { seriesId: string; before: unknown },
): Promise<void> {
  const { series, contentHash } = before as Before; // Written only by `writeSeries`.
  await rewriteSeries(trx, by, { id: seriesId, series });
  await writeRulesOf(trx, new Map([[seriesId, series.rules.map(ruleOf)]]));
  await noteImported(trx, ownerOf(by), [{ seriesId, contentHash, identities: [] }]);
}
