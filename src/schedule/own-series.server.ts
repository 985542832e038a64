/** A series that the viewer may act on. Another organisation's is none, and its admin hears of the try. */
import type { AccountViewer } from '#accounts';
import type { Database } from '#platform/db';
import { refuseSeries } from './series-log.server.ts';
import { findSeriesRow, lockSeries } from './series-queries.server.ts';

type May = (viewer: AccountViewer, organisationId: string) => boolean;

/** As it stands: no act waits for it. */
export const findOwnSeries = async (trx: Database, viewer: AccountViewer, id: string, may: May) =>
  ifOwn(await findSeriesRow(id, trx), { viewer, id, may, trx });

/** Held against other publishers until the transaction ends. */
export const lockOwnSeries = async (trx: Database, viewer: AccountViewer, id: string, may: May) =>
  ifOwn(await lockSeries(trx, id), { viewer, id, may, trx });

async function ifOwn<Row extends { organisation_id: string }>(
  row: Row | undefined,
  { viewer, id, may, trx }: { viewer: AccountViewer; id: string; may: May; trx: Database },
): Promise<Row | 'not_found'> {
  if (!row) return 'not_found';
  return may(viewer, row.organisation_id)
    ? row
    : refuseSeries(viewer, row.organisation_id, id, trx);
}
