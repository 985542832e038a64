/** The window's side of a room at a time: set, moved, let go of, opened. */
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { isId } from '#platform/id';
import { lockContact, type Contact } from '../contact-queries.server.ts';
import { beginTalk, placeAt, type Answered } from '../desk/answering.server.ts';
import type { WindowAt } from '../windows-kept-queries.server.ts';
import { ownWindowOf, refuseContact } from '../own-window-of.server.ts';
import { windowIdsOf } from '../route.ts';
import type { Move } from '../urgent.server.ts';
import { appoint, appointNext } from './appointing.server.ts';
import { mayOpenAt } from './callback.ts';
import { listCallbacks, takeCallback, type Callback } from './callback-queries.server.ts';
import { mayBeSet } from './times.ts';

/** Sets the time of the next talk, in one's own talk, or moves a time that a window of the viewer's was to keep. */
export const setTime = (
  viewer: AccountViewer,
  { contactId, meetsAt }: { contactId: string; meetsAt: Date },
): Promise<'set' | 'out_of_range' | 'not_found'> =>
  onTime(viewer, contactId, async (move, contact, own) => {
    if (!mayBeSet(meetsAt, move.at)) return 'out_of_range';
    const { accountId } = viewer;
    const windowId = contact.owner_window_id ?? own.windowId;
    const time = { contactId: contact.id, windowId, meetsAt, setBy: accountId, setAt: move.at };
    await (contact.state === 'talking' ? appointNext : appoint)(move, contact, time);
    return 'set';
  });

/** The window cannot keep it: in a talk there is no next time, else whoever of the route is there is rung at that time. */
export const letGoOfTime = (
  viewer: AccountViewer,
  contactId: string,
): Promise<'let_go' | 'not_found'> =>
  onTime(viewer, contactId, async (move, contact, _own, callback) => {
    if (!callback) return 'not_found';
    if (contact.state === 'talking') await takeCallback(move.trx, contact.id);
    // It rings at any moment now, along the route as well.
    else if (callback.meetsAt <= move.at) return 'not_found';
    else await appoint(move, contact, { ...callback, windowId: null, setAt: move.at });
    return 'let_go';
  });

/** Opens the room some minutes before the time; whoever of the window does so talks with the person. */
export const openAtTheTime = (viewer: AccountViewer, contactId: string): Promise<Answered> =>
  onTime<Answered>(viewer, contactId, async (move, contact, _own, callback) => {
    if (contact.state !== 'callback' || !callback) return 'not_found';
    if (!mayOpenAt(+callback.meetsAt, +move.at)) return { is: 'over' };
    const along = callback.windowId ? [callback.windowId] : windowIdsOf(contact.route);
    const windowId = await placeAt(move, viewer, along);
    if (!windowId) return { is: 'full' };
    await takeCallback(move.trx, contact.id);
    const roomId = await beginTalk(move, contact, viewer, { kind: 'answered', windowId });
    return { is: 'answered', roomId };
  }).then((done) => (done === 'not_found' ? { is: done } : done));

type Act<Done> = (
  move: Move,
  contact: Contact,
  own: WindowAt,
  callback: Callback | undefined,
) => Promise<Done | 'not_found'>;

/** One act on the viewer's own talk, or on a time that their window keeps. */
const onTime = <Done>(
  viewer: AccountViewer,
  contactId: string,
  act: Act<Done>,
): Promise<Done | 'not_found'> =>
  inTransaction(async (trx, afterCommit) => {
    const contact = isId(contactId) ? await lockContact(trx, contactId) : undefined;
    if (!contact || !['talking', 'callback'].includes(contact.state)) return 'not_found';
    const callback = (await listCallbacks(trx, [contact.id])).get(contact.id);
    const at = contact.owner_window_id ?? callback?.windowId;
    const own = await ownWindowOf(trx, viewer, contact, ['answer'], at);
    const mine = contact.state === 'callback' || contact.owner_account_id === viewer.accountId;
    if (!own || !mine) return refuseContact(trx, viewer, contact, 'callback.refused');
    return act({ trx, at: now(), afterCommit }, contact, own, callback);
  });
