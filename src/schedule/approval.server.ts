/**
 * Approval (決裁), where an organisation wants it: two people for whatever becomes public. A series waits whole, as it was
 * submitted, also one that is public already: until then everybody goes on seeing the old one. What is done to single dates
 * does not wait: calling off, holding after all, moving, another size, a note of one line, and one more date of a public
 * series; nor does ending a series. Those who would come must know at once, and each stands in the log, by whose act.
 */
import { organisationIdsOf, type AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import type { ReadSeries, SeriesInput } from './input.ts';
import { reasonInput } from './date-input.ts';
import { askNamed } from './namings.server.ts';
import { listComing } from './coming-queries.server.ts';
import type { SeriesId } from './occurrence.ts';
import { findOwnSeries, lockOwnSeries } from './own-series.server.ts';
import { mayApprove, mayRead } from './privacy.ts';
import { writeRevised, type Promote } from './revise.server.ts';
import { fatesToShow, fatesUnder } from './date-fates.server.ts';
import type { Fates } from './date-fates.ts';
import { holdOrganisationOf, raiseRevision, updateSeries } from './series-queries.server.ts';
import { recordOnSeries } from './series-log.server.ts';
import { readSeries, UNVERIFIED, type Refused } from './series.server.ts';
import {
  decideWaiting,
  findRemark,
  findWaiting,
  listWaiting,
} from './submission-queries.server.ts';

/** A series as it is to become, once somebody else agrees. */
export interface Submission {
  id: string;
  input: ReadSeries;
  by: string;
  at: Date;
  /** The viewer's own: somebody else must approve it. */
  own: boolean;
  fates: Fates;
}

/** What waits, and the remark it was last sent back with. For members of its organisation. */
export async function submissionOf(
  viewer: AccountViewer,
  id: string,
): Promise<{ waiting: Submission | null; remark: string }> {
  const series = await findOwnSeries(db, viewer, id, mayRead);
  if (series === 'not_found') return { waiting: null, remark: '' };
  const [row, remark] = [await findWaiting(id), await findRemark(id)];
  if (!row) return { waiting: null, remark };
  const input = row.input as unknown as ReadSeries; // Written only from `seriesInput`.
  const coming = series.kind === 'peer_consultation' ? [] : await listComing(db, id);
  const fates = fatesToShow(await fatesUnder(db, id, input, coming));
  const own = row.byAccount === viewer.accountId;
  return { waiting: { id: row.id, input, by: row.by, at: row.at, own, fates }, remark };
}

export interface WaitingSeries {
  seriesId: SeriesId;
  title: string;
  organisation: string;
  by: string;
  at: Date;
  own: boolean;
}

/** What waits for the viewer's approval, or for somebody else's where the viewer submitted it; the oldest first. */
export async function waitingFor(viewer: AccountViewer): Promise<WaitingSeries[]> {
  const organisations = organisationIdsOf(viewer, 'approve');
  if (organisations.length === 0) return [];
  const rows = await listWaiting(organisations);
  return rows.map(({ seriesId, title, organisation, by, at, byAccount }) => ({
    ...{ seriesId, title, organisation, by, at },
    own: byAccount === viewer.accountId,
  }));
}

interface Approving {
  /** Which submission was read. */
  submission: string;
  /** What would become of its dates, as it was shown. */
  seen: string;
  promote: Promote;
}

/** `own`: who submitted it cannot; `changed_meanwhile`: another version waits by now; `unseen`: its dates would fare otherwise. */
export async function approveSeries(
  viewer: AccountViewer,
  id: string,
  { submission, seen, promote }: Approving,
): Promise<'approved' | 'own' | 'changed_meanwhile' | 'unseen' | 'not_found' | Refused> {
  return inTransaction(async (trx, afterCommit) => {
    const held = await lockWaiting(trx, viewer, id);
    if (held === 'not_found') return held;
    if (held.waiting?.id !== submission) return 'changed_meanwhile';
    if (held.waiting.byAccount === viewer.accountId) return 'own';
    if (!held.shown) return UNVERIFIED;
    // Stored as read; a holiday or an area may have gone since.
    const series = await readSeries(held.waiting.input as unknown as SeriesInput);
    if ('problems' in series) return series;
    const publishing = { publish: true, promote, seen };
    const written = await writeRevised(trx, { ...held.found, id }, series, publishing, afterCommit);
    if (written === 'unseen') return written;
    const by = { by: viewer.accountId, at: now() };
    await decideWaiting(trx, id, { decision: 'approved', ...by });
    await raiseRevision(trx, id, by);
    await askNamed(trx, id);
    await recordOnSeries(
      trx,
      viewer,
      { id, organisationId: held.found.organisation_id },
      'series.approved',
    );
    return 'approved';
  });
}

/** Back to whoever submitted it, with what is to be mended; what is public stays as it is. */
export async function sendSeriesBack(
  viewer: AccountViewer,
  id: string,
  { submission, remark }: { submission: string; remark: string },
): Promise<'sent_back' | 'changed_meanwhile' | 'no_remark' | 'not_found'> {
  const parsed = reasonInput.safeParse(remark);
  if (!parsed.success) return 'no_remark';
  return inTransaction(async (trx) => {
    const held = await lockWaiting(trx, viewer, id);
    if (held === 'not_found') return held;
    if (held.waiting?.id !== submission) return 'changed_meanwhile';
    const decided = { by: viewer.accountId, at: now(), remark: parsed.data };
    await decideWaiting(trx, id, { decision: 'sent_back', ...decided });
    if (held.found.state === 'submitted') await updateSeries(trx, id, { state: 'draft' });
    await recordOnSeries(
      trx,
      viewer,
      { id, organisationId: held.found.organisation_id },
      'series.sent_back',
    );
    return 'sent_back';
  });
}

async function lockWaiting(trx: Database, viewer: AccountViewer, id: string) {
  const organisation = await holdOrganisationOf(trx, id);
  const found = await lockOwnSeries(trx, viewer, id, mayApprove);
  if (found === 'not_found' || found.state === 'ended') return 'not_found';
  return { found, shown: organisation?.shown ?? false, waiting: await findWaiting(id, trx) };
}
