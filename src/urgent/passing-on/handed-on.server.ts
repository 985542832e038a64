import type { AccountViewer } from '#accounts';
import { inTransaction } from '#platform/db';
import { countEnd } from '../desk/board/board.server.ts';
import type { WrapUpInput } from '../desk/board/input.ts';
import { refuseTalk } from '../desk/own-talk.server.ts';
import { closeHandedOn } from './hand-over-queries.server.ts';

/** Done with a talk that went on from the viewer; how it ended and from whom it was are counted where they say so. */
export const wrapUpHandedOn = (
  viewer: AccountViewer,
  { contactId, ...said }: WrapUpInput,
): Promise<'done' | 'not_found'> =>
  inTransaction(async (trx) => {
    const closed = await closeHandedOn(trx, contactId, viewer.accountId);
    if (!closed) return refuseTalk(viewer, contactId, trx);
    if (closed.windowId) await countEnd(trx, closed.windowId, said);
    return 'done';
  });
