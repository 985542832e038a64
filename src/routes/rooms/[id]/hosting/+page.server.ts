import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { localizeHref } from '#paraglide/runtime';
import { LONGEST_REASON, SLOW_SECONDS } from '#rooms';
import {
  banMember,
  closeRoom,
  colleaguesToAsk,
  latestMessages,
  memberId,
  muteMember,
  offerHosting,
  peopleOf,
  removeMember,
  slowDown,
  unheardIn,
  unmuteMember,
  withdrawHosting,
} from '#rooms/server';
import { fieldsOf } from '#platform/form';
import { readableText } from '#platform/text';
import type { Actions, PageServerLoad } from './$types';
import { answered } from '../answer.server.ts';
import { memberOf } from '../member.server.ts';
import { statementActions } from '../unheard.server.ts';

type RoomEvent = RequestEvent<{ id: string }>;

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { viewer, room } = await memberOf(locals, params.id);
  if (room.me.role !== 'host') error(404);
  const [page, people, unheard, colleagues] = await Promise.all([
    latestMessages(viewer, room.id),
    peopleOf(viewer, room.id),
    unheardIn(viewer, room.id),
    colleaguesToAsk(viewer, room.id),
  ]);
  if (page === 'not_found' || people === 'not_found' || unheard === 'not_found') error(404);
  const { state, slowSeconds } = page;
  const plain = url.searchParams.has('plain');
  const back = localizeHref(`/rooms/${room.id}${plain ? '/plain' : ''}`);
  // An answer comes at the address of its form: the way back goes along.
  const here = { back, page: plain ? '?plain&' : '?' };
  return { room, state, slowSeconds, people, statements: unheard.statements, colleagues, ...here };
};

export const actions: Actions = {
  ...statementActions,
  close: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    return answered(await closeRoom(viewer, room.id));
  },
  slow: async (event: RoomEvent) => {
    const { viewer, room, fields } = await sentTo(event, slowForm);
    return answered(await slowDown(viewer, { roomId: room.id, seconds: fields.seconds }));
  },
  handOver: async (event: RoomEvent) => {
    const { viewer, room, fields } = await sentTo(event, handOverForm);
    const { account, stays } = fields;
    const input = { roomId: room.id, accountId: account, stays: stays === 'yes' };
    return answered(await offerHosting(viewer, input));
  },
  keepHosting: async (event: RoomEvent) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    return answered(await withdrawHosting(viewer, room.id));
  },
  mute: (event: RoomEvent) => onMember(event, muteMember),
  unmute: (event: RoomEvent) => onMember(event, unmuteMember),
  remove: (event: RoomEvent) => onMember(event, removeMember),
  ban: async (event: RoomEvent) => {
    const { viewer, room, fields } = await sentTo(event, banForm);
    return answered(await banMember(viewer, { roomId: room.id, ...fields }));
  },
};

const slowForm = z.object({
  seconds: z
    .union([z.literal(''), z.coerce.number().pipe(z.literal(SLOW_SECONDS))])
    .transform((seconds) => (seconds === '' ? null : seconds)),
});
const handOverForm = z.object({ account: z.string(), stays: z.string().optional() });
const banForm = z.object({
  memberId,
  /** What is longer than the field takes is cut, not refused: the act must not wait for its words. */
  reason: z
    .string()
    .default('')
    .transform((typed) => readableText(typed).slice(0, LONGEST_REASON)),
});

async function sentTo<Form extends z.ZodType>({ locals, params, request }: RoomEvent, form: Form) {
  const { viewer, room } = await memberOf(locals, params.id);
  const fields = form.safeParse(fieldsOf(await request.formData()));
  if (!fields.success) error(400);
  return { viewer, room, fields: fields.data };
}

async function onMember(
  event: RoomEvent,
  act: typeof muteMember | typeof unmuteMember | typeof removeMember,
) {
  const { viewer, room, fields } = await sentTo(event, z.object({ memberId }));
  return answered(await act(viewer, { roomId: room.id, memberId: fields.memberId }));
}
