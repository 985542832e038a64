/** Gaps are told before they happen: at their devices and on the first page, to whoever keeps the window's shifts and to the prefecture's coordinator. */
import { gives, organisationIdsOf, type AccountViewer, type OrganisationId } from '#accounts';
import { coordinatorsOf, membersOf } from '#accounts/server';
import { noticeForAccounts } from '#notices/server';
import { days, later, now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { eachAlone } from '#platform/jobs';
import type { WindowRecord } from '#windows';
import { listWindows } from '#windows/server';
import type { Span } from '../span.ts';
import { gapsAhead } from './gaps-ahead.server.ts';
import { windowsWithGaps, windowsWithRosters, replaceTold } from './told-gap-queries.server.ts';

const PLANNED_WITHIN = days(28);

/** Every hour; once for each gap, and again where it grows, however often it is looked at. Throws after the last, so that the job is tried again. */
export async function tellGaps(): Promise<void> {
  const at = now();
  const ids = await windowsWithRosters(db, later(at, -PLANNED_WITHIN));
  const windows = await listWindows({ ids });
  const gaps = await gapsAhead(windows, at);
  const failed = await eachAlone(windows, 'gaps of a window', (window) =>
    tellGapsOf(window, gaps.get(window.id) ?? []),
  );
  if (failed > 0) throw new Error('the gaps of some windows were not looked at');
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
  // As the column refers to it; windows of nobody keep no roster.
  const members = await membersOf(trx, organisationId ? [organisationId as OrganisationId] : []);
  const keepers = members.filter(({ role }) => gives(role, 'keep_shifts'));
  const coordinators = prefCode ? await coordinatorsOf(trx, prefCode) : [];
  return new Set([...keepers.map(({ accountId }) => accountId), ...coordinators]);
}

interface WindowGaps {
  windowId: string;
  name: string;
  gaps: Span[];
  /** Whether the viewer may open its roster. */
  opens: boolean;
}

/** What the viewer was told of and still is so: of the windows whose shifts they keep, and of the prefecture they coordinate. */
export async function gapsToldTo(viewer: AccountViewer): Promise<WindowGaps[]> {
  const at = now();
  const organisationIds = organisationIdsOf(viewer, 'keep_shifts');
  const prefCode = viewer.coordinatesPrefCode;
  const ids = await windowsWithGaps(db, { organisationIds, prefCode }, at);
  const windows = await listWindows({ ids });
  const gaps = await gapsAhead(windows, at);
  const own: (string | null)[] = organisationIdsOf(viewer);
  return windows
    .map(({ id, name, organisationId }) => ({
      ...{ windowId: id, name, gaps: gaps.get(id) ?? [] },
      opens: own.includes(organisationId),
    }))
    .filter((window) => window.gaps.length > 0);
}
