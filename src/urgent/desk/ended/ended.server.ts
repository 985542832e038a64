import { organisationIdsOf, type AccountViewer } from '#accounts';
import { recordAct } from '#organisations/server';
import { later, now } from '#platform/clock';
import { db } from '#platform/db';
import { isId } from '#platform/id';
import { messagesAfter, roomsOfContacts } from '#rooms/server';
import { refuseTalk } from '../own-talk.server.ts';
import { recordsOf } from '../record/record.server.ts';
import { listEnded } from './ended-queries.server.ts';
import { readsRecordLater, type EndedTalk, type EndedTalkOpen } from './ended.ts';

/** Ended talks of which the viewer may still read something, from an instant back. */
export const endedTalksOf = (viewer: AccountViewer, before: Date): Promise<EndedTalk[]> =>
  listEnded(db, readerOf(viewer), { before });

/** One of them, with their own part of what was said; each opening is in the log. */
export async function openEndedTalk(
  viewer: AccountViewer,
  contactId: string,
  after = 0,
): Promise<EndedTalkOpen | 'not_found'> {
  if (!isId(contactId)) return 'not_found';
  const [ended] = await listEnded(db, readerOf(viewer), { before: later(now(), 1), contactId });
  if (!ended) return refuseTalk(viewer, contactId, db);
  const { organisationId, name, endedAt } = ended;
  const subject = `contact:${contactId}`;
  await recordAct(viewer, { organisationId, act: 'ended_talk.read', subject });
  const record = (await recordsOf(viewer, [contactId], readsRecordLater))(contactId);
  return { contactId, name, endedAt, record, ...(await ownPart(viewer, contactId, after)) };
}

async function ownPart(
  viewer: AccountViewer,
  contactId: string,
  after: number,
): Promise<Pick<EndedTalkOpen, 'texts' | 'next'>> {
  const room = (await roomsOfContacts(viewer, [contactId])).get(contactId);
  const page = room ? await messagesAfter(viewer, { roomId: room.id, after }) : 'not_found';
  if (!room || page === 'not_found') return { texts: [], next: null };
  const texts = page.messages.filter(({ kind, hidden }) => kind === 'text' && !hidden);
  const last = page.messages.at(-1)?.seq ?? room.seq;
  return { texts, next: last < room.seq ? last : null };
}

const readerOf = (viewer: AccountViewer) => ({
  accountId: viewer.accountId,
  organisations: organisationIdsOf(viewer),
  readsAllAt: organisationIdsOf(viewer).filter((organisationId) =>
    readsRecordLater(viewer, { organisationId, accountId: null }),
  ),
});
