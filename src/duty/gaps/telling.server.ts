/** Gaps are told before they happen: at their devices and on the first page, to whoever keeps the desk's shifts and to the prefecture's coordinator. */
import { gives, organisationIdsOf, type AccountViewer, type OrganisationId } from '#accounts';
import { coordinatorsOf, membersOf } from '#accounts/server';
import { noticeForAccounts } from '#notices/server';
import { days, later, now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { eachAlone } from '#platform/jobs';
import type { WindowRecord } from '#windows';
import { listWindows } from '#windows/server';
import type { Span } from '../roster/span.ts';
import { gapsAhead } from './gaps-ahead.server.ts';
import { desksWithGaps, desksWithRosters, replaceTold } from './told-gap-queries.server.ts';

const PLANNED_WITHIN = days(28);

/** Every hour; once for each gap, and again where it grows, however often it is looked at. Throws after the last, so that the job is tried again. */
export async function tellGaps(): Promise<void> {
  const at = now();
  const ids = await desksWithRosters(db, later(at, -PLANNED_WITHIN));
  const desks = await listWindows({ ids });
  const gaps = await gapsAhead(desks, at);
  const failed = await eachAlone(desks, 'gaps of a desk', (desk) =>
    tellGapsOf(desk, gaps.get(desk.id) ?? []),
  );
  if (failed > 0) throw new Error('the gaps of some desks were not looked at');
}

const tellGapsOf = (window: WindowRecord, gaps: Span[]): Promise<void> =>
  inTransaction(async (trx) => {
    const [first] = await replaceTold(trx, window.id, gaps);
    if (!first) return;
    const told = await whoIsTold(trx, window);
    await noticeForAccounts(
      trx,
      [...told].map((account) => ({ account, haste: { before: first.startsAt } })),
    );
  });

async function whoIsTold(
  trx: Database,
  { organisationId, prefCode }: WindowRecord,
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
  const ids = await desksWithGaps(db, { organisationIds, prefCode }, at);
  const desks = await listWindows({ ids });
  const gaps = await gapsAhead(desks, at);
  const own: (string | null)[] = organisationIdsOf(viewer);
  return desks
    .map(({ id, name, organisationId }) => ({
      ...{ windowId: id, name, gaps: gaps.get(id) ?? [] },
      opens: own.includes(organisationId),
    }))
    .filter((desk) => desk.gaps.length > 0);
}
