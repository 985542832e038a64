import { error } from '@sveltejs/kit';
import { z } from 'zod';
import type { Message } from '#rooms';
import {
  callsRingingAt,
  latestMessages,
  messagesAfter,
  notePresence,
  postedSeq,
} from '#rooms/server';
import { talkOf } from '#urgent/server';
import type { PageServerLoad } from './$types';
import { memberOf } from '../member.server.ts';

/** Sent anew every ten seconds: a narrow line must carry it. */
const LINES = 50;

const earlierThan = postedSeq.pipe(z.number().positive()).optional().catch(undefined);

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { viewer, room } = await memberOf(locals, params.id);
  await notePresence(viewer, room.id);
  // A window that is called meanwhile must not take them for gone.
  if (viewer.kind === 'participant') await talkOf(viewer);
  const page = await latestMessages(viewer, room.id);
  if (page === 'not_found') error(404);
  const before = earlierThan.parse(url.searchParams.get('before') ?? undefined);
  const last = (before ?? page.seq + 1) - 1;
  const first = Math.max(1, last - LINES + 1);
  const known = before ? await messagesAfter(viewer, { roomId: room.id, after: first - 1 }) : page;
  if (known === 'not_found') error(404);
  const called = viewer.kind === 'account' && (await callsRingingAt(viewer)).length > 0;
  return {
    roomId: room.id,
    called,
    /** The page around it is the plain one. */
    plain: url.searchParams.has('plain'),
    ofDesk: room.contactId !== null,
    me: room.me.memberId,
    state: page.state,
    unseen: page.unseen,
    messages: readBetween(first, last, known.messages, page.messages),
    /** Where earlier lines are asked for; the newest are shown unless told otherwise. */
    earlier: first > 1 ? first : undefined,
    isEarlier: before !== undefined,
  };
};

/** Lines of these numbers, with the statements that were put among them later. */
function readBetween(first: number, last: number, known: Message[], latest: Message[]): Message[] {
  const within = known.filter(({ seq }) => seq >= first && seq <= last);
  const putThere = latest.filter(
    ({ seq, standsAfter = 0 }) => seq > last && standsAfter >= first && standsAfter <= last,
  );
  return [...within, ...putThere];
}
