/** What this feature holds of people who are deleted. */
import type { Face } from '#participants';
import type { Holding } from '#participants/server';
import { now } from '#platform/clock';
import { forgetReported, makeFaceless } from './forgetting-queries.server.ts';
import { keepDevicesOut } from './safety/barred-devices.server.ts';
import { putOut, tellPeopleChanged } from './live.server.ts';

/**
 * They are out of every room. What they said in a group belongs to the talk and stays under the name they were called by
 * until the room is deleted, but nothing leads from there to a face. What kept that face out
 * stands on without it.
 */
export const membershipsHeld: Holding = {
  keepOut: (trx, faces, sessions) => keepDevicesOut(trx, pseudonyms(faces), sessions),
  async forget(trx, faces, afterCommit) {
    const own = pseudonyms(faces);
    const out = await makeFaceless(trx, own, now());
    await forgetReported(trx, own);
    afterCommit(() => {
      for (const { roomId, memberId } of out) {
        putOut(roomId, memberId);
        tellPeopleChanged(roomId);
      }
    });
  },
};

const pseudonyms = (faces: Face[]) => faces.map(({ pseudonym }) => pseudonym);
