/** Drafts, and changes to what stands: dates that somebody signed up for are kept, the others follow the new rules. */
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { inTransaction, type AfterCommit, type Database } from '#platform/db';
import { announceFacts } from './announce.server.ts';
import type { ReadSeries, SeriesInput } from './input.ts';
import { materialise } from './materialise.server.ts';
import { askNamed } from './namings.server.ts';
import { leaveOtherPlaces, lockComing, markIfElsewhere } from './coming-queries.server.ts';
import type { SeriesId } from './occurrence.ts';
import { lockOwnSeries } from './own-series.server.ts';
import { mayPublish } from './privacy.ts';
import { fatesToShow, fatesUnder, meetFate } from './date-fates.server.ts';
import { mustBeSeen } from './date-fates.ts';
import { ruleOf } from './rule.ts';
import {
  holdOrganisationOf,
  raiseRevision,
  updateSeries,
  writeRules,
} from './series-queries.server.ts';
import { rowOf } from './series-rows.ts';
import { refuseSeries } from './series-log.server.ts';
import {
  insertSeries,
  readSeries,
  seriesMadeOnce,
  UNVERIFIED,
  type Refused,
} from './series.server.ts';
import { decideWaiting } from './submission-queries.server.ts';
import { writeSubmission } from './submissions.server.ts';
import { writeParts } from './taking-part-queries.server.ts';

/** Keeps a series that nobody sees yet; checked as for publishing. The same form sent twice is one series. */
export async function saveDraft(
  viewer: AccountViewer,
  input: SeriesInput,
  formId?: string,
): Promise<SeriesId | Refused | 'not_found'> {
  const series = await readSeries(input);
  if ('problems' in series) return series;
  if (!mayPublish(viewer, series.organisationId))
    return refuseSeries(viewer, series.organisationId);
  const row = { ...rowOf(series, viewer.accountId), state: 'draft' };
  return seriesMadeOnce({ formId, by: viewer.accountId, what: ['draft', series] }, (id) =>
    inTransaction((trx) =>
      insertSeries(trx, { ...row, id }, series.rules.map(ruleOf), series.organisations),
    ),
  );
}

/** Gives places that a raised capacity frees to those who wait for these dates: `signup` knows how, and this does not know `signup`. */
export type Promote = (
  trx: Database,
  occurrenceIds: string[],
  afterCommit: AfterCommit,
) => Promise<void>;

interface Revising {
  publish: boolean;
  promote: Promote;
  /** What the publisher was shown; left out by callers who have nobody to show it to. */
  seen?: string;
  /** The series' revision that was changed; left out likewise. */
  basis?: number | undefined;
}

/**
 * Changes a series; `publish` shows a draft to everybody, or submits it where its organisation wants approval (and so is any
 * change of a public one there). Its organisation stays, and once published its kind.
 * Coming dates outside the new rules go, unless somebody signed up: those are kept. `unseen`: after what has happened
 * meanwhile it would do something else than was shown; `changed_meanwhile`: somebody has saved it since `basis`.
 */
export async function reviseSeries(
  viewer: AccountViewer,
  id: string,
  input: SeriesInput,
  revising: Revising,
): Promise<'saved' | 'submitted' | 'unseen' | 'changed_meanwhile' | 'not_found' | Refused> {
  const series = await readSeries(input);
  if ('problems' in series) return series;
  return inTransaction(async (trx, afterCommit) => {
    // Before the series, as a withdrawal of the whole organisation takes them.
    const organisation = await holdOrganisationOf(trx, id);
    const found = await lockOwnSeries(trx, viewer, id, mayPublish);
    if (found === 'not_found' || found.state === 'ended') return 'not_found';
    if (revising.publish && !organisation?.shown) return UNVERIFIED;
    if (revising.basis !== undefined && revising.basis !== found.revision)
      return 'changed_meanwhile';
    const held = { ...series, organisationId: found.organisation_id };
    if (organisation?.wants_approval && (revising.publish || found.state === 'published'))
      return submitSeries(trx, viewer, id, held, found.state);
    const by = { by: viewer.accountId, at: now() };
    const done = await writeRevised(trx, { ...found, id }, series, revising, afterCommit);
    if (done !== 'saved') return done;
    await decideWaiting(trx, id, { decision: 'replaced', ...by });
    await raiseRevision(trx, id, by);
    await askNamed(trx, id);
    return done;
  });
}

/** Waits for somebody else. A public series stays as it is meanwhile, a draft becomes what was submitted. */
async function submitSeries(
  trx: Database,
  viewer: AccountViewer,
  id: string,
  series: ReadSeries,
  state: string,
): Promise<'submitted'> {
  if (state !== 'published') {
    const { created_by: _, organisation_id: __, ...row } = rowOf(series, null);
    await updateSeries(trx, id, { ...row, state: 'submitted' });
    await writeRules(trx, id, series.rules.map(ruleOf));
    await writeParts(trx, id, series.organisations);
  }
  await writeSubmission(trx, viewer, id, series);
  await raiseRevision(trx, id, { by: viewer.accountId, at: now() });
  return 'submitted';
}

/** Writes what a publisher gave, rights and approval being settled; the series is held. */
export async function writeRevised(
  trx: Database,
  { id, ...found }: { id: string; state: string; kind: string },
  series: ReadSeries,
  { publish, promote, seen }: Revising,
  afterCommit: AfterCommit,
): Promise<'saved' | 'unseen'> {
  const kind = DRAFTS.includes(found.state) ? series.kind : found.kind;
  // Slots follow their supporters' hours and not the rules.
  const coming = kind === 'peer_consultation' ? [] : await lockComing(trx, id);
  const fates = coming.length > 0 ? await fatesUnder(trx, id, series, coming) : [];
  if (seen !== undefined && mustBeSeen(fates) && fatesToShow(fates).seen !== seen) return 'unseen';
  const { created_by: _, organisation_id: __, ...row } = rowOf(series, null);
  await markIfElsewhere(trx, id, row);
  await updateSeries(trx, id, { ...row, kind, state: publish ? 'published' : keptState(found) });
  await writeRules(trx, id, series.rules.map(ruleOf));
  await writeParts(trx, id, series.organisations);
  if (series.format === 'online') await leaveOtherPlaces(trx, id);
  for (const fate of fates) await meetFate(trx, fate, afterCommit);
  for (const held of coming.filter(({ taken, waiting }) => taken + waiting > 0))
    afterCommit(() => announceFacts(held.id));
  await materialise(id, trx);
  const waitedFor = coming.filter(({ waiting }) => waiting > 0);
  await promote(
    trx,
    waitedFor.map((one) => one.id),
    afterCommit,
  );
  return 'saved';
}

const DRAFTS = ['draft', 'submitted'];

/** Saved and not submitted again, what waited is a draft. */
const keptState = ({ state }: { state: string }) => (state === 'submitted' ? 'draft' : state);
