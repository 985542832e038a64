/** A colleague takes over a slot, and its room with it. */
import type { AccountViewer } from '#accounts';
import { admitMember, roomOfOccurrence, withdrawMember } from '#rooms/server';
import { changeSupporter, refusingOverlaps } from '#schedule/server';
import { inTransaction } from '#platform/db';

export type StandInRefusal = 'overlaps' | 'free' | 'over' | 'not_found';

/**
 * From now on the colleague listens there: whoever did is out of the room at once, and what was written there before is
 * not the colleague's to read. `overlaps`: they have another slot then; `free`: nobody holds this one.
 */
export const standIn = (
  viewer: AccountViewer,
  input: { occurrenceId: string; accountId: string },
): Promise<'stands_in' | StandInRefusal> =>
  refusingOverlaps(() =>
    inTransaction(async (trx, afterCommit) => {
      const changed = await changeSupporter(trx, viewer, input, afterCommit);
      if (typeof changed === 'string') return changed;
      const { from, to, nickname } = changed;
      const room = await roomOfOccurrence(trx, input.occurrenceId);
      if (!room || from === to) return 'stands_in';
      await withdrawMember(trx, room.id, { accountId: from }, afterCommit);
      const host = { accountId: to, nickname, role: 'host', part: 'supporter' } as const;
      await admitMember(trx, room.id, { ...host, readsAfter: room.seq });
      return 'stands_in';
    }),
  );
