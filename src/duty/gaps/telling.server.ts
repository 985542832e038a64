/** Gaps are told before they happen: at their devices and on the first page, to whoever keeps the desk's shifts and to the prefecture's coordinator. */
import { gives, organisationIdsOf, type AccountViewer, type OrganisationId } from '#accounts';
import { coordinatorsOf, membersOf } from '#accounts/server';
import { noticeForAccounts } from '#notices/server';
import { days, later, now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { eachAlone } from '#platform/jobs';
import type { WindowDetail } from '#windows';
import { findWindow } from '#windows/server';
import type { Span } from '../roster/span.ts';
import { gapsAhead } from './gaps-ahead.server.ts';
import {
  desksWithGaps,
  desksWithRosters,
  forgetFilled,
  insertUntold,
} from './told-gap-queries.server.ts';

const PLANNED_WITHIN = days(28);

/** Every hour; once for each gap, however often it is looked at. Throws after the last, so that the job is tried again. */
export async function tellGaps(): Promise<void> {
  const at = now();
  const desks = await desksWithRosters(db, later(at, -PLANNED_WITHIN));
  const failed = await eachAlone(desks, 'gaps of a desk', async (id) => {
    const window = await findWindow(id);
    if (window) await tellGapsOf(window, await gapsAhead(window, at));
  });
  if (failed > 0) throw new Error('the gaps of some desks were not looked at');
}

const tellGapsOf = (window: WindowDetail, gaps: Span[]): Promise<void> =>
  inTransaction(async (trx) => {
    await forgetFilled(trx, window.id, gaps);
    if ((await insertUntold(trx, window.id, gaps)) === 0) return;
    const told = await whoIsTold(trx, window);
    await noticeForAccounts(
      trx,
      [...told].map((account) => ({ account, haste: 'by_day' })),
    );
  });

async function whoIsTold(
  trx: Database,
  { organisationId, prefCode }: WindowDetail,
): Promise<Set<string>> {
  // As the column refers to it; desks of nobody keep no roster.
  const members = await membersOf(trx, organisationId ? [organisationId as OrganisationId] : []);
  const keepers = members.filter(({ role }) => gives(role, 'keep_shifts'));
  const coordinators = prefCode ? await coordinatorsOf(trx, prefCode) : [];
  return new Set([...keepers.map(({ accountId }) => accountId), ...coordinators]);
}

export interface DeskGaps {
  windowId: string;
  name: string;
  gaps: Span[];
  /** Whether the viewer may open its roster. */
  opens: boolean;
}

/** What the viewer was told of and still is so: of the desks whose shifts they keep, and of the prefecture they coordinate. */
export async function gapsToldTo(viewer: AccountViewer): Promise<DeskGaps[]> {
  const at = now();
  const organisationIds = organisationIdsOf(viewer, 'keep_shifts');
  const prefCode = viewer.coordinatesPrefCode;
  const desks = await desksWithGaps(db, { organisationIds, prefCode }, at);
  const found = await Promise.all(desks.map((id) => deskGaps(viewer, id, at)));
  return found.flatMap((one) => (one && one.gaps.length > 0 ? [one] : []));
}

async function deskGaps(
  viewer: AccountViewer,
  id: string,
  at: Date,
): Promise<DeskGaps | undefined> {
  const window = await findWindow(id);
  if (!window) return undefined;
  const opens = organisationIdsOf(viewer).some((own) => own === window.organisationId);
  return { windowId: id, name: window.name, gaps: await gapsAhead(window, at), opens };
}
