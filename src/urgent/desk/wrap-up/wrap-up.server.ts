import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import { monthOf } from '#platform/month';
import { endTalk } from '../../leaving.server.ts';
import { refuseTalk } from '../own-talk.server.ts';
import type { WrapUpInput } from './input.ts';
import { countTalk, listWrapUps, takeWrapUp } from './wrap-up-queries.server.ts';
import type { WrapUp } from './wrap-up.ts';

/** Talks that ended for the viewer within the day and that nobody has said anything of. */
export const wrapUpsOf = ({ accountId }: AccountViewer): Promise<WrapUp[]> =>
  listWrapUps(db, accountId, now());

/** Counts how a talk ended that the viewer held, once; to say nothing of it is an answer too. */
export const wrapUp = (
  viewer: AccountViewer,
  { contactId, outcome, teller }: WrapUpInput,
): Promise<'wrapped_up' | 'not_found'> =>
  inTransaction(async (trx) => {
    const at = now();
    const windowId = await takeWrapUp(trx, contactId, viewer.accountId, at);
    if (!windowId) return refuseTalk(viewer, contactId, trx);
    const isSaid = outcome !== 'unsaid' || teller !== 'unsaid';
    if (isSaid) await countTalk(trx, { windowId, month: monthOf(at), outcome, teller });
    return 'wrapped_up';
  });

/** Ends the viewer's talk, with what the desk says of how it went. */
export async function endTalkAtDesk(
  viewer: AccountViewer,
  input: WrapUpInput,
): Promise<'ended' | 'not_found'> {
  const ended = await endTalk(viewer, input.contactId);
  if (ended === 'ended') await wrapUp(viewer, input);
  return ended;
}
