/** The one who answered is gone: they have no desk open any more, or work no more for the organisation that they answered for. */
import { gives } from '#accounts';
import { withoutDesk } from '#duty/server';
import { lockRoles, type Leave } from '#organisations/server';
import { now } from '#platform/clock';
import { inTransaction, type Database } from '#platform/db';
import { roomOfContact, withdrawMember } from '#rooms/server';
import { listTalks, lockFreeContacts, updateContact } from '../contact-queries.server.ts';
import type { ContactId } from '../contact.ts';
import { forgetPasses } from '../offer-queries.server.ts';
import { closeSpan, listRoomsHeld } from '../span-queries.server.ts';
import { tellDesks } from '../tell.server.ts';
import { lookForSomebody } from '../urgent.server.ts';

/** Of all talks, or of one. */
export async function lostTalks(
  database: Database,
  at: Date,
  id?: ContactId,
): Promise<ContactId[]> {
  const talking = await listTalks(database, id);
  const owners = [...new Set(talking.map(({ owner }) => owner))];
  const away = new Set(await withoutDesk(owners, at, database));
  return talking.filter(({ owner, works }) => !works || away.has(owner)).map((talk) => talk.id);
}

/** The person is first in line again, with the words kept. */
export const loseStaff = (contactId: string): Promise<void> =>
  inTransaction(async (trx, afterCommit) => {
    const [contact] = await lockFreeContacts(trx, [contactId]);
    const at = now();
    if (!contact?.owner_account_id || contact.state !== 'talking') return;
    if ((await lostTalks(trx, at, contact.id)).length === 0) return;
    const move = { trx, at, afterCommit };
    const room = await roomOfContact(trx, contact.id);
    const accountId = contact.owner_account_id;
    const rung = await closeSpan(trx, contact.id, at);
    if (room) await withdrawMember(trx, room.id, { accountId }, afterCommit);
    await forgetPasses(trx, contact.id);
    const waiting = { ...WAITING_AGAIN, lost_at: at, due_at: at };
    await updateContact(trx, contact.id, waiting);
    afterCommit(() => tellDesks([accountId, ...rung]));
    await lookForSomebody(move, { ...contact, ...waiting }, [{ kind: 'staff_lost', accountId }]);
  });

const WAITING_AGAIN = {
  state: 'waiting' as const,
  owner_account_id: null,
  owner_window_id: null,
  stage: 0,
  stage_due_at: null,
};

/** Whoever answers there no more reads none of their talks of that organisation from then on; what goes on the next look finds lost. */
export const leaveTalks: Leave = async (trx, { organisationId, accountId }, afterCommit) => {
  const left = await lockRoles(trx, { organisationId, accountId });
  if (left.some((role) => gives(role, 'answer'))) return;
  for (const roomId of await listRoomsHeld(trx, { organisationId, accountId }))
    await withdrawMember(trx, roomId, { accountId }, afterCommit);
};
