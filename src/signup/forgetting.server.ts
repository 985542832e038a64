/** What this feature holds of people who are deleted. */
import { lockForSignUp } from '#schedule/server';
import type { Face } from '#participants';
import type { Holding } from '#participants/server';
import { now } from '#platform/clock';
import { promoteWaiting, release } from './change.server.ts';
import {
  deleteEveryDate,
  deleteSignups,
  isExpectedAt,
  listHeldAt,
} from './forgetting-queries.server.ts';

/**
 * Places to come are given back, and who waits moves up at once. The rows go, those of the past too: how many came stands
 * in the counters of the dates. Whoever asked for a place to come is expected, however long they have not looked; those of
 * 「毎回参加」 come by themselves for ever, and so keep nobody.
 */
export const signUpsHeld: Holding = {
  awaits: (trx, faces, at) => isExpectedAt(trx, pseudonyms(faces), at),
  async forget(trx, faces, afterCommit) {
    const own = pseudonyms(faces);
    const at = now();
    await deleteEveryDate(trx, own);
    const dates = (await listHeldAt(trx, own, at)).map(({ occurrenceId }) => occurrenceId);
    await lockForSignUp(trx, dates);
    // Read again under the dates' locks: a place may have been given to who waited.
    const held = await listHeldAt(trx, own, at);
    await deleteSignups(trx, own);
    for (const signup of held) await release(trx, signup);
    await promoteWaiting(trx, dates, afterCommit);
  },
};

const pseudonyms = (faces: Face[]) => faces.map(({ pseudonym }) => pseudonym);
