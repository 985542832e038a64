import { inTransaction } from '#platform/db';
import { eachAlone, type DueTask } from '#platform/jobs';
import { writeSystemLine } from '../log/messages.server.ts';
import { closeWithin } from '../rooms.server.ts';
import { listEndingTalks, moveEnding, type EndingTalk } from './ending-queries.server.ts';
import { endingAt, isToldStill, LINE_OF } from './ending.ts';

/** Says in talks of two that the time is nearly over, each line once; a while after the end the room closes. */
export async function endTalksGently(at: Date): Promise<void> {
  await eachAlone(await listEndingTalks(at), 'a gentle end', (talk) => moveOn(talk, at));
}

const moveOn = (talk: EndingTalk, at: Date): Promise<void> =>
  inTransaction(async (trx, afterCommit) => {
    const to = endingAt(talk.endsAt, at);
    if (to === talk.ending || !(await moveEnding(trx, talk, to))) return;
    const line = LINE_OF[to];
    if (to === 'over') await closeWithin(trx, talk.roomId, afterCommit);
    else if (line && isToldStill(talk.endsAt, at))
      await writeSystemLine(trx, talk.roomId, line, afterCommit);
  });

export const endingTasks: DueTask[] = [{ name: 'gentle-ends', run: endTalksGently }];
