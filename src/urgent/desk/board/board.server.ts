import { organisationIdsOf, type AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { monthOf } from '#platform/month';
import { instantOf, localDate } from '#platform/tokyo';
import { alarmsFor } from '../emergency/emergency.server.ts';
import { dangerReadingsUnseen } from '../../in-danger/reading-in-danger.server.ts';
import { listBoard } from './board-queries.server.ts';
import { mostPressingFirst, type Board } from './board.ts';

/** The windows of whoever supervises, as they stand now; undefined for everybody else. */
export async function boardOf(viewer: AccountViewer): Promise<Board | undefined> {
  const organisations = organisationIdsOf(viewer, 'supervise');
  if (organisations.length === 0) return undefined;
  const at = now();
  const [windows, alarms, readings] = await Promise.all([
    listBoard(db, {
      organisations,
      at,
      today: instantOf(localDate(at), '00:00'),
      month: monthOf(at),
    }),
    alarmsFor(viewer),
    dangerReadingsUnseen(viewer),
  ]);
  return { now: at.getTime(), windows: windows.sort(mostPressingFirst), alarms, readings };
}
