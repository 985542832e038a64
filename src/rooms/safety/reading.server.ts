/** What was reported, for those who decide on it; who reported is told to nobody. */
import { may, organisationIdsOf, type AccountViewer } from '#accounts';
import { recordAct, refuse } from '#organisations/server';
import { db, type Database } from '#platform/db';
import { isId } from '#platform/id';
import { decidersOf } from './deciders.server.ts';
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
  const rows = await rowsFor(viewer);
  const open = rows.filter(({ ofDesk }) => !ofDesk).map(({ id }) => id);
  const lines = await listReportLines(db, open);
  const reporters = [...new Set(rows.map(({ reporter }) => reporter))];
  return Promise.all(
    rows.map(async (row) => ({
      ...shown(row),
      // What was said at a desk is read one by one, and each reading stands in the log.
      words: row.ofDesk ? '' : row.words,
      from: reporters.indexOf(row.reporter),
      outcomes: await openTo(db, viewer, row),
      lines: lines.filter(({ reportId }) => reportId === row.id),
    })),
  );
}

/** How many wait for the viewer. */
export async function reportsWaiting(viewer: AccountViewer): Promise<number> {
  const open = await Promise.all((await rowsFor(viewer)).map((row) => openTo(db, viewer, row)));
  return open.filter((outcomes) => outcomes.length > 0).length;
}

/** What was reported at a desk, with its words; that it was read stands in the organisation's log. */
export async function readReport(
  viewer: AccountViewer,
  reportId: string,
): Promise<Report | 'not_found'> {
  const row = isId<ReportId>(reportId) && (await findReport(db, reportId));
  if (!row || !row.ofDesk) return 'not_found';
  const { organisationId } = row;
  const subject = `report:${row.id}`;
  if (!(await decides(db, viewer, row)))
    return refuse(viewer, { organisationId, act: 'report.refused', subject });
  const keptFrom = row.accountId;
  await recordAct(viewer, { organisationId, act: 'report.read', subject, keptFrom });
  const [lines, outcomes] = [await listReportLines(db, [row.id]), await openTo(db, viewer, row)];
  return { ...shown(row), from: 0, lines, outcomes };
}

async function rowsFor(viewer: AccountViewer): Promise<ReportRow[]> {
  const administered = organisationIdsOf(viewer, 'administer');
  const supervised = organisationIdsOf(viewer, 'supervise');
  if (!viewer.operator && administered.length + supervised.length === 0) return [];
  const rows = await listReports(db, { administered, supervised, site: viewer.operator });
  const may = await Promise.all(
    rows.map(
      async (row) =>
        row.accountId !== viewer.accountId && (!row.ofDesk || (await decides(db, viewer, row))),
    ),
  );
  return rows.filter((_, n) => may[n]);
}

const decides = async (trx: Database, viewer: AccountViewer, row: ReportRow): Promise<boolean> =>
  (await decidersOf(trx, row)).includes(viewer.accountId);

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

/** Nobody decides on themselves. */
export async function openTo(
  trx: Database,
  viewer: AccountViewer,
  row: ReportRow,
): Promise<readonly (Outcome | SiteOutcome)[]> {
  if (row.accountId === viewer.accountId) return [];
  if (row.ofDesk) return row.outcome === null && (await decides(trx, viewer, row)) ? AT_DESK : [];
  if (row.outcome === null && may(viewer, 'administer', row.organisationId))
    return outcomesOf(shown(row));
  if (!viewer.operator || row.siteOutcome !== null) return [];
  if (row.pseudonym && row.outcome === 'passed') return SITE_OUTCOMES;
  return row.accountId ? ['nothing'] : [];
}
