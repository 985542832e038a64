import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { localizeHref } from '#paraglide/runtime';
import { fieldsOf } from '#platform/form';
import { readableText } from '#platform/text';
import { LONGEST_REPORT, REPORT_REASONS } from '#rooms';
import {
  hideMessage,
  messagesAfter,
  postedSeq,
  reportMessage,
  seeMember,
  unseeMember,
} from '#rooms/server';
import { talkPath } from '#urgent';
import { reportStaff } from '#urgent/server';
import type { Actions, PageServerLoad } from './$types';
import { answered, refuse } from '../../answer.server.ts';
import { memberOf } from '../../member.server.ts';

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const { room, message, unseen } = await messageAt(event);
  const ofDesk = room.contactId !== null;
  const plain = event.url.searchParams.has('plain');
  return {
    message,
    isHost: room.me.role === 'host',
    ofDesk,
    ofTwo: room.oneToOne,
    isUnseen: unseen.some((memberId) => memberId === message.authorId),
    // An answer comes at the address of its form: the way back goes along.
    page: plain ? '?plain&' : '?',
    back: localizeHref(
      room.contactId ? talkPath(room.contactId) : `/rooms/${room.id}${plain ? '/plain' : ''}`,
    ),
  };
};

/** Somebody else's, as the viewer reads it; 404 for every other number. */
async function messageAt({ locals, params }: RequestEvent<{ id: string; seq: string }>) {
  const { viewer, room } = await memberOf(locals, params.id);
  const seq = postedSeq.safeParse(params.seq);
  if (!seq.success || seq.data === 0) error(404);
  const page = await messagesAfter(viewer, { roomId: room.id, after: seq.data - 1 });
  const message = page === 'not_found' ? undefined : page.messages[0];
  if (page === 'not_found' || message?.seq !== seq.data) error(404);
  const { kind, hidden, authorId } = message;
  if (kind !== 'text' || hidden || !authorId || authorId === room.me.memberId) error(404);
  return { viewer, room, message: { ...message, authorId }, unseen: page.unseen };
}

type MessageEvent = RequestEvent<{ id: string; seq: string }>;

export const actions: Actions = {
  unsee: (event) => onAuthor(event, unseeMember),
  see: (event) => onAuthor(event, seeMember),
  hide: async (event) => {
    const { viewer, room, message } = await messageAt(event);
    return answered(await hideMessage(viewer, { roomId: room.id, seq: message.seq }));
  },
  report: async (event) => {
    const { viewer, room, message } = await messageAt(event);
    const { why, words } = reportForm.parse(fieldsOf(await event.request.formData()));
    if (!why) return refuse(400, { report: { words } });
    const report = { roomId: room.id, seq: message.seq, why, words };
    if (room.contactId === null) return answered(await reportMessage(viewer, report));
    if (viewer.kind === 'account') error(404);
    return answered((await reportStaff(viewer, report)) === 'reported' ? 'told' : 'not_found');
  },
};

async function onAuthor(event: MessageEvent, act: typeof seeMember | typeof unseeMember) {
  const { viewer, room, message } = await messageAt(event);
  return answered(await act(viewer, { roomId: room.id, memberId: message.authorId }));
}

const reportForm = z.object({
  why: z.enum(REPORT_REASONS).optional().catch(undefined),
  /** What is longer than the field takes is cut, not refused: the act must not wait for its words. */
  words: z
    .string()
    .catch('')
    .transform((typed) => readableText(typed).slice(0, LONGEST_REPORT)),
});
