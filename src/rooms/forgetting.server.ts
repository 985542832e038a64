/** What this feature holds of people who are deleted. */
import type { Holding } from '#participants/server';
import { now } from '#platform/clock';
import { forgetBans, forgetReported, makeFaceless } from './forgetting-queries.server.ts';
import { putOut, tellPeopleChanged } from './live.server.ts';

/**
 * They are out of every room. What they said in a group belongs to the talk and stays under the name they were called by
 * until the room is deleted, but nothing leads from there to a face. What kept that face out keeps nobody out any more.
 */
export const membershipsHeld: Holding = {
  async forget(trx, faces, afterCommit) {
    const own = faces.map(({ pseudonym }) => pseudonym);
    const out = await makeFaceless(trx, own, now());
    await forgetBans(trx, own);
    await forgetReported(trx, own);
    afterCommit(() => {
      for (const { roomId, memberId } of out) {
        putOut(roomId, memberId);
        tellPeopleChanged(roomId);
      }
    });
  },
};
