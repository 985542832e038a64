import { may, organisationIdsOf, type AccountViewer } from '#accounts';
import { refuse } from '#organisations/server';
import { now } from '#platform/clock';
import { db, inTransaction, type Database } from '#platform/db';
import { roomOfContact } from '#rooms/server';
import { lockContact } from '../../contact-queries.server.ts';
import { logEvents } from '../../event-queries.server.ts';
import { roomSoFar } from '../../letters/letter-queries.server.ts';
import { inOwnTalk } from '../own-talk.server.ts';
import {
  confirmDoubt,
  deleteDoubt,
  insertDoubt,
  listDoubts,
  lockDoubt,
  type Doubt,
} from './doubt-queries.server.ts';
import type { DoubtReason, DoubtToConfirm } from './doubt.ts';

/** Says that the viewer's talk is no genuine call. Silence is no reason: something must have been written. */
export const sayNotGenuine = (
  viewer: AccountViewer,
  { contactId, reason }: { contactId: string; reason: DoubtReason },
): Promise<'said' | 'nothing_written' | 'not_found'> =>
  inOwnTalk(viewer, contactId, async (trx, by) => {
    if (!(await hasWritten(trx, by.contactId))) return 'nothing_written';
    await insertDoubt(trx, { ...by, reason });
    const { accountId } = by;
    await logEvents(trx, by.contactId, by.at, [
      { kind: 'said_not_genuine', accountId, details: { reason } },
    ]);
    return 'said';
  });

async function hasWritten(trx: Database, contactId: string): Promise<boolean> {
  const room = await roomOfContact(trx, contactId);
  return room !== undefined && (await roomSoFar(trx, room.id)).writtenTo > 0;
}

/** A second person of the same organisation says so too: only from then on it has an effect. */
export const confirmNotGenuine = (
  viewer: AccountViewer,
  contactId: string,
): Promise<'confirmed' | 'not_found'> =>
  onOwnDoubt(viewer, contactId, async (trx, doubt) => {
    if (doubt.saidBy === viewer.accountId || doubt.confirmed) return 'not_found';
    const { accountId } = viewer;
    await confirmDoubt(trx, doubt.contactId, accountId);
    await logEvents(trx, doubt.contactId, now(), [{ kind: 'not_genuine', accountId }]);
    return 'confirmed';
  });

/** Anybody who answers there takes it back, whoever said it. */
export const sayGenuine = (
  viewer: AccountViewer,
  contactId: string,
): Promise<'genuine' | 'not_found'> =>
  onOwnDoubt(viewer, contactId, async (trx, doubt) => {
    await deleteDoubt(trx, doubt.contactId);
    const { accountId } = viewer;
    await logEvents(trx, doubt.contactId, now(), [{ kind: 'genuine_again', accountId }]);
    return 'genuine';
  });

const onOwnDoubt = <Done extends string>(
  viewer: AccountViewer,
  contactId: string,
  act: (trx: Database, doubt: Doubt) => Promise<Done | 'not_found'>,
): Promise<Done | 'not_found'> =>
  inTransaction(async (trx) => {
    const contact = await lockContact(trx, contactId);
    const doubt = contact && (await lockDoubt(trx, contact.id));
    if (!doubt) return 'not_found';
    const { organisationId } = doubt;
    const subject = `contact:${contactId}`;
    return may(viewer, 'answer', organisationId)
      ? act(trx, doubt)
      : refuse(viewer, { organisationId, act: 'talk.refused', subject }, trx);
  });

/** What colleagues have said and nobody has confirmed. */
export const doubtsFor = (viewer: AccountViewer): Promise<DoubtToConfirm[]> =>
  listDoubts(db, organisationIdsOf(viewer, 'answer'), viewer.accountId, now());
