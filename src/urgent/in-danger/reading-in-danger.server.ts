/** The exception to consent: named before the press, for a reason each time, in the log, and seen by another. */
import { may, organisationIdsOf, type AccountViewer } from '#accounts';
import { recordAct, refuse } from '#organisations/server';
import type { ParticipantViewer } from '#participants';
import { now } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import { isId } from '#platform/id';
import { roomOfContact, textsUpTo, type TextsBefore } from '#rooms/server';
import { lockContact } from '../contact-queries.server.ts';
import type { ContactId } from '../contact.ts';
import { refuseTalk } from '../desk/own-talk.server.ts';
import { logEvents } from '../event-queries.server.ts';
import { facesAtContacts } from '../own-contact.server.ts';
import { isReadingStill, mayReadInDanger } from '../privacy.ts';
import { findLastSpan, type LastSpan } from '../span-queries.server.ts';
import { supervisorsOf } from '../supervisors.server.ts';
import { tellDeciders } from '../tell.server.ts';
import {
  countUnseen,
  findDangerReading,
  findOrganisationOfReading,
  insertDangerReading,
  listDangerReadings,
  listReadOf,
  setSeenBy,
} from './danger-queries.server.ts';
import type { DangerReading, DangerReadingId, ReadInDanger } from './danger-reading.ts';
import type { DangerInput } from './input.ts';

/** Says why, before anything is read: the supervisors are told at once. */
export const declareDanger = (
  viewer: AccountViewer,
  contactId: string,
  { danger, reason }: DangerInput,
): Promise<'declared' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = isId<ContactId>(contactId) && (await lockContact(trx, contactId));
    if (!contact) return 'not_found';
    const span = await findLastSpan(trx, contact.id);
    if (
      !span ||
      !isHolder(viewer, span) ||
      !mayReadInDanger(viewer.accountId, contact, span.accountId)
    )
      return refuseTalk(viewer, contactId, trx);
    const at = now();
    const room = await roomOfContact(trx, contact.id);
    const declared = {
      ...span,
      contactId: contact.id,
      danger,
      reason,
      upToSeq: room?.seq ?? 0,
      at,
    };
    await insertDangerReading(trx, declared);
    const { accountId } = viewer;
    await logEvents(trx, contact.id, at, [{ kind: 'emergency_read', accountId }]);
    const supervisors = await supervisorsOf(trx, span.organisationId ? [span.organisationId] : []);
    afterCommit(() => tellDeciders(supervisors));
    return 'declared';
  });

/** Who has left the organisation since is nobody there. */
const isHolder = (viewer: AccountViewer, { accountId, organisationId }: LastSpan): boolean =>
  accountId === viewer.accountId &&
  organisationId !== null &&
  may(viewer, 'answer', organisationId);

/** What was said so far, for half an hour after the reason was given; each page of it is in the log. */
export async function readInDanger(
  viewer: AccountViewer,
  contactId: string,
  last = Infinity,
): Promise<TextsBefore | 'not_declared' | 'not_found'> {
  const span = isId<ContactId>(contactId) && (await findLastSpan(db, contactId));
  if (!span) return 'not_found';
  if (!isHolder(viewer, span)) return refuseTalk(viewer, contactId, db);
  const reading = await findDangerReading(contactId, viewer.accountId);
  if (!reading || !isReadingStill(reading.readAt, now())) return 'not_declared';
  const room = await roomOfContact(db, contactId);
  if (!room) return 'not_found';
  const { organisationId } = span;
  const subject = `contact:${contactId}`;
  await recordAct(viewer, { organisationId, act: 'talk.read_in_danger', subject });
  return textsUpTo(room.id, Math.min(reading.upToSeq, last));
}

/** What the viewer supervises. */
export const dangerReadingsFor = (viewer: AccountViewer): Promise<DangerReading[]> =>
  listDangerReadings(organisationIdsOf(viewer, 'supervise'), viewer.accountId);

/** How many of those nobody has looked at yet, but the viewer's own. */
export const dangerReadingsUnseen = (viewer: AccountViewer): Promise<number> =>
  countUnseen(organisationIdsOf(viewer, 'supervise'), viewer.accountId);

/** Somebody other than the reader has looked at why. */
export async function seeDangerReading(
  viewer: AccountViewer,
  id: string,
): Promise<'seen' | 'not_found'> {
  const organisationId = isId<DangerReadingId>(id) && (await findOrganisationOfReading(id));
  if (!organisationId) return 'not_found';
  if (!may(viewer, 'supervise', organisationId))
    return refuse(viewer, { organisationId, act: 'talk.refused', subject: `danger_reading:${id}` });
  return (await setSeenBy(id, viewer.accountId)) ? 'seen' : 'not_found';
}

/** What the person is told of it. */
export const readInDangerOf = async (viewer: ParticipantViewer): Promise<ReadInDanger[]> =>
  listReadOf(await facesAtContacts(viewer));
