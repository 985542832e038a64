import { organisationIdsOf, type AccountViewer } from '#accounts';
import { noticeForAccounts } from '#notices/server';
import { now } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import { hrefOf } from '#windows';
import { linesNow } from '#windows/server';
import { logEvents } from '../../event-queries.server.ts';
import { supervisorsAt } from '../../supervisors.server.ts';
import { tellDesks } from '../../tell.server.ts';
import { lockOwnTalk } from '../own-talk.server.ts';
import { listAlarms } from './emergency-queries.server.ts';
import type { Alarm, EmergencyLine } from './emergency.ts';

/** 「緊急の手順をひらく」: it stands in the talk's log, and who supervises the window is told at once. */
export const openProcedure = (
  viewer: AccountViewer,
  contactId: string,
): Promise<'opened' | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = await lockOwnTalk(trx, viewer, contactId);
    if (!contact?.owner_window_id) return 'not_found';
    const { accountId } = viewer;
    await logEvents(trx, contact.id, now(), [{ kind: 'procedure_opened', accountId }]);
    const supervisors = await supervisorsAt(trx, [contact.owner_window_id]);
    const others = supervisors.filter((one) => one !== accountId);
    await noticeForAccounts(
      trx,
      others.map((account) => ({ account, haste: 'at_once' })),
    );
    afterCommit(() => tellDesks([accountId, ...others]));
    return 'opened';
  });

/** The numbers to call from the desk oneself. */
export async function emergencyLines(): Promise<EmergencyLine[]> {
  const { emergency } = await linesNow(now());
  return emergency.map(({ name, nameEn, contact }) => ({
    name,
    nameEn,
    number: contact,
    href: hrefOf(contact),
  }));
}

/** Where somebody may be in danger now, at windows that the viewer supervises. */
export const alarmsFor = (viewer: AccountViewer): Promise<Alarm[]> =>
  listAlarms(db, organisationIdsOf(viewer, 'supervise'));
