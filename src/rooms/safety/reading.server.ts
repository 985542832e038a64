/** What was reported, for those who decide on it; who reported is told to nobody. */
import { may, organisationIdsOf, type AccountId, type AccountViewer } from '#accounts';
import { recordAct, refuse } from '#organisations/server';
import { db } from '#platform/db';
import { isId } from '#platform/id';
import { decidersOf, decidersOfEach } from './deciders.server.ts';
import {
  findReport,
  listReportLines,
  listReports,
  type ReportRow,
} from './report-queries.server.ts';
import {
  AT_DESK,
  outcomesOf,
  SITE_OUTCOMES,
  type Outcome,
  type Report,
  type ReportId,
  type SiteOutcome,
} from './report.ts';

/** Reports the viewer may decide on or has seen decided, the latest first, but no person's before another's first. */
export async function reportsFor(viewer: AccountViewer): Promise<Report[]> {
  const found = await foundFor(viewer);
  const open = found.filter(({ row }) => !row.ofDesk).map(({ row }) => row.id);
  const lines = await listReportLines(db, open);
  const reporters = [...new Set(found.map(({ row }) => row.reporter))];
  return found.map(({ row, outcomes }) => ({
    ...shown(row),
    // What was said at a desk is read one by one, and each reading stands in the log.
    words: row.ofDesk ? '' : row.words,
    from: reporters.indexOf(row.reporter),
    outcomes,
    lines: lines.filter(({ reportId }) => reportId === row.id),
  }));
}

/** How many wait for the viewer. */
export const reportsWaiting = async (viewer: AccountViewer): Promise<number> =>
  (await foundFor(viewer)).filter(({ outcomes }) => outcomes.length > 0).length;

/** What was reported at a desk, with its words; that it was read stands in the organisation's log. */
export async function readReport(
  viewer: AccountViewer,
  reportId: string,
): Promise<Report | 'not_found'> {
  const row = isId<ReportId>(reportId) && (await findReport(db, reportId));
  if (!row || !row.ofDesk) return 'not_found';
  const { organisationId } = row;
  const subject = `report:${row.id}`;
  const deciding = await decidersOf(db, row);
  if (!deciding.includes(viewer.accountId))
    return refuse(viewer, { organisationId, act: 'report.refused', subject });
  const keptFrom = row.accountId;
  await recordAct(viewer, { organisationId, act: 'report.read', subject, keptFrom });
  const lines = await listReportLines(db, [row.id]);
  return { ...shown(row), from: 0, lines, outcomes: outcomesIn(openTo(viewer, row, deciding)) };
}

/** What the viewer may decide on of each; decided by now, nothing. */
async function foundFor(
  viewer: AccountViewer,
): Promise<{ row: ReportRow; outcomes: Report['outcomes'] }[]> {
  const administered = organisationIdsOf(viewer, 'administer');
  const supervised = organisationIdsOf(viewer, 'supervise');
  if (!viewer.operator && administered.length + supervised.length === 0) return [];
  const rows = await listReports(db, { administered, supervised, site: viewer.operator });
  const deciding = await decidersOfEach(db, rows);
  return rows.flatMap((row, n) => {
    const theirs = deciding[n] ?? [];
    const readable = row.ofDesk
      ? theirs.includes(viewer.accountId)
      : row.accountId !== viewer.accountId;
    return readable ? [{ row, outcomes: outcomesIn(openTo(viewer, row, theirs)) }] : [];
  });
}

const shown = ({
  pseudonym,
  accountId,
  organisationId: _,
  reporter: __,
  roomId,
  ...row
}: ReportRow) => ({
  ...row,
  ofHost: accountId !== null,
  hasFace: pseudonym !== null,
  roomStands: roomId !== null,
});

interface Open {
  atHome: readonly Outcome[];
  onSite: readonly SiteOutcome[];
}

const NOTHING: Open = { atHome: [], onSite: [] };
const outcomesIn = ({ atHome, onSite }: Open) => [...atHome, ...onSite];

/** What the viewer may decide, for the organisation or as the operator, told who decides on it. Nobody decides on themselves. */
export function openTo(viewer: AccountViewer, row: ReportRow, deciding: AccountId[]): Open {
  if (row.accountId === viewer.accountId) return NOTHING;
  if (row.ofDesk)
    return row.outcome === null && deciding.includes(viewer.accountId)
      ? { ...NOTHING, atHome: AT_DESK }
      : NOTHING;
  if (row.outcome === null && may(viewer, 'administer', row.organisationId))
    return { ...NOTHING, atHome: outcomesOf(shown(row)) };
  if (!viewer.operator || row.siteOutcome !== null) return NOTHING;
  if (row.pseudonym && row.outcome === 'passed') return { ...NOTHING, onSite: SITE_OUTCOMES };
  return row.accountId ? { ...NOTHING, onSite: ['nothing'] } : NOTHING;
}
