import { inTransaction } from '#platform/db';
import { eachAlone, type DueTask } from '#platform/jobs';
import { mayWrite } from '../privacy.ts';
import { lockRoom } from '../room-queries.server.ts';
import { findCall, listDueCalls } from './call-queries.server.ts';
import { endCall } from './calls-over.server.ts';

/** Calls that nobody came to: whoever called is told, once, whichever process looks first. */
export async function endUnanswered(at: Date): Promise<void> {
  await eachAlone(await listDueCalls(at), 'an unanswered call', ({ id, roomId }) =>
    inTransaction(async (trx, afterCommit) => {
      const room = await lockRoom(trx, roomId);
      const call = await findCall(trx, id);
      if (!room || !call) return;
      await endCall(trx, call, mayWrite(room.state) ? 'unanswered' : 'over', afterCommit);
    }),
  );
}

export const callTasks: DueTask[] = [{ name: 'colleague-calls', run: endUnanswered }];
