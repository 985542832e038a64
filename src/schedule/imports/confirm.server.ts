/** From rows that were read to drafts, all at once; and back. */
import { createHash, randomUUID } from 'node:crypto';
import type { AccountViewer, OrganisationId } from '#accounts';
import { recordAct } from '#organisations/server';
import { breathing } from '#platform/breath';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import type { ReadSeries } from '../input.ts';
import { mayPublish } from '../privacy.ts';
import { ruleOf, type Rule } from '../rule.ts';
import { findSeriesRow, updateSeries } from '../series-queries.server.ts';
import { inputOf, rowOf } from '../series-rows.ts';
import { rulesOfSeries } from '../queries.server.ts';
import { lockImport, updateImport } from './import-queries.server.ts';
import { whatToDo, type ImportSummary } from './import-record.ts';
import {
  changesOf,
  deleteSeriesRows,
  eventsOn,
  findImported,
  inItsTurn,
  insertSeriesRows,
  noteChanges,
  noteImported,
  noteUndone,
  sameEventsOf,
  undoableOf,
  writeRulesOf,
  type Change,
  type FoundSeries,
  type SameEvent,
} from './imported-series-queries.server.ts';
import { refuseImport } from './imports.server.ts';
import { MOST_DATES, seriesOfEvents } from './series-of-events.ts';

const AT_ONCE = 200;

/** Makes a draft of every row that was not refused; rows an earlier import brought change it where nobody else has. Needs `publisher` or `admin`. */
export async function confirmImport(
  viewer: AccountViewer,
  id: string,
): Promise<'committed' | 'not_found'> {
  return inTransaction(async (trx) => {
    const found = await lockImport(trx, id);
    if (!found) return 'not_found';
    if (!mayPublish(viewer, found.organisationId)) return refuseImport(viewer, found, trx);
    if (found.state !== 'previewed') return found.state === 'committed' ? 'committed' : 'not_found';
    await inItsTurn(trx, found.organisationId);
    const breathe = breathing();
    for (const some of inParts(splitLong(await sameEventsOf(trx, id)), AT_ONCE)) {
      await makeSeries(trx, viewer, found, some);
      await breathe();
    }
    const at = now();
    await updateImport(trx, id, {
      state: 'committed',
      committed_at: at,
      committed_by: viewer.accountId,
    });
    await recordAct(viewer, actOn(found, 'import.committed'), trx);
    return 'committed';
  });
}

const actOn = ({ id, organisationId }: ImportSummary, act: string) => ({
  organisationId,
  act,
  subject: `import:${id}`,
});

const inParts = <T>(all: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );

/** A series holds only so many dates. */
const splitLong = (events: SameEvent[]): SameEvent[] =>
  events.flatMap(({ lines, identities }) =>
    inParts(lines, MOST_DATES).map((some, at) => ({
      lines: some,
      identities: identities.slice(at * MOST_DATES, (at + 1) * MOST_DATES),
    })),
  );

interface Made {
  id: string;
  series: ReadSeries;
  rules: Rule[];
  contentHash: string;
  identities: string[];
  found: FoundSeries | undefined;
}

async function makeSeries(
  trx: Database,
  viewer: AccountViewer,
  { id, organisationId }: ImportSummary,
  some: SameEvent[],
): Promise<void> {
  const made = await madeOf(trx, id, organisationId, some);
  const fates = made.map((one) => ({ ...one, did: whatToDo(one.contentHash, one.found) }));
  const created = fates.filter(({ did }) => did === 'created');
  const updated = fates.filter(({ did }) => did === 'updated');
  const before = new Map<string, Before>();
  for (const one of updated) before.set(one.id, await contentOf(one));
  await insertSeriesRows(
    trx,
    created.map((one) => ({
      ...rowOf(one.series, viewer.accountId),
      id: one.id,
      state: 'draft',
      flow: [],
    })),
  );
  for (const one of updated) await updateSeries(trx, one.id, contentRowOf(one.series));
  const written = [...created, ...updated];
  await writeRulesOf(trx, new Map(written.map((one) => [one.id, one.rules])));
  await noteImported(
    trx,
    organisationId,
    written.map((one) => ({ ...one, seriesId: one.id })),
  );
  const changes: Change[] = fates.map((one) => ({
    seriesId: one.id,
    did: one.did,
    before: before.get(one.id) ?? null,
  }));
  await noteChanges(trx, id, changes);
}

async function madeOf(
  trx: Database,
  importId: string,
  organisationId: OrganisationId,
  some: SameEvent[],
): Promise<Made[]> {
  const events = await eventsOn(
    trx,
    importId,
    some.flatMap(({ lines }) => lines),
  );
  const found = await findImported(
    trx,
    organisationId,
    some.flatMap(({ identities }) => identities),
  );
  return some.map(({ lines, identities }) => {
    const series = seriesOfEvents(
      lines.flatMap((line) => events.get(line) ?? []),
      organisationId,
    );
    const known = identities.map((identity) => found.get(identity)).find(Boolean);
    return {
      id: known?.seriesId ?? randomUUID(),
      series,
      rules: series.rules.map(ruleOf),
      contentHash: createHash('sha256').update(JSON.stringify(series)).digest('base64url'),
      identities,
      found: known,
    };
  });
}

/** What a series was before an import changed it. */
interface Before {
  series: ReadSeries;
  contentHash: string;
}

async function contentOf({ id, found }: Made): Promise<Before> {
  const row = await findSeriesRow(id);
  if (!row || !found) throw new Error(`the series ${id} is locked and gone`);
  return { series: inputOf(row, await rulesOfSeries(id)), contentHash: found.contentHash };
}

const contentRowOf = (series: ReadSeries) => {
  const { state: _, created_by: __, organisation_id: ___, ...content } = rowOf(series, null);
  return content;
};

/**
 * Takes back what an import made. What a person has worked on, what somebody signed up for and what a later import
 * changed stays; `undone` and what is left are counted. Needs `publisher` or `admin`.
 */
export async function undoImport(
  viewer: AccountViewer,
  id: string,
): Promise<{ undone: number; kept: number } | 'not_found'> {
  return inTransaction(async (trx) => {
    const found = await lockImport(trx, id);
    if (!found) return 'not_found';
    if (!mayPublish(viewer, found.organisationId)) return refuseImport(viewer, found, trx);
    if (found.state !== 'committed') return 'not_found';
    await inItsTurn(trx, found.organisationId);
    const undoable = await undoableOf(trx, id);
    const ids = (did: string) =>
      undoable.filter((one) => one.did === did).map(({ seriesId }) => seriesId);
    await deleteSeriesRows(trx, ids('created'));
    for (const one of undoable) if (one.did === 'updated') await bringBack(trx, found, one);
    await noteUndone(
      trx,
      id,
      undoable.map(({ seriesId }) => seriesId),
    );
    await updateImport(trx, id, { state: 'undone', undone_at: now() });
    await recordAct(viewer, actOn(found, 'import.undone'), trx);
    const { created, updated, undone } = await changesOf(trx, id);
    return { undone, kept: created + updated - undone };
  });
}

async function bringBack(
  trx: Database,
  { organisationId }: ImportSummary,
  { seriesId, before }: { seriesId: string; before: unknown },
): Promise<void> {
  const { series, contentHash } = before as Before; // Written only by `makeSeries`.
  await updateSeries(trx, seriesId, contentRowOf(series));
  await writeRulesOf(trx, new Map([[seriesId, series.rules.map(ruleOf)]]));
  await noteImported(trx, organisationId, [{ seriesId, contentHash, identities: [] }]);
}
