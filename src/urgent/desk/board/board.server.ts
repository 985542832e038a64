import { organisationIdsOf, type AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { db, type Database } from '#platform/db';
import { instantOf, localDate } from '#platform/tokyo';
import { endTalk } from '../../leaving.server.ts';
import { alarmsFor } from '../emergency/emergency.server.ts';
import { dangerReadingsUnseen } from '../../in-danger/reading-in-danger.server.ts';
import { countTalk, listBoard, windowOfTalk } from './board-queries.server.ts';
import { mostPressingFirst, type Board } from './board.ts';
import type { WrapUpInput } from './input.ts';

/** The windows of whoever supervises, as they stand now; undefined for everybody else. */
export async function boardOf(viewer: AccountViewer): Promise<Board | undefined> {
  const organisations = organisationIdsOf(viewer, 'supervise');
  if (organisations.length === 0) return undefined;
  const at = now();
  const day = localDate(at);
  const [windows, alarms, readings] = await Promise.all([
    listBoard(db, { organisations, at, today: instantOf(day, '00:00'), month: monthOf(day) }),
    alarmsFor(viewer),
    dangerReadingsUnseen(viewer),
  ]);
  return { now: at.getTime(), windows: windows.sort(mostPressingFirst), alarms, readings };
}

/** Ends the viewer's talk; how it ended and from whom it was are counted where the desk says so, and lead nowhere. */
export async function endTalkAtDesk(
  viewer: AccountViewer,
  { contactId, ...said }: WrapUpInput,
): Promise<'ended' | 'not_found'> {
  const windowId = await windowOfTalk(db, contactId, viewer.accountId);
  const ended = await endTalk(viewer, contactId);
  if (ended === 'ended' && windowId) await countEnd(db, windowId, said);
  return ended;
}

export async function countEnd(
  db: Database,
  windowId: string,
  said: Pick<WrapUpInput, 'outcome' | 'teller'>,
): Promise<void> {
  if (said.outcome === 'unsaid' && said.teller === 'unsaid') return;
  await countTalk(db, { windowId, month: monthOf(localDate(now())), ...said });
}

const monthOf = (day: string) => `${day.slice(0, 7)}-01`;
