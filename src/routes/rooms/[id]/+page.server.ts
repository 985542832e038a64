import { randomUUID } from 'node:crypto';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { localizeHref } from '#paraglide/runtime';
import { LONGEST_REASON, SLOW_SECONDS, textProblem, type RoomView } from '#rooms';
import {
  banMember,
  closeRoom,
  hideMessage,
  latestMessages,
  leaveQuietly,
  memberId,
  openRoom,
  peopleOf,
  postMessage,
  muteMember,
  removeMember,
  slowDown,
  unmuteMember,
  unheardIn,
} from '#rooms/server';
import { fieldsOf } from '#platform/form';
import { readableText } from '#platform/text';
import { findEverPublicOccurrence } from '#schedule/server';
import type { Actions, PageServerLoad } from './$types';
import { memberOf } from './member.server.ts';
import { unheardActions } from './unheard.server.ts';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { viewer, room } = await memberOf(locals, params.id);
  const [page, people, unheard, about] = await Promise.all([
    latestMessages(viewer, room.id),
    peopleOf(viewer, room.id),
    unheardIn(viewer, room.id),
    aboutOf(room),
  ]);
  if (page === 'not_found' || people === 'not_found' || unheard === 'not_found') error(404);
  const namespace = viewer.kind === 'account' ? ('/staff' as const) : ('/participant' as const);
  return { room, page, people, unheard, namespace, about, clientId: randomUUID() };
};

async function aboutOf({ occurrenceId }: RoomView) {
  const occurrence = occurrenceId ? await findEverPublicOccurrence(occurrenceId) : undefined;
  return {
    rules: occurrence?.houseRules ?? [],
    flow: (occurrence?.flow ?? []).map(({ time, title }) => ({ time, title })),
  };
}

const postForm = z.object({
  clientId: z.uuid(),
  text: z.string().default(''),
  phrase: z.string().optional(),
});

/** What the page is told after a form was sent. */
interface Answer {
  /** Not kept: given back, so that nothing typed is lost. */
  draft?: string;
  problem?: 'empty' | 'too_long' | 'conflict';
  done?: 'open' | 'closed' | 'removed' | 'banned' | 'hidden' | 'paced' | 'muted' | 'unmuted';
  /** Not kept yet: when it may be sent again. */
  waitSeconds?: number;
  failed?: true;
}

const refuse = (status: number, answer: Answer) => fail(status, answer);
const say = (answer: Answer) => answer;

export const actions: Actions = {
  /** Also gives the draft back when a phrase was sent instead of it. */
  post: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    const form = postForm.safeParse(fieldsOf(await event.request.formData()));
    if (!form.success) error(400);
    const { clientId, phrase } = form.data;
    const draft = form.data.text.replace(/\r\n/g, '\n');
    const problem = textProblem(phrase ?? draft);
    if (problem) return refuse(400, { problem, draft });
    const text = readableText(phrase ?? draft);
    const posted = await postMessage(viewer, { roomId: room.id, clientId, text });
    if (posted === 'not_found') error(404);
    if (posted === 'conflict') return refuse(409, { problem: posted, draft });
    if (typeof posted === 'string') return refuse(409, { draft });
    if ('waitMs' in posted)
      return refuse(409, { draft, waitSeconds: Math.ceil(posted.waitMs / 1_000) });
    return say({ draft: phrase ? draft : '' });
  },
  ...unheardActions,
  leave: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    await leaveQuietly(viewer, room.id);
    redirect(303, localizeHref(viewer.kind === 'account' ? '/staff' : '/me'));
  },
  open: (event) => asHost(event, openRoom),
  close: (event) => asHost(event, closeRoom),
  slow: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    const form = slowForm.safeParse(fieldsOf(await event.request.formData()));
    if (!form.success) error(400);
    const done = await slowDown(viewer, { roomId: room.id, seconds: form.data.seconds });
    return done === 'paced' ? say({ done }) : refuse(404, { failed: true });
  },
  mute: (event) => onMember(event, muteMember),
  unmute: (event) => onMember(event, unmuteMember),
  remove: (event) => onMember(event, removeMember),
  ban: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    const form = banForm.safeParse(fieldsOf(await event.request.formData()));
    if (!form.success) error(400);
    const done = await banMember(viewer, { roomId: room.id, ...form.data });
    return done === 'banned' ? say({ done }) : refuse(404, { failed: true });
  },
  hide: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    const form = z
      .object({ seq: z.coerce.number().int() })
      .safeParse(fieldsOf(await event.request.formData()));
    if (!form.success) error(400);
    const done = await hideMessage(viewer, { roomId: room.id, seq: form.data.seq });
    return done === 'hidden' ? say({ done }) : refuse(404, { failed: true });
  },
};

const slowForm = z.object({
  seconds: z
    .union([z.literal(''), z.coerce.number().pipe(z.literal(SLOW_SECONDS))])
    .transform((seconds) => (seconds === '' ? null : seconds)),
});

/** What is longer than the field takes is cut, not refused: the act must not wait for its words. */
const banForm = z.object({
  memberId,
  reason: z
    .string()
    .default('')
    .transform((reason) => readableText(reason).slice(0, LONGEST_REASON)),
});

async function onMember(
  event: RequestEvent,
  act: typeof muteMember | typeof unmuteMember | typeof removeMember,
) {
  const { viewer, room } = await memberOf(event.locals, event.params['id'] ?? '');
  const form = z.object({ memberId }).safeParse(fieldsOf(await event.request.formData()));
  if (!form.success) error(400);
  const done = await act(viewer, { roomId: room.id, memberId: form.data.memberId });
  return done === 'not_found' ? refuse(404, { failed: true }) : say({ done });
}

async function asHost(event: RequestEvent, act: typeof openRoom | typeof closeRoom) {
  const { viewer, room } = await memberOf(event.locals, event.params['id'] ?? '');
  const done = await act(viewer, room.id);
  return done === 'not_found' ? refuse(404, { failed: true }) : say({ done });
}
